// What is printed when everything runs.
import { v7 as uuidv7 } from 'uuid';

export interface DemoToken {
  login: string;
  name: string;
  role: string;
  token: string;
}

export interface Welcome {
  url: string;
  tokens: DemoToken[];
  /** Of every account of the demo. */
  password: string;
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
    `  Desk                  ${of.url}/desk/`,
    `  Field app for phones  ${of.url}/field/`,
    `  API  ${of.url}/api/docs`,
    `  Logs ${of.logs}`,
    '',
  ];
  if (of.tokens.length) {
    lines.push(
      `Demo people; all sign in at ${of.url}/auth/login with the password  ${of.password}`,
      'For scripts, a token goes into the header "Authorization: Bearer …":',
      ...people(of.tokens, of.columns),
      '',
      'Next, in another terminal: npm run journey',
      '',
    );
  }
  if (of.administratorToken) {
    lines.push(
      `The first administrator begins at ${of.url}/auth/first-administrator with this key; it works until`,
      'he has used his account or a token of his own.',
      `  ${of.administratorToken}`,
      '',
      'Or by script:',
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
  const logins = width(({ login }) => login);
  const names = width(({ name }) => name);
  const roles = width(({ role }) => role);
  const fits = 2 + logins + 2 + names + 2 + roles + 2 + width(({ token }) => token) <= columns;
  return tokens.flatMap(({ login, name, role, token }) => {
    const who = `  ${login.padEnd(logins)}  ${name.padEnd(names)}  ${role.padEnd(roles)}`;
    return fits ? [`${who}  ${token}`] : [who.trimEnd(), `    ${token}`];
  });
}
