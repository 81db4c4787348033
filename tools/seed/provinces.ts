import { seedId } from './ids.ts';

// Where things are in the DR Congo (domain §4.5): for every installation.

/** Western provinces are an hour behind the eastern ones. */
const west = 'Africa/Kinshasa';
const east = 'Africa/Lubumbashi';

/** The programme's papers begin here; nothing older has to be found again. */
const papersSince = '2008-01-01T00:00:00Z';
/** Eleven provinces became twenty-six. */
const divided = '2015-07-01T00:00:00Z';

interface Province {
  iso: string;
  pcode: string;
  name: string;
  capital: string;
  /** Key under which demo data names the chief town; none where the town and the province are one. */
  town?: string;
  zone: string;
  /** Key of the old province it was part of; the others are the same as before. */
  was?: string;
  aliases?: string[];
}

const of = (
  iso: string,
  pcode: string,
  name: string,
  capital: string,
  zone: string,
  more: Partial<Province> = {},
): Province => ({
  ...{ iso, pcode, name, capital, zone },
  ...more,
});

/** Since July 2015, by ISO 3166-2. */
export const provinces: Province[] = [
  of('CD-KN', 'CD10', 'Kinshasa', 'Kinshasa', west, { aliases: ['Ville-province de Kinshasa', 'Kinshasa City'] }),
  of('CD-BC', 'CD20', 'Kongo Central', 'Matadi', west, { aliases: ['Bas-Congo', 'Kongo-Central', 'Lower Congo'] }),
  of('CD-KG', 'CD31', 'Kwango', 'Kenge', west, { was: 'bandundu' }),
  of('CD-KL', 'CD32', 'Kwilu', 'Bandundu', west, { was: 'bandundu' }),
  of('CD-MN', 'CD33', 'Mai-Ndombe', 'Inongo', west, { was: 'bandundu', aliases: ['Maï-Ndombe'] }),
  of('CD-EQ', 'CD41', 'Équateur', 'Mbandaka', west, { was: 'equateur' }),
  of('CD-SU', 'CD42', 'Sud-Ubangi', 'Gemena', west, { was: 'equateur', aliases: ['South Ubangi'] }),
  of('CD-NU', 'CD43', 'Nord-Ubangi', 'Gbadolite', west, { was: 'equateur', aliases: ['North Ubangi'] }),
  of('CD-MO', 'CD44', 'Mongala', 'Lisala', west, { was: 'equateur' }),
  of('CD-TU', 'CD45', 'Tshuapa', 'Boende', west, { was: 'equateur' }),
  of('CD-TO', 'CD51', 'Tshopo', 'Kisangani', east, { was: 'orientale' }),
  of('CD-BU', 'CD52', 'Bas-Uele', 'Buta', east, { was: 'orientale', aliases: ['Bas-Uélé', 'Lower Uele'] }),
  of('CD-HU', 'CD53', 'Haut-Uele', 'Isiro', east, { was: 'orientale', aliases: ['Haut-Uélé', 'Upper Uele'] }),
  of('CD-IT', 'CD54', 'Ituri', 'Bunia', east, { was: 'orientale' }),
  of('CD-NK', 'CD61', 'Nord-Kivu', 'Goma', east, { town: 'goma', aliases: ['North Kivu', 'N-Kivu', 'NK'] }),
  of('CD-SK', 'CD62', 'Sud-Kivu', 'Bukavu', east, { town: 'bukavu', aliases: ['South Kivu', 'S-Kivu', 'SK'] }),
  of('CD-MA', 'CD63', 'Maniema', 'Kindu', east),
  of('CD-HK', 'CD71', 'Haut-Katanga', 'Lubumbashi', east, {
    ...{ was: 'katanga', town: 'lubumbashi', aliases: ['Upper Katanga'] },
  }),
  of('CD-LU', 'CD72', 'Lualaba', 'Kolwezi', east, { was: 'katanga' }),
  of('CD-HL', 'CD73', 'Haut-Lomami', 'Kamina', east, { was: 'katanga', aliases: ['Upper Lomami'] }),
  of('CD-TA', 'CD74', 'Tanganyika', 'Kalemie', east, { was: 'katanga', town: 'kalemie', aliases: ['Tanganika'] }),
  of('CD-LO', 'CD81', 'Lomami', 'Kabinda', east, { was: 'kasaiOriental' }),
  of('CD-KE', 'CD82', 'Kasaï-Oriental', 'Mbuji-Mayi', east, { was: 'kasaiOriental', town: 'mbujiMayi' }),
  of('CD-SA', 'CD83', 'Sankuru', 'Lusambo', east, { was: 'kasaiOriental' }),
  of('CD-KC', 'CD91', 'Kasaï-Central', 'Kananga', east, {
    was: 'kasaiOccidental',
    aliases: ['Kasai Central', 'Lulua'],
  }),
  of('CD-KS', 'CD92', 'Kasaï', 'Tshikapa', east, { was: 'kasaiOccidental' }),
];

