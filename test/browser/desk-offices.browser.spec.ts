import type { Browser } from 'playwright-core';
import { demoPassword } from '../../tools/seed/accounts.ts';
import { accepted, acknowledge, refused } from '../../tools/journey/handing-over.ts';
import { beginPlay, type Play } from '../journeys/play.ts';
import { startChromium } from './chromium.ts';
import { Desk } from './desk.ts';

// What offices do at the desk beside the way of the goods: each journey in a real Chromium against the real product, by people who
// read nothing but the screens.

let play: Play;
let browser: Browser;
let home: string;
let password: string;

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

/** Everybody stays at his desk until all is done: who has shown a second factor once would be asked for it when he comes back. */
const desks = new Map<string, Desk>();
async function sit(login: string, options?: { scheme?: 'light' | 'dark'; width?: number }): Promise<Desk> {
  const own = desks.get(login) ?? (await Desk.start(browser, home, login, password, options));
  desks.set(login, own);
  return own;
}
afterEach(() => {
  for (const [login, { complaints }] of desks) expect([login, complaints.splice(0)]).toEqual([login, []]);
});
/** Ten minutes after the second factor was shown a decision asks for it again. */
async function decide(desk: Desk, press: () => Promise<void>): Promise<void> {
  await press();
  const asked = desk.page.getByRole('link', { name: 'Montrer le second facteur' }).waitFor({ timeout: 5_000 });
  const again = await asked.then(
    () => true,
    () => false,
  );
  if (!again) return;
  await desk.stepUp();
  await press();
}
const pathOf = (desk: Desk): string => new URL(desk.page.url()).pathname.replace('/desk', '');

/** Looks at screens in English on a narrow window, in the dark. */
async function looksNarrow(login: string, paths: string[]): Promise<void> {
  const desk = await sit(login, { scheme: 'dark' });
  await desk.page.emulateMedia({ colorScheme: 'dark' });
  await desk.page.evaluate(() => localStorage.setItem('language', 'en'));
  await desk.page.setViewportSize({ width: 320, height: 700 });
  for (const path of paths) {
    await desk.open(path);
    await desk.page.getByRole('heading', { level: 1 }).waitFor();
    await desk.look(`desk-narrow${path.replaceAll(/[/?=]/g, '-')}`);
  }
}

