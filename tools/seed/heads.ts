export interface DemoPerson {
  /** Invented, all of them. */
  name: string;
  function: string;
  rankCode?: string;
  rankText?: string;
  /** Key of the unit the person belongs to. */
  unit: string;
  /** Without a role a person signs papers and has no account: drivers, for instance. */
  roles?: string[];
  /** The roles hold in the person's own unit and under it only. */
  ownUnitOnly?: true;
  /** Key of the place where the roles hold, with everything in it and the units there. */
  onlyAt?: string;
}

/** Heads who sign papers and have no account yet; one is called by his military rank, as people speak (domain §4.6). */
export const heads: Record<string, DemoPerson> = {
  lubumbashiHead: {
    ...officer('Nestor Kilufya-Mande', 'Commandant d’escadron', 'CSA', 'Commissaire supérieur adjoint'),
    unit: 'pmhLubumbashi',
  },
  walikaleHead: {
    ...officer('Innocent Bisimwa-Teta', 'Commandant d’escadron', 'CP', 'Commissaire principal'),
    unit: 'pmhWalikale',
  },
  iteberoHead: {
    ...officer('Solange Amani-Furaha', 'Commandante d’escadron', 'CP', 'Commissaire principal'),
    unit: 'pmhItebero',
  },
  manguredjipaHead: {
    ...officer('Kambale Sivya-Muke', 'Commandant d’escadron', 'COM', 'Commissaire'),
    unit: 'pmhManguredjipa',
  },
  kavumuHead: {
    ...officer('Bonaventure Cibalama', 'Commandant d’escadron', 'CP', 'Commissaire principal'),
    unit: 'pmhKavumu',
  },
  nzibiraHead: {
    ...officer('Rosalie Nabintu-Zawa', 'Commandante d’escadron', 'COM', 'Commissaire'),
    unit: 'pmhNzibira',
  },
  dpfGomaHead: { ...officer('Ezéchiel Habamungu', 'Chef de poste', 'CP', 'Capitaine'), unit: 'dpfGoma' },
  dpfBukavuHead: {
    ...officer('Julienne Mapendo-Riziki', 'Cheffe de poste', 'CP', 'Commissaire principal'),
    unit: 'dpfBukavu',
  },
  dpfUviraHead: { ...officer('Sadiki Lwesso-Benda', 'Chef de poste', 'COM', 'Commissaire'), unit: 'dpfUvira' },
  dpfKasindiHead: { ...officer('Zacharie Paluku-Tsongo', 'Chef de poste', 'COM', 'Commissaire'), unit: 'dpfKasindi' },
  pflGomaHead: {
    ...officer('Aline Furaha-Wimana', 'Cheffe de la police lacustre', 'CP', 'Commissaire principal'),
    unit: 'pflGoma',
  },
  pflBukavuHead: {
    ...officer('Théophile Birindwa-Oka', 'Chef de la police lacustre', 'CSA', 'Major'),
    unit: 'pflBukavu',
  },
  pflUviraHead: {
    ...officer('Rehema Byaombe-Sifa', 'Cheffe de la police lacustre', 'COM', 'Commissaire'),
    unit: 'pflUvira',
  },
  kinduHead: {
    ...officer('Fiston Amisi-Lubangi', 'Commandant d’escadron', 'CP', 'Commissaire principal'),
    unit: 'pmhKindu',
  },
  misisiHead: { ...officer('Espoir Wilondja-Mto', 'Commandant d’escadron', 'COM', 'Commissaire'), unit: 'pmhMisisi' },
  luhihiHead: {
    ...officer('Odile Cirhuza-Nama', 'Commandante d’escadron', 'CP', 'Commissaire principal'),
    unit: 'pmhLuhihi',
  },
  kamitugaHead: {
    ...officer('Léandre Mubalama-Kito', 'Commandant d’escadron', 'CP', 'Commissaire principal'),
    unit: 'pmhKamituga',
  },
  kitutuHead: { ...officer('Prosper Wakilongo', 'Commandant d’escadron', 'COM', 'Commissaire'), unit: 'pmhKitutu' },
  numbiHead: { ...officer('Denise Habiragi-Sula', 'Commandante d’escadron', 'COM', 'Commissaire'), unit: 'pmhNumbi' },
  katogotaHead: {
    ...officer('Aristide Rukara-Beni', 'Commandant d’escadron', 'COM', 'Commissaire'),
    unit: 'pmhKatogota',
  },
  dpfBuniaHead: {
    ...officer('Gisèle Lonu-Adirodu', 'Cheffe de poste', 'CP', 'Commissaire principal'),
    unit: 'dpfBunia',
  },
  dpfAruHead: { ...officer('Bosco Draru-Alio', 'Chef de poste', 'COM', 'Commissaire'), unit: 'dpfAru' },
  dpfMahagiHead: { ...officer('Floribert Uyirwoth-Ka', 'Chef de poste', 'COM', 'Commissaire'), unit: 'dpfMahagi' },
  pflKaleheHead: {
    ...officer('Justin Bahizire-Mpo', 'Chef de la police lacustre', 'COM', 'Commissaire'),
    unit: 'pflKalehe',
  },
  pflMinovaHead: {
    ...officer('Immaculée Sebahu-Tena', 'Cheffe de la police lacustre', 'COM', 'Commissaire'),
    unit: 'pflMinova',
  },
  pflBarakaHead: {
    ...officer('Lwaboshi Mmunga-Eto', 'Chef de la police lacustre', 'CP', 'Commissaire principal'),
    unit: 'pflBaraka',
  },
  pflKasenyiHead: {
    ...officer('Trésor Bahema-Lodu', 'Chef de la police lacustre', 'COM', 'Commissaire'),
    unit: 'pflKasenyi',
  },
  pflTchomiaHead: {
    ...officer('Mireille Ngadjole-Si', 'Cheffe de la police lacustre', 'COM', 'Commissaire'),
    unit: 'pflTchomia',
  },
  pflMahagiPortHead: {
    ...officer('Anselme Okello-Pimer', 'Chef de la police lacustre', 'COM', 'Commissaire'),
    unit: 'pflMahagiPort',
  },
  pflMobaHead: {
    ...officer('Viviane Kiluba-Sangwa', 'Cheffe de la police lacustre', 'CP', 'Commissaire principal'),
    unit: 'pflMoba',
  },
};

export function officer(name: string, post: string, rankCode: string, rankText: string): Omit<DemoPerson, 'unit'> {
  return { name, function: post, rankCode, rankText };
}