/** Those of the eleven that were divided; the other five went on under their name or, as Bas-Congo, under a new one. */
export const oldProvinces: Record<
  string,
  { iso: string; name: string; capital: string; zone: string; aliases: string[] }
> = {
  katanga: { iso: 'CD-KA', name: 'Katanga', capital: 'Lubumbashi', zone: east, aliases: ['Shaba'] },
  orientale: {
    ...{ iso: 'CD-OR', name: 'Province Orientale', capital: 'Kisangani', zone: east },
    aliases: ['Orientale', 'Orientale Province', 'Haut-Congo', 'Haut-Zaïre'],
  },
  bandundu: { iso: 'CD-BN', name: 'Bandundu', capital: 'Bandundu', zone: west, aliases: [] },
  equateur: { iso: 'CD-EQ', name: 'Équateur', capital: 'Mbandaka', zone: west, aliases: [] },
  kasaiOriental: {
    ...{ iso: 'CD-KE', name: 'Kasaï-Oriental', capital: 'Mbuji-Mayi', zone: east },
    aliases: ['Eastern Kasai', 'East Kasai'],
  },
  kasaiOccidental: {
    ...{ iso: 'CD-KW', name: 'Kasaï-Occidental', capital: 'Kananga', zone: east },
    aliases: ['Western Kasai', 'West Kasai'],
  },
};

/** Lakes lie in several provinces. “Tanganyika” and “Kivu” alone are also the lake, so they are left to a person. */
const lakes: Record<string, { name: string; aliases: string[]; provinces: string[] }> = {
  lakeKivu: { name: 'Lac Kivu', aliases: ['Lake Kivu', 'Kivu'], provinces: ['CD-NK', 'CD-SK'] },
  lakeAlbert: { name: 'Lac Albert', aliases: ['Lake Albert'], provinces: ['CD-IT'] },
  lakeTanganyika: {
    ...{ name: 'Lac Tanganyika', aliases: ['Lake Tanganyika', 'Tanganyika'] },
    provinces: ['CD-SK', 'CD-TA', 'CD-HK'],
  },
};

const country = seedId('place CD');
export const provinceId = (iso: string): string => seedId(`place ${iso}`);
export const oldProvinceId = (key: string): string => seedId(`old province ${key}`);
/** Chief towns that stand in the reference data, by the key demo data uses. */
export const towns: Record<string, string> = Object.fromEntries(
  provinces.flatMap(({ town, iso }) => (town === undefined ? [] : [[town, iso]])),
);
const townId = ({ town, capital }: Province): string => seedId(`place ${town ?? `chief town ${capital}`}`);

/** All of it in one request: the country, old and new provinces, chief towns and lakes. */
export function referencePlaces(): object[] {
  const normal = { access: 'NORMAL', accessFrom: '2016-01-01T00:00:00Z' };
  return [
    {
      ...{ id: country, kind: 'COUNTRY', name: 'République démocratique du Congo', isoCode: 'CD', timeZone: west },
      ...{ aliases: ['RDC', 'DRC', 'DR Congo', 'Democratic Republic of the Congo'], validFrom: papersSince, ...normal },
    },
    ...Object.entries(oldProvinces).map(([key, { iso, name, capital, zone, aliases }]) => ({
      ...{ id: oldProvinceId(key), kind: 'PROVINCE', name, isoCode: iso, capital, timeZone: zone, aliases },
      ...{ parentId: country, validFrom: papersSince, validTo: divided, ...normal },
    })),
    ...provinces.map(({ iso, pcode, name, capital, zone, was, aliases = [] }) => ({
      ...{ id: provinceId(iso), kind: 'PROVINCE', name, isoCode: iso, pcode, capital, timeZone: zone, aliases },
      ...{ predecessorIds: was === undefined ? [] : [oldProvinceId(was)], parentId: country },
      ...{ validFrom: was === undefined ? papersSince : divided, ...normal },
    })),
    ...provinces
      .filter(({ name, capital }) => name !== capital)
      .map((province) => ({
        ...{ id: townId(province), kind: 'VILLE', name: province.capital, timeZone: province.zone },
        ...{ parentId: provinceId(province.iso), validFrom: divided, ...normal },
      })),
    ...Object.entries(lakes).map(([key, { name, aliases, provinces: shores }]) => ({
      ...{ id: seedId(`place ${key}`), kind: 'WATER_BODY', name, aliases, parentId: country, timeZone: east },
      ...{ provinceIds: shores.map(provinceId), validFrom: papersSince, ...normal },
    })),
  ];
}
