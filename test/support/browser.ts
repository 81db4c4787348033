// As much of a browser as a sign-in needs: cookies with their paths, redirects, forms with the headers a browser adds.
// (supertest's agent drops Secure cookies on plain http, which browsers keep on localhost.)

interface Cookie {
  value: string;
  path: string;
  attributes: string;
}

interface Init {
  method?: string;
  headers: Record<string, string>;
  body?: string;
}

export interface Answer {
  status: number;
  url: string;
  html: string;
  headers: Headers;
}

export class Browser {
  readonly jar = new Map<string, Cookie>();
  /** Every address gone through by the last request. */
  trail: string[] = [];
  private readonly home: string;
  private readonly address: string | undefined;

  /** `address` is where the browser is, as a proxy in front of the gateway would say. */
  constructor(home: string, address?: string) {
    this.home = home;
    this.address = address;
  }

  cookie(name: string): string | undefined {
    return this.jar.get(name)?.value;
  }

  async open(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.follow(new URL(path, this.home).href, { method: 'GET', headers });
  }

  /** Sends the form of the page at `answer` whose action ends in `action`, hidden fields included. */
  async submit(answer: Answer, action: string, fields: Record<string, string> = {}): Promise<Answer> {
    const form = formOf(answer.html, action);
    if (!form) throw new Error(`There is no form "${action}" on ${answer.url}:\n${answer.html}`);
    return this.post(new URL(form.action, answer.url).href, { ...form.hidden, ...fields }, new URL(answer.url).origin);
  }

  async post(url: string, fields: Record<string, string>, origin?: string): Promise<Answer> {
    const sameOrigin = origin === new URL(this.home).origin;
    return this.follow(new URL(url, this.home).href, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(origin === undefined ? {} : { origin, 'sec-fetch-site': sameOrigin ? 'same-origin' : 'cross-site' }),
      },
      body: new URLSearchParams(fields).toString(),
    });
  }

  /** One request, with this browser's cookies, whatever the answer. */
  async request(url: string, init: Init): Promise<Response> {
    const target = new URL(url, this.home);
    const cookies = [...this.jar]
      .filter(([, { path }]) => target.pathname === path || target.pathname.startsWith(path.replace(/\/?$/, '/')))
      .map(([name, { value }]) => `${name}=${value}`);
    const headers: Record<string, string> = {
      accept: 'text/html',
      'user-agent': 'A browser of the tests',
      ...init.headers,
      ...(cookies.length > 0 ? { cookie: cookies.join('; ') } : {}),
      ...(this.address === undefined ? {} : { 'x-forwarded-for': this.address }),
    };
    const response = await fetch(target, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    return response;
  }

  private async follow(url: string, init: Init): Promise<Answer> {
    this.trail = [];
    for (let next = url, how = init, left = 20; left > 0; left--) {
      this.trail.push(next);
      const response = await this.request(next, how);
      const html = await response.text();
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || !location)
        return { status: response.status, url: next, html, headers: response.headers };
      next = new URL(location, next).href;
      how = { method: 'GET', headers: {} };
    }
    throw new Error(`Redirected in circles:\n${this.trail.join('\n')}`);
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const name = pair.slice(0, pair.indexOf('='));
    const value = pair.slice(pair.indexOf('=') + 1);
    const said = (attribute: string): string | undefined =>
      attributes.find((one) => one.toLowerCase().startsWith(`${attribute}=`))?.slice(attribute.length + 1);
    const isGone = said('max-age') === '0' || Date.parse(said('expires') ?? '') < Date.now();
    if (isGone) this.jar.delete(name);
    else this.jar.set(name, { value, path: said('path') ?? '/', attributes: attributes.join('; ') });
  }
}

function formOf(html: string, action: string): { action: string; hidden: Record<string, string> } | undefined {
  for (const [, attributes = '', content = ''] of html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)) {
    const target = /action="([^"]*)"/.exec(attributes)?.[1];
    if (!target?.endsWith(action)) continue;
    const hidden = [...content.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?/g)];
    return { action: target, hidden: Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])) };
  }
  return undefined;
}
