import { heads, officer, type DemoPerson } from './heads.ts';
import { seedId } from './ids.ts';

/** The first is made by the bootstrap token, and grants all others their roles. */
export const demoPeople: Record<string, DemoPerson> = {
  administrator: { name: 'Clarisse Ilunga-Mpoyi', function: 'Administratrice', unit: 'mission', roles: ['SYS_ADMIN'] },
  administrator2: { name: 'Patrick Lenge-Banza', function: 'Administrateur', unit: 'mission', roles: ['SYS_ADMIN'] },
  dataSteward: {
    name: 'Grace Mulumba-Tele',
    function: 'Qualité des données',
    unit: 'mission',
    roles: ['DATA_STEWARD'],
  },
  dataSteward2: {
    name: 'Ferdinand Ewolo-Bisi',
    function: 'Qualité des données',
    unit: 'mission',
    roles: ['DATA_STEWARD'],
  },
  requester: { name: 'Nadia Kitoko-Wembi', function: 'Assistante de projet', unit: 'mission', roles: ['REQUESTER'] },
  buyer: { name: 'Samuel Bofassa', function: 'Chargé des achats', unit: 'mission', roles: ['PROCUREMENT'] },
  approver: { name: 'Ingrid Vestergren', function: 'Cheffe de mission', unit: 'mission', roles: ['APPROVER'] },
  programmeManager: {
    name: 'Thomas Lindmark',
    function: 'Chef de programme',
    unit: 'mission',
    roles: ['BUDGET_HOLDER'],
  },
  storekeeper: {
    name: 'Joseph Mutamba-Kena',
    function: 'Magasinier',
    unit: 'store',
    roles: ['STOREKEEPER'],
    onlyAt: 'store',
  },
  storekeeper2: {
    name: 'Espérance Nzuzi-Lema',
    function: 'Magasinière',
    unit: 'mbujiMayiStore',
    roles: ['STOREKEEPER'],
    onlyAt: 'mbujiMayiStore',
  },
  inspector1: {
    name: 'Didier Mpanda-Lusa',
    function: 'Ingénieur réseaux, commission de réception',
    unit: 'mission',
    roles: ['RECEPTION_COMMITTEE'],
  },
  inspector2: {
    name: 'Ruth Kalala-Mbo',
    function: 'Administration, commission de réception',
    unit: 'mission',
    roles: ['RECEPTION_COMMITTEE'],
  },
  dispatcher: {
    name: 'Alphonse Tshiamala-Kadi',
    function: 'Chargé de la logistique',
    unit: 'mission',
    roles: ['DISPATCHER'],
  },
  fieldOfficer: {
    name: 'Bénédicte Kanku-Sona',
    function: 'Chargée de terrain',
    unit: 'fieldOffice',
    roles: ['FIELD_OFFICER'],
  },
  driver: { name: 'Pascal Mukeba-Tuba', function: 'Chauffeur', unit: 'mission' },
  driver2: { name: 'Freddy Ngandu-Solo', function: 'Chauffeur', unit: 'mission' },
  vettingOfficer: {
    name: 'Miriam Hallorane',
    function: 'Point focal vérification',
    unit: 'mission',
    roles: ['VETTING_FP'],
  },
  eumOfficer: {
    name: 'Claude Bosenge',
    function: 'Suivi de l’utilisation finale',
    unit: 'mission',
    roles: ['EUM_OFFICER'],
  },
  auditor: { name: 'Kofi Asante-Boadum', function: 'Auditeur externe', unit: 'mission', roles: ['AUDITOR'] },
  commissioner: {
    ...officer('Gaspard Mutombo-Yala', 'Commissaire provincial', 'CDA', 'Commissaire divisionnaire adjoint'),
    unit: 'cpKasaiOriental',
    roles: ['PROV_COMMISSIONER'],
    ownUnitOnly: true,
  },
  unitHead: {
    ...officer('Augustin Kabongo-Mbala', 'Commandant d’escadron', 'CSA', 'Commissaire supérieur adjoint'),
    unit: 'pmhMbujiMayi',
    roles: ['UNIT_HEAD'],
    ownUnitOnly: true,
  },
  deputy: {
    ...officer('Marthe Tshala-Mwika', 'Commandante adjointe, gestionnaire du matériel', 'CP', 'Commissaire principal'),
    unit: 'pmhMbujiMayi',
    roles: ['UNIT_CUSTODIAN'],
    ownUnitOnly: true,
  },
  rubayaHead: {
    ...officer('Évariste Bahati-Nsenge', 'Commandant d’escadron', 'CP', 'Commissaire principal'),
    unit: 'pmhRubaya',
    roles: ['UNIT_HEAD'],
    ownUnitOnly: true,
  },
  lakeUnitHead: {
    ...officer('Léonard Muzaliwa-Ona', 'Chef de la police lacustre', 'CP', 'Commissaire principal'),
    unit: 'lakeUnit',
    roles: ['UNIT_HEAD'],
    ownUnitOnly: true,
  },
  borderUnitHead: {
    ...officer('Félicité Katempa-Luse', 'Cheffe de poste a.i.', 'COM', 'Commissaire'),
    unit: 'borderUnit',
    roles: ['UNIT_HEAD'],
    ownUnitOnly: true,
  },
  katangaFirst: {
    ...officer('Norbert Kyungu-Mwamba', 'Commissaire provincial', 'CDA', 'Commissaire divisionnaire adjoint'),
    unit: 'cpHautKatanga',
  },
  katangaSecond: {
    ...officer('Solange Ngoy-Kasala', 'Commissaire provincial', 'CDA', 'Commissaire divisionnaire adjoint'),
    unit: 'cpHautKatanga',
  },
  katangaThird: {
    ...officer('Dieudonné Mwilu-Senga', 'Commissaire provincial', 'CDA', 'Commissaire divisionnaire adjoint'),
    unit: 'cpHautKatanga',
  },
  stateSignatory: {
    name: 'Odette Kabasu-Ntumbe',
    function: 'Vice-gouverneure du Kasaï-Oriental',
    unit: 'cpKasaiOriental',
    roles: ['STATE_SIGNATORY'],
  },
  retiring: { ...officer('Isidore Bokungu-Eale', 'Secrétaire', 'SC', 'Sous-commissaire'), unit: 'commissariatGeneral' },
  ...heads,
  returning: {
    ...officer('Thérèse Mbombo-Kalenga', 'Secrétaire', 'SC', 'Sous-commissaire'),
    unit: 'commissariatGeneral',
  },
  finance: { name: 'Lydie Masengu-Bokele', function: 'Finances', unit: 'mission', roles: ['FINANCE'] },
  finance2: { name: 'Olivier Dembo-Kasanda', function: 'Finances', unit: 'mission', roles: ['FINANCE'] },
};

export const personId = (key: string): string => seedId(`person ${key}`);