describe('ordering at the desk', () => {
  it('CR-01 goes from the need to the order: three persons, quotations, a committee, and the dated matrix', async () => {
    const requester = await sit('requester');
    await requester.link('Demandes d’achat');
    await requester.link('Nouvelle demande');
    await requester.choose('Projet', 'CD-PMH-2');
    await requester.field('Pourquoi il le faut').fill('Postes de Mbuji-Mayi');
    await requester.choose('Pour quelle unité', 'Entrepôt central de Kinshasa');
    await requester.choose('Livrer à', 'Entrepôt central');
    await requester.choose('Catégorie', 'Ordinateur portable');
    await requester.field('Ce qu’il faut').fill('Portable 15 pouces');
    await requester.field('Quantité').fill('4');
    await requester.field('Prix estimé').fill('800,50');
    await requester.choose('Financement', 'SINLEC24CA0117');
    await requester.field('Part (%)').fill('90');
    await requester.press('Enregistrer la demande');
    await requester.page.getByText('Des lignes de la demande ne vont pas').waitFor();
    await requester.look('desk-20-requisition-refused');
    await requester.field('Part (%)').fill('100');
    await requester.press('Enregistrer la demande');
    await requester.title(/^Demande d’achat PR-/);
    await requester.page.getByText('3 202,00').first().waitFor();
    await requester.press('Soumettre');
    await requester.page.getByText('Soumise').first().waitFor();
    const requisition = pathOf(requester);

    const manager = await sit('programme-manager');
    await manager.open(requisition);
    await manager.press('Approuver le besoin');
    await manager.stepUp();
    await manager.press('Approuver le besoin');
    await manager.page.getByText('Approuvée').first().waitFor();

    const buyer = await sit('buyer');
    await buyer.open(requisition);
    await buyer.press('Enregistrer une offre');
    await buyer.choose('Fournisseur', 'Comptoir Informatique du Pool SARL');
    await buyer.field('Référence').fill('OFF-2026-77');
    await buyer.field('Date de l’offre').fill('2025-11-02');
    await buyer.field('Valable jusqu’au').fill('2035-12-31');
    await buyer.choose('Modèle', 'ProBook 450 G10');
    await buyer.field('Prix unitaire').fill('789');
    await buyer.field('Le fournisseur déclare').check();
    await buyer.look('desk-21-quotation');
    await buyer.press('Enregistrer l’offre');
    await buyer.page.getByText('OFF-2026-77').first().waitFor();
    await buyer.press('Enregistrer l’analyse');
    const members = ['Didier Mpanda-Lusa', 'Ruth Kalala-Mbo', 'Samuel Bofassa'];
    for (const [index, member] of members.entries()) {
      const seat = buyer.page.getByRole('group', { name: `Commission, n° ${index + 1}` });
      await seat.getByRole('combobox', { name: 'Unité (Membre)' }).fill('Mission');
      await buyer.page.getByRole('option', { name: 'Mission' }).first().click();
      await seat.getByRole('combobox', { name: /^Membre/ }).fill(member);
      await buyer.page.getByRole('option', { name: member }).first().click();
    }
    await buyer.choose('Offre retenue', 'OFF-2026-77');
    await buyer.field('Raison').fill('Seule offre conforme');
    await buyer.field('Pourquoi si peu d’offres').fill('Un seul distributeur à Kinshasa');
    await buyer.look('desk-22-analysis');
    await buyer.press('Enregistrer le choix');
    await buyer.page.getByText('Offre retenue').first().waitFor();
    await buyer.press('Proposer la commande');
    await buyer.title('Nouvelle commande');
    await buyer.look('desk-23-proposal');
    const proposal = pathOf(buyer);

    const approver = await sit('approver');
    await approver.open(proposal);
    await approver.press('Approuver la commande');
    await approver.stepUp();
    await approver.press('Approuver la commande');
    await approver.page.getByText('Approuvée').first().waitFor();
    await approver.link('Pouvoirs d’approbation');
    await approver.page
      .getByText(/jusqu’à 500.000,00/)
      .first()
      .waitFor();
    await approver.look('desk-24-matrices');

    await buyer.page.reload();
    await buyer.link('Ouvrir la commande');
    await buyer.title(/^Commande /);
    await buyer.link('Avenant');
    await buyer.field('Raison').fill('Deux de moins');
    await buyer.press('Changer une ligne');
    await buyer.choose(/^N°/, 'ProBook 450 G10');
    await buyer.field('Nouvelle quantité').fill('2');
    await buyer.look('desk-25-amendment');
    await buyer.press('Proposer l’avenant');
    await buyer.title('Avenant 2');
  }, 240_000);

  it('CR-11 holds an invoice against order and receipt, has another person decide, and pays what is due', async () => {
    const finance = await sit('finance');
    await finance.link('Factures');
    await finance.page.getByText('Bonne à payer').first().waitFor();
    await finance.look('desk-26-invoices');
    await finance.link('Nouvelle facture');
    await finance.choose('Commande', 'PO-2025-0096');
    await finance.choose('Qui facture', 'Comptoir Informatique du Pool SARL');
    await finance.field('N° de la facture').fill('F-DESK-1');
    await finance.field('Datée du').fill('2025-03-01');
    await finance.field('Montant').fill('1000');
    await finance.choose('Ligne de la commande', 'ProBook 450 G10');
    await finance.field('Quantité').fill('2');
    await finance.field('Prix unitaire').fill('789');
    await finance.press('Enregistrer la facture');
    await finance.page.getByText('La facture ne peut pas être juste').waitFor();
    await finance.look('desk-27-invoice-refused');
    await finance.field('Montant').fill('1578');
    await finance.press('Enregistrer la facture');
    await finance.title('Facture F-DESK-1');
    await finance.page.getByText('Plus qu’accepté').waitFor();
    await finance.look('desk-28-invoice');

    const manager = await sit('programme-manager');
    await manager.open(pathOf(finance));
    await manager.choose('Décision', 'Refuser la facture');
    await manager.field('Raison').fill('Rien n’est arrivé');
    await decide(manager, () => manager.press('Décider'));
    await manager.page.getByText('Refusée').first().waitFor();

    await finance.open('/invoices?status=MATCHED');
    await finance.page
      .getByRole('link', { name: /^F-EX-/ })
      .first()
      .click();
    await finance.field('Payé le').fill('2026-03-20');
    await finance.field('N° du virement').fill('VIR-1187');
    await finance.press('Enregistrer le paiement');
    await finance.page.getByText('VIR-1187').waitFor();
    await looksNarrow('auditor', ['/requisitions', '/order-proposals', '/invoices', '/authorization-matrices']);
  }, 180_000);
});

