import { Secret, TOTP } from 'otpauth';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { flawsOf, shotOf } from './screen.ts';

/** One person at a desk: a browser of his own. */
export class Desk {
  private code: TOTP | undefined;
  readonly page: Page;
  readonly context: BrowserContext;
  private readonly home: string;
  private readonly login: string;
  private readonly password: string;
  /** What went wrong in a page without anybody seeing it, and what is hard to see or hear. */
  readonly complaints: string[] = [];

  private constructor(context: BrowserContext, page: Page, home: string, login: string, password: string) {
    this.context = context;
    this.page = page;
    this.home = home;
    this.login = login;
    this.password = password;
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (/Content Security Policy|Warning: /.test(message.text())) this.complaints.push(message.text());
    });
  }

  static async start(
    browser: Browser,
    home: string,
    login: string,
    password: string,
    options: { scheme?: 'light' | 'dark'; width?: number } = {},
  ): Promise<Desk> {
    const viewport = { width: options.width ?? 1280, height: 800 };
    const context = await browser.newContext({ viewport, colorScheme: options.scheme ?? 'light', locale: 'fr-CD' });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const desk = new Desk(context, page, home, login, password);
    await page.goto(`${home}/desk/`);
    await page.getByRole('link', { name: 'Se connecter' }).click();
    await desk.typePassword();
    await desk.title('Aujourd’hui');
    return desk;
  }

  private async typePassword(): Promise<void> {
    await this.page.locator('input[name=login]').fill(this.login);
    await this.page.locator('input[name=password]').fill(this.password);
    await this.page.keyboard.press('Enter');
  }

  /** As the page offers when a decision asks for a second factor: enrols one the first time, shows it afterwards. */
  async stepUp(): Promise<void> {
    const { page } = this;
    await page.getByRole('link', { name: 'Montrer le second facteur' }).click();
    const field = page.locator('input[name=password], input[name=code]').first();
    await field.waitFor();
    if ((await field.getAttribute('name')) === 'password') await this.typePassword();
    await page.locator('input[name=code]').first().waitFor();
    const shown = /[A-Z2-7 ]{16,}/.exec((await page.locator('code').allTextContents()).join('\n'))?.[0];
    if (shown) this.code = new TOTP({ secret: Secret.fromBase32(shown.replaceAll(' ', '')) });
    await page
      .locator('input[name=code]')
      .first()
      .fill(this.code?.generate() ?? '');
    await page.keyboard.press('Enter');
    if (shown) {
      await page
        .getByText(/recovery|secours|récupération/i)
        .first()
        .waitFor();
      await page.getByRole('button').first().click();
    }
    await page.waitForURL(/\/desk\//);
  }

  open(path: string): Promise<unknown> {
    return this.page.goto(`${this.home}/desk${path}`);
  }

  title(name: string | RegExp): Promise<void> {
    return this.page.getByRole('heading', { level: 1, name }).waitFor();
  }

  press(name: string | RegExp): Promise<void> {
    return this.page.getByRole('button', { name }).click();
  }

  link(name: string | RegExp): Promise<void> {
    return this.page.getByRole('link', { name }).first().click();
  }

  /** Chooses in a list; a long one is searched by typing. */
  async choose(label: string | RegExp, text: string): Promise<void> {
    const box = this.page.getByRole('combobox', { name: label }).or(this.page.getByRole('textbox', { name: label }));
    await box.first().click();
    if (await box.first().isEditable()) await box.first().fill(text);
    await this.page.getByRole('option', { name: text }).first().click();
  }

  field(label: string | RegExp): Locator {
    return this.page.getByLabel(label);
  }

  /** As a USB scanner types: 5 ms a key, ended by Enter, wherever the focus is. */
  async scan(code: string): Promise<void> {
    await this.page.keyboard.type(code, { delay: 5 });
    await this.page.keyboard.press('Enter');
  }

  /** Looks at a screen as somebody who sees badly does; what is wrong with it is told when he leaves. */
  async look(name: string): Promise<void> {
    // Whatever is still on its way would be judged half drawn.
    await this.page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
    await shotOf(this.page, name);
    this.complaints.push(...(await flawsOf(this.page)).map((flaw) => `${name}: ${flaw}`));
  }

  async leave(): Promise<void> {
    await this.context.close();
    expect(this.complaints).toEqual([]);
  }
}
