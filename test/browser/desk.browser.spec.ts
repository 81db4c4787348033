import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { demoPassword } from '../../tools/seed/accounts.ts';
import { recordOrder } from '../../tools/journey/receiving.ts';
import { beginPlay, type Play } from '../journeys/play.ts';
import { startChromium } from './chromium.ts';
import { Desk } from './desk.ts';

// The main job of the desk, from the supplier's list to the auditor's trace, in a real Chromium against the real product: each
// person at a desk of his own, who reads nothing but the screens.

let play: Play;
let browser: Browser;
let home: string;
let password: string;
const list = join(import.meta.dirname, '..', 'samples', 'g1-liste-de-colisage.csv');
const photo = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

beforeAll(async () => {
  browser = await startChromium();
  play = await beginPlay();
  home = play.stack.baseUrl.replace('127.0.0.1', 'localhost');
  password = demoPassword(play.stack.secrets.bootstrapToken);
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await play?.end();
}, 60_000);

const sit = (login: string, options?: { scheme?: 'light' | 'dark'; width?: number }): Promise<Desk> =>
  Desk.start(browser, home, login, password, options);

describe('the desk', () => {
  it('weighs at most 260 KB when it opens, says its policy, and opens at any of its addresses', async () => {
    const requested: string[] = [];
    const context = await browser.newContext({ locale: 'fr-CD' });
    context.on('request', (request) => requested.push(request.url()));
    const page = await context.newPage();
    await page.goto(`${home}/desk/devices?lifecycle=A04_IN_STOCK`);
    await page.getByRole('link', { name: 'Se connecter' }).waitFor();
    let bytes = 0;
    for (const url of new Set(requested.filter((url) => url.includes('/desk/')))) {
      const answer = await fetch(url, { headers: { 'accept-encoding': 'br' } });
      expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
      bytes += (await answer.arrayBuffer()).byteLength && Number(answer.headers.get('content-length') ?? 0);
    }
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(260 * 1024);
    expect(requested.filter((url) => !url.startsWith(home))).toEqual([]);
    expect((await fetch(`${home}/desk/assets/nothing.js`)).status).toBe(404);
    await context.close();
  });

  let tags: string[] = [];

  it('takes in the supplier’s list: its mistakes are mended in place, and forty devices are registered and tagged', async () => {
    const desk = await sit('storekeeper');
    const { page } = desk;
    await desk.look('desk-01-today');
    await desk.link('Commandes');
    await desk.link('PO-2025-0093');
    await desk.title(/PO-2025-0093/);
    await desk.look('desk-02-order');
    await desk.link('Recevoir');
    await page.locator('input[type=file]').setInputFiles(list);
    await page.getByText(/40 lignes lues/).waitFor();
    await desk.look('desk-03-columns');
    await desk.press('Vérifier');
    await page.getByText(/lignes sur 40 sont à corriger/).waitFor();
    await desk.look('desk-04-check');
    expect(await page.getByRole('button', { name: /Continuer avec/ }).isDisabled()).toBe(true);
    const repeated = page.locator('[data-row="16"]');
    await repeated.getByLabel('Numéro lu sur la plaque').fill('5CD3302W9K');
    await repeated.getByLabel('Numéro lu sur la plaque').press('Enter');
    await repeated
      .locator('input[type=file]')
      .setInputFiles({ name: 'plaque.png', mimeType: 'image/png', buffer: photo });
    await repeated.waitFor({ state: 'detached' });
    const bare = page.locator('[data-row="28"]');
    await bare.getByLabel('Pourquoi sans numéro ?').fill('Le fabricant ne numérote pas ses batteries');
    await bare.getByLabel('Pourquoi sans numéro ?').press('Enter');
    await bare
      .locator('input[type=file]')
      .setInputFiles({ name: 'batterie.png', mimeType: 'image/png', buffer: photo });
    await page.getByText('Les 40 lignes sont en ordre.').waitFor();
    await desk.press('Continuer avec 40 appareils');
    await desk.field('Bon de livraison').fill('BL-4471');
    await desk.choose('Témoin', 'Didier Mpanda-Lusa');
    await desk.look('desk-05-confirm');
    await desk.press('Enregistrer 40 lignes');
    await desk.title(/^Livraison GR-/);
    await desk.press('Donner les 40 numéros suivants');
    await page
      .getByRole('link', { name: /^INLCD-/ })
      .nth(39)
      .waitFor();
    await desk.look('desk-06-receipt');
    tags = await page.getByRole('link', { name: /^INLCD-/ }).allTextContents();
    expect(new Set(tags).size).toBe(40);
    await desk.link('Étiquettes à imprimer');
    await page.locator('.label img').nth(39).waitFor();
    expect(await page.locator('.sheet').count()).toBe(2);
    await desk.look('desk-06-labels');
    await desk.leave();
  }, 120_000);

  it('registers fifty laptops with a USB scanner in five taps: fifty-one scans, none lost, none doubled', async () => {
    const number = 'PO-SCAN-50';
    const laptop = play.cast.ids.catalogueItems['laptop']!;
    const line = { catalogueItemId: laptop, quantity: 50, unitPriceMinor: 78_900 };
    await recordOrder(play.cast, number, [line], play.cast.ids.awards['inl']!);
    const desk = await sit('storekeeper');
    const { page } = desk;
    await desk.open('/orders');
    await desk.link(number);
    let taps = 0;
    const tap = async (doing: Promise<unknown>): Promise<void> => {
      taps += 1;
      await doing;
    };
    await tap(desk.link('Recevoir'));
    await tap(page.getByText('Scanner les appareils').click());
    const serials = Array.from({ length: 50 }, (_, index) => `5CD9${String(1000 + index)}SCN`);
    for (const serial of serials) await desk.scan(serial);
    await desk.scan(serials[7]!);
    await page.getByText(`Déjà scanné : ${serials[7]}`).waitFor();
    expect(await page.getByRole('table', { name: 'Appareils scannés' }).locator('tbody tr').count()).toBe(50);
    await desk.look('desk-06-scanned');
    // A tab that was closed loses nothing.
    await page.reload();
    await page.getByText('Les 50 lignes sont en ordre.').waitFor();
    await tap(desk.press('Continuer avec 50 appareils'));
    await desk.scan('BL-SCAN-50');
    await tap(desk.press('Enregistrer 50 lignes'));
    await desk.title(/^Livraison GR-/);
    expect(taps).toBeLessThanOrEqual(5);
    await page.getByText('Inscrit').nth(49).waitFor();
    const receiptId = new URL(page.url()).pathname.split('/').at(-1)!;
    const found = await play.cast
      .as('auditor')
      .get<{ items: { serial: string }[] }>(`/assets/devices?receiptId=${receiptId}&limit=200`);
    expect(found.items.map(({ serial }) => serial).sort()).toEqual(serials);
    await desk.leave();
  }, 120_000);

  it('CR-06 takes in more than was ordered only when the store-keeper says that he knows', async () => {
    const line = { catalogueItemId: play.cast.ids.catalogueItems['laptop']!, quantity: 1, unitPriceMinor: 78_900 };
    await recordOrder(play.cast, 'PO-OVER-1', [line], play.cast.ids.awards['inl']!);
    const desk = await sit('storekeeper');
    await desk.open('/orders');
    await desk.link('PO-OVER-1');
    await desk.link('Recevoir');
    await desk.page.getByText('Scanner les appareils').click();
    for (const serial of ['5CD9OVER01', '5CD9OVER02']) await desk.scan(serial);
    await desk.press('Vérifier');
    await desk.page.getByText('1 ligne sur 2 est à corriger').waitFor();
    await desk.field('Il y a plus que commandé, et je le sais').check();
    await desk.press(/Continuer avec/);
    await desk.scan('BL-OVER-1');
    await desk.press('Enregistrer 2 lignes');
    await desk.page.getByText('En plus: 1').waitFor();
    await desk.leave();
  }, 60_000);

  it('CR-09 has it accepted by two others, allocated, approved with a second factor, and put on the road', async () => {
    const inspector = await sit('inspector1');
    await inspector.link('Livraisons');
    await inspector.page
      .getByRole('row', { name: /À inspecter/ })
      .filter({ has: inspector.page.getByRole('cell', { name: '40', exact: true }) })
      .getByRole('link')
      .click();
    await inspector.choose('Le deuxième membre de la commission', 'Ruth Kalala-Mbo');
    await inspector.look('desk-07-inspection');
    await inspector.press('Accepter les 40 appareils');
    await inspector.page.getByText('Inspecté').first().waitFor();
    await inspector.leave();

    const manager = await sit('programme-manager');
    await manager.open('/allocations/new');
    await manager.choose('Unité', 'Mbuji-Mayi');
    await manager.choose('Financement', 'SINLEC24CA0117');
    await manager.field('Usage prévu').fill('Bureau d’enquêtes');
    await manager.field('Usage prévu').blur();
    for (const tag of tags.slice(0, 8)) await manager.scan(tag);
    await manager.scan(tags[0]!);
    await manager.page.getByText(`Déjà choisi : ${tags[0]}`).waitFor();
    await manager.page.getByText('8 appareils choisis').waitFor();
    await manager.look('desk-08-allocation');
    await manager.press('Proposer 8 appareils');
    await manager.title(/^Attribution AL-/);
    const allocation = manager.page.url();

    const approver = await sit('approver');
    await approver.open(new URL(allocation).pathname.replace('/desk', ''));
    await approver.press('Approuver');
    await approver.page.getByText('Confirmez que c’est vous').waitFor();
    await approver.look('desk-09-step-up');
    await approver.stepUp();
    await approver.press('Approuver');
    await approver.page.getByText('Approuvée').first().waitFor();
    await approver.leave();

    const dispatcher = await sit('dispatcher');
    await dispatcher.open(new URL(allocation).pathname.replace('/desk', ''));
    await dispatcher.link('Nouveau bordereau');
    await dispatcher.choose('Transporteur', 'Transports du Haut-Lubilash SARL');
    await dispatcher.choose('Chauffeur', 'Pascal Mukeba-Tuba');
    await dispatcher.field(/Plaque du véhicule/).fill('CD 4471 AB 22');
    await dispatcher.page.getByRole('combobox', { name: 'Scellés' }).fill('SC-1');
    await dispatcher.page.getByRole('combobox', { name: 'Scellés' }).press('Enter');
    await dispatcher.choose('Officier qui remet', 'Bénédicte Kanku-Sona');
    await dispatcher.look('desk-10-new-waybill');
    await dispatcher.press('Préparer le bordereau');
    await dispatcher.title(/^Bordereau WB-/);

    await manager.open(new URL(dispatcher.page.url()).pathname.replace('/desk', ''));
    await manager.press('Autoriser la sortie');
    await manager.stepUp();
    await manager.press('Autoriser la sortie');
    await manager.page.getByText('Sortie autorisée').first().waitFor();
    await manager.leave();

    await dispatcher.page.reload();
    await dispatcher.choose(/Remis au chauffeur par/, 'Joseph Mutamba-Kena');
    await dispatcher.field('Le chauffeur a signé').check();
    await dispatcher.press('Enregistrer le départ');
    await dispatcher.page.getByText('En route').first().waitFor();
    await dispatcher.look('desk-11-waybill');
    await dispatcher.leave();
  }, 180_000);

  it('shows the officer and the auditor the rest: arrival, counter-signature, and a whole life behind one code', async () => {
    const officer = await sit('field-officer');
    await officer.link(/Livraisons en route/);
    await officer.page
      .getByRole('row', { name: /PMH|minière|mines/i })
      .last()
      .getByRole('link')
      .click();
    await officer.field('Le chauffeur a signé').check();
    await officer.look('desk-12-arrival');
    await officer.press(/Enregistrer l’arrivée/);
    await officer.page.getByText('Arrivé : attend la signature de l’unité.').waitFor();
    await officer.open('/handovers?status=PROVISIONAL');
    await officer.page.getByRole('link', { name: /^PV-/ }).first().click();
    await officer.press('Contresigner');
    await officer.page.getByText('Définitif').first().waitFor();
    await officer.look('desk-13-handover');
    const paper = await officer.page.getByRole('link', { name: 'Imprimer le PV (PDF)' }).getAttribute('href');
    const printed = await officer.context.request.get(`${home}${paper}`);
    expect([printed.status(), (await printed.body()).subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
    await officer.leave();

    const auditor = await sit('auditor', { scheme: 'dark' });
    await auditor.page.keyboard.press('/');
    await auditor.scan(tags[0]!.toLowerCase());
    await auditor.title(new RegExp(tags[0]!));
    await auditor.page.getByText(/Histoire intacte/).waitFor();
    await auditor.page.getByText('Parti avec le transporteur').waitFor();
    await auditor.look('desk-14-device-dark');
    await auditor.link('Registre');
    await auditor.page.getByText(/fiches complètes sur/).waitFor();
    await auditor.look('desk-15-register-dark');
    const [file] = await Promise.all([auditor.page.waitForEvent('download'), auditor.press('CSV')]);
    expect(file.suggestedFilename()).toMatch(/\.csv$/);
    await auditor.press('Kofi Asante-Boadum');
    await auditor.press('English');
    await auditor.page.keyboard.press('Escape');
    await auditor.title('Register');
    await auditor.page.setViewportSize({ width: 320, height: 700 });
    for (const path of ['/', '/devices', '/exceptions', '/units', '/handovers']) {
      await auditor.open(path);
      await auditor.look(`desk-16-narrow${path.replace('/', '-')}`);
    }
    await auditor.leave();
  }, 180_000);
});