describe('administration at the desk', () => {
  it('CR-60 makes a person, an account and a role; what gives power a second administrator confirms', async () => {
    const administrator = await sit('administrator');
    await administrator.link('Administration');
    await administrator.look('desk-30-administration');
    await administrator.link('Comptes');
    await administrator.press('Nouvelle personne');
    await administrator.page.getByRole('textbox', { name: /^Nom( \*)?$/ }).fill('Perpétue Lokwa-Mbe');
    await administrator.choose('Unité', 'Mission de l’OIM en RDC');
    await administrator.field('Fonction').fill('Assistante de projet');
    await administrator.press('Enregistrer la personne');
    await administrator.page.getByRole('button', { name: 'Nouvelle personne' }).waitFor();
    await administrator.press('Nouveau compte');
    await administrator.choose(/^Personne/, 'Perpétue Lokwa-Mbe');
    await administrator.field('Nom de connexion').fill('perpetue.lokwa');
    await administrator.press('Créer le compte');
    await administrator.stepUp();
    // The form is open again, and says what was written.
    expect(await administrator.field('Nom de connexion').inputValue()).toBe('perpetue.lokwa');
    await administrator.press('Créer le compte');
    await administrator.page.getByText('Premier mot de passe de perpetue.lokwa').waitFor();
    await administrator.look('desk-31-accounts');

    await administrator.open('/administration/roles');
    await administrator.press('Donner un rôle');
    await administrator.choose(/^Personne/, 'Perpétue Lokwa-Mbe');
    await administrator.choose(/^Rôle/, 'Auditeur');
    await administrator.look('desk-32-role');
    await administrator.page.getByRole('button', { name: 'Donner', exact: true }).click();
    await administrator.page.getByRole('row', { name: /Perpétue.*À confirmer/ }).waitFor();

    const second = await sit('administrator2');
    await second.open('/administration/roles?pending=true');
    const row = second.page.getByRole('row', { name: /Perpétue/ });
    await row.getByRole('button', { name: 'Confirmer' }).click();
    await second.stepUp();
    await row.getByRole('button', { name: 'Confirmer' }).click();
    await second.page.getByText('Aucun rôle.').or(second.page.getByRole('table')).waitFor();
    await row.waitFor({ state: 'detached' });
    await second.open('/administration/roles');
    await second.page.getByRole('row', { name: /Perpétue.*En vigueur/ }).waitFor();
    await second.look('desk-33-roles');
  }, 120_000);

  it('CR-22, CR-15, AM-3: a mandate by telephone, an answer of the embassy, and a waiver with what stands in its place', async () => {
    const steward = await sit('data-steward');
    await steward.open('/administration/mandates');
    await steward.press('Nouveau mandat');
    await steward.choose(/^Unité/, 'Escadron PMH de Mbuji-Mayi');
    await steward.choose('Le chef', 'Augustin Kabongo-Mbala');
    await steward.choose('Signe pour lui', 'Marthe Tshala-Mwika');
    await steward.field('À partir du').fill('2026-11-20');
    await steward.field('Jusqu’au').fill('2026-11-01');
    await steward.press('Enregistrer le mandat');
    await steward.page.getByRole('alert').first().waitFor();
    await steward.look('desk-34-mandate-refused');
    await steward.field('Jusqu’au').fill('2027-01-20');
    await steward.field('Donné par téléphone').check();
    await steward.field('Appel du').fill('2026-11-19');
    await steward.choose('Qui a appelé', 'Augustin Kabongo-Mbala');
    await steward.choose('Unité (Qui l’a entendu)', 'Mission de l’OIM en RDC');
    await steward.choose(/^Qui l’a entendu/, 'Alphonse Tshiamala-Kadi');
    await steward.press('Enregistrer le mandat');
    await steward.page.getByRole('row', { name: /Marthe Tshala-Mwika.*Téléphone/ }).waitFor();
    await steward.look('desk-35-mandates');

    const vetting = await sit('vetting-officer');
    await vetting.open('/administration/vetting');
    await vetting.press('Nouvelle réponse');
    await vetting.choose(/^Unité \*|^Unité$/, 'Escadron PMH de Rubaya');
    await vetting.choose('Chef', 'Évariste Bahati-Nsenge');
    await vetting.choose('Financement', 'SINLEC24CA0117');
    await vetting.choose('Réponse', 'Suspendu');
    await vetting.field('Répondu le').fill('2026-11-02');
    await vetting.press('Enregistrer la réponse');
    await vetting.page.getByRole('row', { name: /Évariste Bahati-Nsenge.*Suspendu/ }).waitFor();
    await vetting.look('desk-36-vetting');

    const approver = await sit('approver');
    await approver.open('/administration/waivers');
    await approver.press('Nouvelle dérogation');
    await approver.choose('Règle', 'Un seul inspecteur');
    await approver.choose('Où elle vaut', 'Entrepôt central');
    await approver.choose('Unité (Personne)', 'Entrepôt central');
    await approver.choose(/^Personne/, 'Joseph Mutamba-Kena');
    await approver.field('Raison').fill('Un seul agent au dépôt');
    await approver.field('Ce qui la remplace').fill('Témoin par vidéo');
    await decide(approver, () => approver.press('Accorder'));
    await approver.page.getByRole('row', { name: /Un seul inspecteur.*Joseph Mutamba-Kena/ }).waitFor();
    await approver.look('desk-37-waivers');
  }, 120_000);

  it('shows and changes tokens, webhooks, rule values, catalogue, makers and the prohibited list, and says in words who is well', async () => {
    const administrator = await sit('administrator');
    await administrator.open('/administration/tokens');
    await administrator.press('Nouveau jeton');
    await administrator.choose(/^Personne/, 'Perpétue Lokwa-Mbe');
    await administrator.field('Pour quoi').fill('Tableau de bord');
    await administrator.field('Jusqu’au').fill('2027-02-01');
    await decide(administrator, () => administrator.press('Créer le jeton'));
    await administrator.page.getByText('Le secret de « Tableau de bord »').waitFor();
    await administrator.look('desk-38-tokens');
    await administrator.open('/administration/health');
    await administrator.page.getByText('Tout fonctionne.').waitFor();
    await administrator.look('desk-39-health');

    const steward = await sit('data-steward');
    await steward.open('/administration/rules/proposals');
    await steward.press('Proposer une autre valeur');
    await steward.choose('Règle', 'Contreseing');
    await steward.field(/^Valeur( \*)?$/).fill('12');
    await steward.field('Raison').fill('Les routes de la saison des pluies');
    await steward.page.getByRole('button', { name: 'Proposer', exact: true }).click();
    await steward.stepUp();
    await steward.page.getByRole('button', { name: 'Proposer', exact: true }).click();
    await steward.page.getByRole('row', { name: /Contreseing.*À confirmer/ }).waitFor();
    await steward.look('desk-40-rule-proposals');
    await steward.open('/administration/makers');
    await steward.press('Nouveau fabricant');
    await steward.page.getByRole('textbox', { name: /^Nom( \*)?$/ }).fill('Fabrique de Likasi');
    await steward.press('Enregistrer le fabricant');
    await steward.open('/administration/makers?name=Fabrique de Likasi');
    await steward.press('Autre nom');
    await steward.field('Comme il est écrit').fill('FDL');
    await steward.page.getByRole('button', { name: 'Autre nom' }).click();
    await steward.page.getByRole('cell', { name: /FDL/ }).waitFor();
    await steward.look('desk-41-makers');
    await steward.open('/administration/catalogue');
    await steward.press('Nouveau modèle');
    await steward.choose('Fabricant', 'Fabrique de Likasi');
    await steward.page
      .getByRole('textbox', { name: /^Modèle \*|^Modèle$/ })
      .first()
      .fill('Balise 3');
    await steward.choose('Catégorie', 'Ordinateur portable');
    await steward.field('Désignation').fill('Balise de véhicule');
    await steward.press('Ajouter au catalogue');
    await steward.open('/administration/catalogue?model=Balise 3');
    await steward.page.getByRole('cell', { name: 'Fabrique de Likasi Balise 3' }).waitFor();
    await steward.look('desk-42-catalogue');
    await steward.open('/administration/prohibited?on=2026-11-01');
    const entry = steward.page.getByRole('row', { name: /Nommé par la loi/ }).first();
    await entry.getByRole('button', { name: 'Revu' }).click();
    await steward.field('Ce qui a été comparé').fill('Comparé avec la liste de novembre');
    await entry.getByRole('button', { name: 'Revu' }).click();
    await entry.getByText('Faite').waitFor();
    await steward.look('desk-43-prohibited');

    const dispatcher = await sit('dispatcher');
    await dispatcher.open('/administration/webhooks');
    await dispatcher.look('desk-44-webhooks');
    const pages = ['', '/mandates', '/waivers', '/roles', '/rules', '/catalogue', '/prohibited', '/health', '/tokens'];
    await looksNarrow(
      'auditor',
      pages.map((page) => `/administration${page}`),
    );
  }, 180_000);
});

