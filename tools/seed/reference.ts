import type { Client } from '../journey/client.ts';
import { seedId } from './ids.ts';
import { inParallel, Writer } from './writer.ts';

// What every installation needs, whoever runs it. The values of the rules are not here: directory ships them itself.

/** Western provinces are an hour behind the eastern ones. */
const west = 'Africa/Kinshasa';
const east = 'Africa/Lubumbashi';

/** The 26 provinces since July 2015, by ISO 3166-2. */
const provinces: [isoCode: string, name: string, timeZone: string][] = [
  ['CD-KN', 'Kinshasa', west],
  ['CD-BC', 'Kongo Central', west],
  ['CD-KG', 'Kwango', west],
  ['CD-KL', 'Kwilu', west],
  ['CD-MN', 'Mai-Ndombe', west],
  ['CD-EQ', 'Équateur', west],
  ['CD-MO', 'Mongala', west],
  ['CD-NU', 'Nord-Ubangi', west],
  ['CD-SU', 'Sud-Ubangi', west],
  ['CD-TU', 'Tshuapa', west],
  ['CD-KE', 'Kasaï-Oriental', east],
  ['CD-LO', 'Lomami', east],
  ['CD-SA', 'Sankuru', east],
  ['CD-KS', 'Kasaï', east],
  ['CD-KC', 'Kasaï-Central', east],
  ['CD-HK', 'Haut-Katanga', east],
  ['CD-HL', 'Haut-Lomami', east],
  ['CD-LU', 'Lualaba', east],
  ['CD-TA', 'Tanganyika', east],
  ['CD-NK', 'Nord-Kivu', east],
  ['CD-SK', 'Sud-Kivu', east],
  ['CD-MA', 'Maniema', east],
  ['CD-TO', 'Tshopo', east],
  ['CD-BU', 'Bas-Uele', east],
  ['CD-HU', 'Haut-Uele', east],
  ['CD-IT', 'Ituri', east],
];

/** Makers and the other spellings under which plates and packing lists name them. */
const makers: Record<string, [name: string, ...aliases: string[]]> = {
  hp: ['HP', 'Hewlett-Packard', 'Hewlett Packard Inc.', 'HP Inc.'],
  dell: ['Dell', 'Dell Inc.', 'Dell Technologies', 'Dell EMC'],
  lenovo: ['Lenovo', 'Lenovo Group', 'Lenovo PC International'],
  barrett: ['Barrett', 'Barrett Communications'],
  codan: ['Codan', 'Codan Communications', 'Codan Radio'],
  icom: ['Icom', 'Icom Inc.', 'Icom Incorporated'],
  kenwood: ['Kenwood', 'JVCKENWOOD', 'JVC Kenwood'],
  victron: ['Victron', 'Victron Energy', 'Victron Energy B.V.'],
  garmin: ['Garmin', 'Garmin International'],
  epson: ['Epson', 'Seiko Epson'],
  canon: ['Canon', 'Canon Inc.'],
  samsung: ['Samsung', 'Samsung Electronics'],
  starlink: ['Starlink', 'SpaceX', 'Space Exploration Technologies'],
  apc: ['APC', 'American Power Conversion', 'APC by Schneider Electric'],
  yamaha: ['Yamaha', 'Yamaha Motor'],
  toyota: ['Toyota', 'Toyota Motor'],
};

export const knownSince = '2016-01-01T00:00:00Z';

/** Provinces and makers, by an administrator or a data steward. Safe to repeat. */
export async function seedReference(client: Client): Promise<void> {
  const writer = new Writer(client);
  const country = { kind: 'COUNTRY', name: 'République démocratique du Congo', isoCode: 'CD', timeZone: west };
  await writer.record('place CD', '/directory/places', { ...country, access: 'NORMAL', accessFrom: knownSince });
  await inParallel(provinces, ([isoCode, name, timeZone]) => {
    const province = { kind: 'PROVINCE', name, isoCode, timeZone, parentId: seedId('place CD') };
    return writer.record(`place ${isoCode}`, '/directory/places', {
      ...province,
      access: 'NORMAL',
      accessFrom: knownSince,
    });
  });
  await inParallel(Object.entries(makers), ([key, [name, ...aliases]]) =>
    writer.record(`maker ${key}`, '/procurement/makers', { name, aliases }),
  );
}
