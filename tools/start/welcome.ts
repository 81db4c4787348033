// What is printed when everything runs.
import { v7 as uuidv7 } from 'uuid';

export interface DemoToken {
  name: string;
  role: string;
  token: string;
}

export interface Welcome {
  url: string;
  tokens: DemoToken[];
  administratorToken: string | undefined;
  logs: string;
  took: string;
  /** Width of the terminal. */
  columns: number;
}

export function welcome(of: Welcome): string {
  const lines = [
    '',
    `Dotation runs at ${of.url}  (started in ${of.took})`,
    `  API  ${of.url}/api/docs`,
    `  Logs ${of.logs}`,
    '',
  ];
  if (of.tokens.length) {
    lines.push(
      'Demo people; a token goes into the header "Authorization: Bearer …":',
      ...people(of.tokens, of.columns),
      '',
      'Next, in another terminal: npm run journey',
      '',
    );
  }
  if (of.administratorToken) {
    lines.push(
      'Until the first administrator has used a token of his own, this one makes him. After that it is worth nothing.',
      `  ${of.administratorToken}`,
      '',
      `  curl -X POST ${of.url}/api/gateway/first-administrator \\`,
      `    -H "Authorization: Bearer ${of.administratorToken}" -H "Content-Type: application/json" \\`,
      `    -H "Idempotency-Key: ${uuidv7()}" \\`,
      `    -d '{"personId":"${uuidv7()}","displayName":"Your Name"}'`,
      '',
    );
  }
  lines.push('Ctrl-C stops everything in order.', '');
  return lines.join('\n');
}

/** One line each where it fits, else the token on a line of its own: a token that wraps cannot be copied. */
function people(tokens: DemoToken[], columns: number): string[] {
  const width = (of: (token: DemoToken) => string) => Math.max(...tokens.map((token) => of(token).length));
  const names = width(({ name }) => name);
  const roles = width(({ role }) => role);
  const fits = 2 + names + 2 + roles + 2 + width(({ token }) => token) <= columns;
  return tokens.flatMap(({ name, role, token }) => {
    const who = `  ${name.padEnd(names)}  ${role.padEnd(roles)}`;
    return fits ? [`${who}  ${token}`] : [who.trimEnd(), `    ${token}`];
  });
}