describe('returns, corrections and deeds at the desk', () => {
  it('CR-21, CR-23, CR-26: what a unit refused comes home, a mistake is rectified by the same two, and title passes by a deed', async () => {
    // The fifth came and was forgotten on the sheet.
    const { devices, waybill } = await play.consigned(5);
    const tags = await Promise.all(devices.map(async ({ deviceId }) => (await play.device(deviceId)).tag!));
    const handover = await acknowledge(play.cast, {
      ...{ orgUnitId: play.cast.ids.orgUnits['pmhMbujiMayi']!, placeId: play.cast.ids.places['pmhMbujiMayi']! },
      ...{ waybillIds: [waybill.id], signer: play.cast.person('unitHead') },
      lines: tags.slice(0, 4).map((tag, nth) => (nth === 0 ? refused(tag, 'Écran fissuré') : accepted(tag))),
    });

    const dispatcher = await sit('dispatcher');
    await dispatcher.open(`/handovers/${handover.id}`);
    await dispatcher.link('Faire revenir les refusés');
    await dispatcher.field(`Faire revenir ${tags[0]}`).waitFor();
    expect(await dispatcher.page.getByRole('checkbox', { name: /^Faire revenir/, checked: true }).count()).toBe(1);
    await dispatcher.choose('Magasin qui reprend', 'Entrepôt central de Kinshasa');
    await dispatcher.choose('Magasinier qui reprend', 'Joseph Mutamba-Kena');
    await dispatcher.choose('Transporteur', 'Transports du Haut-Lubilash SARL');
    await dispatcher.field('Plaque du véhicule').fill('CD 4471 AB 22');
    await dispatcher.choose('Unité (Chauffeur)', 'Mission de l’OIM en RDC');
    await dispatcher.choose(/^Chauffeur/, 'Pascal Mukeba-Tuba');
    await dispatcher.look('desk-50-return');
    await dispatcher.press('Préparer le bordereau');
    await dispatcher.title(/^Bordereau WB-/);
    const home = pathOf(dispatcher);
    const manager = await sit('programme-manager');
    await manager.open(home);
    await decide(manager, () => manager.press('Autoriser la sortie'));
    await manager.page.getByText('Sortie autorisée').first().waitFor();
    await dispatcher.page.reload();
    await dispatcher.choose(/Remis au chauffeur par/, 'Joseph Mutamba-Kena');
    await dispatcher.field('Le chauffeur a signé').check();
    await dispatcher.press('Enregistrer le départ');
    await dispatcher.page.getByText('En route').first().waitFor();
    const keeper = await sit('storekeeper');
    await keeper.open(home);
    await keeper.link('Reprendre au magasin');
    await keeper.page.getByText('1 appareil n’est pas scanné').waitFor();
    await keeper.scan('INLCD-999999-X');
    await keeper.page.getByText('1 code lu n’est à aucun appareil d’ici').waitFor();
    expect(await keeper.page.getByRole('button', { name: /^Signer la reprise/ }).isDisabled()).toBe(true);
    await keeper.press('Retirer INLCD-999999-X');
    // As the label's QR code says it (AM-15).
    await keeper.scan(`https://dotation.example/a/${tags[0]!}`);
    await keeper.look('desk-51-taking-back');
    await keeper.press('Signer la reprise de 1 appareil');
    await keeper.title(/^Procès-verbal PV-/);

    const officer = await sit('field-officer');
    await officer.open(`/handovers/${handover.id}`);
    await officer.link('Rectifier');
    await officer.field('Ce qui était faux').fill('Cet appareil n’était pas dans le carton');
    await officer.field(`Rayer ${tags[3]}`).check();
    await officer.page.locator('[data-scan]').focus();
    await officer.scan(tags[4]!);
    await officer.page.getByText('Dites l’état de chaque appareil').waitFor();
    expect(await officer.page.getByRole('button', { name: /^Enregistrer le PV/ }).isDisabled()).toBe(true);
    await officer.choose(`État de ${tags[4]}`, 'Réparable');
    await officer.choose(`Comment ${tags[4]} a été confirmé`, 'Lu sur l’appareil');
    await officer.look('desk-52-rectification');
    await officer.press('Enregistrer le PV rectificatif');
    await officer.title(/^PV rectificatif RPV-/);
    await officer.page.getByRole('row', { name: new RegExp(`Rayé.*${tags[3]}`) }).waitFor();
    await officer.page.getByRole('row', { name: new RegExp(`Ajouté.*${tags[4]}.*Réparable`) }).waitFor();
    await officer.look('desk-53-rectified');

    const approver = await sit('approver');
    await approver.open('/deeds/new');
    await approver.choose('Bénéficiaire', 'Escadron PMH de Mbuji-Mayi');
    await approver.field('Signé à').fill('Mbuji-Mayi');
    await approver.page.locator('[data-scan]').focus();
    for (const tag of tags.slice(1, 3)) await approver.scan(tag);
    await approver.page.getByText(`${tags[2]} · 2 en tout`).waitFor();
    const signers = [
      ['Mission de l’OIM en RDC', 'Ingrid Vestergren'],
      ['Commissariat provincial du Kasaï-Oriental', 'Odette Kabasu-Ntumbe'],
    ] as const;
    for (const [nth, [unit, person]] of signers.entries()) {
      const seat = approver.page.getByRole('group', { name: `Signatures, n° ${nth + 1}` });
      await seat.getByRole('combobox', { name: 'Unité (Signataire)' }).fill(unit);
      await approver.page.getByRole('option', { name: unit }).first().click();
      await seat.getByRole('combobox', { name: /^Signataire/ }).fill(person);
      await approver.page.getByRole('option', { name: person }).first().click();
    }
    await approver.look('desk-54-deed');
    await approver.press('Enregistrer l’acte');
    await approver.title(/^Acte de donation DD-/);
    await approver.page.getByRole('row', { name: new RegExp(tags[1]!) }).waitFor();
    await approver.look('desk-55-deed');
  }, 240_000);

  it('AM-13 brings an old list that another person approves; changes of command are listed; a scanner is tested', async () => {
    const steward = await sit('data-steward');
    await steward.link('Anciennes listes');
    await steward.link('Apporter une liste');
    await steward.choose('Qui détient', 'Commissariat général');
    await steward.choose('Où, si la ligne ne le dit pas', 'Mbuji-Mayi');
    await steward.field('Pourquoi des cases sont vides').fill('La liste de 2014 ne le dit pas');
    await steward.page.locator('input[type=file]').setInputFiles({
      ...{ name: 'liste-2014.csv', mimeType: 'text/csv' },
      buffer: Buffer.from('Désignation;Nombre\nOrdinateurs;3\n'),
    });
    await steward.press('Vérifier');
    await steward.page.getByText('1 ligne est à corriger.').waitFor();
    await steward.look('desk-56-old-list');
    await steward.choose('Modèle de la ligne 1', 'ProBook 450 G10');
    await steward.press('Vérifier');
    await steward.page.getByText('3 appareils sont en ordre.').waitFor();
    await steward.press('Apporter 3 appareils');
    await steward.title(/^Ancienne liste LL-/);
    const list = pathOf(steward);
    const second = await sit('data-steward2');
    await second.open(list);
    await second.press('Approuver la liste');
    await second.stepUp();
    await second.press('Approuver la liste');
    await second.page.getByText('Approuvée').first().waitFor();
    await second.look('desk-57-old-list');

    const officer = await sit('field-officer');
    await officer.link('Remises et reprises');
    await officer.page.getByRole('link', { name: /^RR-/ }).first().click();
    await officer.title(/^Remise et reprise RR-/);
    await officer.look('desk-58-command');
    await officer.open('/command-handovers/new');
    await officer.choose(/^Unité/, 'Escadron PMH de Mbuji-Mayi');
    await officer.page
      .getByText(/appareils? détenus?/)
      .first()
      .waitFor();
    const row = officer.page.getByRole('row').nth(1);
    await row.getByRole('button', { name: /^Laisser de côté / }).click();
    await row.getByRole('button', { name: /^Remettre / }).waitFor();
    expect(await row.getByRole('checkbox').isDisabled()).toBe(true);
    await officer.look('desk-59-new-command');
    await officer.open('/scanner');
    await officer.title('Essayer mon scanner');
    await officer.scan('QWERTY)à&é"\'(-è_ç)AZ');
    await officer.page.getByText('Le scanner croit à un autre clavier').waitFor();
    await officer.scan('AZERTY-0123456789-QW');
    await officer.page.getByText('Votre scanner fonctionne').waitFor();
    await officer.look('desk-60-scanner');
    await looksNarrow('auditor', ['/deeds', '/command-handovers', '/legacy-lists', '/scanner']);
  }, 180_000);
});

