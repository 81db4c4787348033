/** What a column of a packing list can be for us. */
export type Field =
  | 'number'
  | 'carton'
  | 'maker'
  | 'model'
  | 'description'
  | 'serial'
  | 'mac'
  | 'imei'
  | 'quantity'
  | 'unitPrice'
  | 'currency'
  | 'kit'
  | 'noSerialReason';

/** French and English headings as suppliers write them; accents, signs and capitals do not count. */
const SYNONYMS: Readonly<Record<Field, readonly string[]>> = {
  number: [
    'n',
    'no',
    'nr',
    'num',
    'numero',
    'ligne',
    'n ligne',
    'line',
    'line no',
    'row',
    'item',
    'item no',
    'pos',
    'position',
    'rang',
    'ordre',
    'n ordre',
  ],
  carton: [
    'colis',
    'n colis',
    'no colis',
    'numero colis',
    'n de colis',
    'carton',
    'n carton',
    'n de carton',
    'carton no',
    'caisse',
    'n caisse',
    'palette',
    'box',
    'box no',
    'case',
    'case no',
    'package',
    'package no',
    'pallet',
    'ctn',
    'ctn no',
  ],
  maker: ['marque', 'fabricant', 'constructeur', 'maker', 'make', 'manufacturer', 'brand', 'mfr'],
  model: [
    'modele',
    'model',
    'model no',
    'model number',
    'modele reference',
    'reference',
    'ref',
    'type',
    'type modele',
    'reference modele',
  ],
  description: [
    'designation',
    'description',
    'libelle',
    'item description',
    'designation article',
    'article',
    'goods',
    'product',
    'produit',
  ],
  serial: [
    'n de serie',
    'no de serie',
    'nr de serie',
    'num de serie',
    'numero de serie',
    'numeros de serie',
    'n serie',
    'no serie',
    'numero serie',
    'serie',
    's n',
    'sn',
    'n s',
    'serial',
    'serial no',
    'serial number',
    'serial numbers',
    'serial n',
    'serial nr',
    's n no',
    'numero de serie fabricant',
    'manufacturer serial number',
  ],
  mac: [
    'mac',
    'mac address',
    'adresse mac',
    'adresses mac',
    'mac addresses',
    'mac lan',
    'mac wifi',
    'mac wlan',
    'mac ethernet',
    'lan mac',
    'wlan mac',
    'wifi mac',
    'adresse mac lan',
    'adresse mac wifi',
    'adresse physique',
    'mac bluetooth',
    'bluetooth mac',
  ],
  imei: ['imei', 'imei 1', 'imei 2', 'imei1', 'imei2', 'n imei', 'imei no', 'numero imei'],
  quantity: [
    'qte',
    'quantite',
    'qty',
    'quantity',
    'q te',
    'nombre',
    'nb',
    'nbre',
    'pieces',
    'pcs',
    'quantite livree',
    'qte livree',
  ],
  unitPrice: [
    'prix unitaire',
    'prix unit',
    'p u',
    'pu',
    'prix',
    'unit price',
    'price',
    'unit cost',
    'cout unitaire',
    'prix unitaire usd',
    'unit price usd',
    'pu usd',
  ],
  currency: ['devise', 'monnaie', 'currency', 'cur'],
  kit: ['kit', 'n kit', 'kit no', 'ensemble', 'set', 'lot'],
  noSerialReason: ['motif sans serie', 'raison sans serie', 'no serial reason', 'reason without serial'],
};

const fieldOf = new Map<string, Field>(
  (Object.entries(SYNONYMS) as [Field, readonly string[]][]).flatMap(([field, names]) =>
    names.map((name) => [name, field] as const),
  ),
);
/** A device may have several of these, so may the list. */
const REPEATABLE: readonly Field[] = ['mac', 'imei'];

export interface Column {
  heading: string;
  /** Null: the column means nothing to a receipt and is left out. */
  field: Field | null;
}

/** Letters and digits in lower case without accents, one space between. */
export function headingKey(heading: string): string {
  return heading
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** The columns a line of headings stands for; a second column for the same field is left out. */
export function columnsOf(cells: readonly string[]): Column[] {
  const taken = new Set<Field>();
  return cells.map((cell) => {
    const field = fieldOf.get(headingKey(cell)) ?? null;
    const surplus = field !== null && taken.has(field) && !REPEATABLE.includes(field);
    if (field !== null) taken.add(field);
    return { heading: cell.replace(/\s+/gu, ' ').trim(), field: surplus ? null : field };
  });
}

/** How many fields a line names; 0 when it cannot be the heading of a packing list. */
export function headingScore(cells: readonly string[]): number {
  const fields = new Set(columnsOf(cells).map(({ field }) => field));
  fields.delete(null);
  const tellsGoods = fields.has('model') || fields.has('serial');
  return tellsGoods && fields.size >= 2 ? fields.size : 0;
}
