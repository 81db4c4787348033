import type { Client } from '../journey/client.ts';
import { referencePlaces } from './provinces.ts';
import { inParallel, Writer } from './writer.ts';

// What every installation needs, whoever runs it. The values of the rules are not here: directory ships them itself.

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
  await writer.record('reference places', '/directory/places/batches', { places: referencePlaces() });
  await inParallel(Object.entries(makers), ([key, [name, ...aliases]]) =>
    writer.record(`maker ${key}`, '/procurement/makers', { name, aliases }),
  );
}
