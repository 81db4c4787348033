import type { Browser, BrowserContext, Page } from 'playwright-core';
import { flawsOf } from './screen.ts';

export const pin = '4719';

/** One cheap phone: a browser of its own, whose tab may be killed and opened again. */
export class Phone {
  page!: Page;
  readonly requested: string[] = [];
  private readonly home: string;
  readonly context: BrowserContext;

  private constructor(context: BrowserContext, home: string) {
    this.context = context;
    this.home = home;
    context.on('request', (request) => this.requested.push(request.url()));
  }

  static async start(browser: Browser, home: string, scheme: 'light' | 'dark' = 'light'): Promise<Phone> {
    const viewport = { width: 360, height: 740 };
    const context = await browser.newContext({ viewport, colorScheme: scheme, locale: 'fr-CD', hasTouch: true });
    const phone = new Phone(context, home);
    await phone.open();
    return phone;
  }

  async open(): Promise<void> {
    this.page = await this.context.newPage();
    this.page.setDefaultTimeout(15_000);
    await this.page.goto(`${this.home}/field/`);
  }

  /** As when the system takes the memory: the tab is gone, whatever it was doing. */
  async kill(): Promise<void> {
    await this.page.close();
  }

  async signIn(login: string, password: string): Promise<void> {
    await this.page
      .getByRole('link', { name: /Se connecter/ })
      .first()
      .click();
    await this.page.locator('input[name=login]').fill(login);
    await this.page.locator('input[name=password]').fill(password);
    await Promise.all([this.page.waitForURL(/\/field\//), this.page.keyboard.press('Enter')]);
  }

  async choosePin(): Promise<void> {
    await this.page.locator('#pin').fill(pin);
    await this.page.locator('#again').fill(pin);
    await this.page.getByRole('button', { name: 'Garder ce code' }).click();
    await this.page.getByText('Prêt hors ligne').waitFor();
  }

  async unlock(): Promise<void> {
    await this.page.locator('#pin').fill(pin);
    await this.page.getByRole('button', { name: 'Ouvrir' }).click();
    await this.title('Accueil');
  }

  title(name: string | RegExp): Promise<void> {
    return this.page.getByRole('heading', { level: 1, name }).waitFor();
  }

  /** As a USB scanner types: 5 ms a key, ended by Enter. */
  async scan(code: string): Promise<void> {
    await this.page.keyboard.type(code, { delay: 5 });
    await this.page.keyboard.press('Enter');
  }

  async drawSignature(): Promise<void> {
    const box = await this.page.locator('canvas').boundingBox();
    if (!box) throw new Error('There is nowhere to sign.');
    await this.page.locator('canvas').scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await this.page.locator('canvas').boundingBox()) ?? box;
    await this.page.mouse.move(x + width * 0.2, y + height * 0.6);
    await this.page.mouse.down();
    for (const [right, down] of [
      [0.3, 0.2],
      [0.45, 0.8],
      [0.6, 0.3],
      [0.8, 0.6],
    ] as const)
      await this.page.mouse.move(x + width * right, y + height * down, { steps: 4 });
    await this.page.mouse.up();
  }

  /** What is wrong with this screen for somebody who sees badly, or has a small phone or thick fingers. */
  async flaws(): Promise<string[]> {
    const small = await this.page.evaluate(() =>
      [...document.querySelectorAll('button, a, select, .option, input:not([type=radio]):not([type=file])')]
        .filter((one) => !one.closest('.skip, li strong, .paper'))
        .map((one) => ({ html: one.outerHTML.slice(0, 90), box: one.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.height < 48 || box.width < 44))
        .map(({ html, box }) => `${Math.round(box.width)} × ${Math.round(box.height)}: ${html}`),
    );
    return [...(await flawsOf(this.page)), ...small];
  }
}