describe('the dashboard', () => {
  it('counts devices by province, stage, award and age, leads to the lists behind, and says what is overdue', async () => {
    const auditor = await sit('auditor');
    await auditor.page.evaluate(() => localStorage.setItem('language', 'fr'));
    await auditor.page.setViewportSize({ width: 1280, height: 800 });
    await auditor.open('/dashboard');
    await auditor.page.getByText('Les 26 provinces').waitFor();
    expect(await auditor.page.locator('.tiles li').count()).toBe(26);
    const counted = await play.cast.as('auditor').get<{
      devices: number;
      lifecycles: { key: string; devices: number }[];
    }>('/audit/register/counts');
    const inStock = counted.lifecycles.find(({ key }) => key === 'A04_IN_STOCK')!.devices;
    const row = auditor.page.getByRole('row', { name: /^En stock/ });
    expect(await row.getByRole('cell').last().textContent()).toBe(String(inStock));
    await auditor.look('desk-70-dashboard');
    await row.getByRole('link', { name: 'En stock' }).click();
    await auditor.page.waitForURL(/devices\?lifecycle=A04_IN_STOCK/);
    await auditor.open('/dashboard');
    await auditor.page.getByText('En retard').waitFor();
    await auditor.choose('Financement', 'SINLEC24CA0117');
    await auditor.page.waitForURL(/awardId=/);
    const [file] = await Promise.all([auditor.page.waitForEvent('download'), auditor.link('CSV')]);
    expect(file.suggestedFilename()).toMatch(/^register-.*\.csv$/);
    await looksNarrow('auditor', ['/dashboard']);
  }, 120_000);
});
