import { randomBytes } from 'node:crypto';
import { WorkerDatabase } from '@dotation/service';
import { aPerson, made, startDirectory } from '../../test/directory.js';
import type { Directory } from '../../test/directory.js';
import { DirectoryConfig } from '../config.js';
import { KeyRotation } from './key-rotation.service.js';
import { fieldKeyOf } from './sealed-field.rules.js';

let directory: Directory;
let administrator: Directory['administrator'];
let everyone: Directory['everyone'];
let sql: Directory['sql'];

beforeAll(async () => {
  directory = await startDirectory();
  ({ administrator, everyone, sql } = directory);
}, 120_000);

afterAll(() => directory?.close());

const config = (): DirectoryConfig => directory.app.service.app.get(DirectoryConfig);
const rotation = (): KeyRotation => new KeyRotation(directory.app.service.app.get(WorkerDatabase), config());
const sealedWith = async (key: Buffer) =>
  (await sql(`SELECT count(*)::int AS count FROM person WHERE substring(name_sealed FROM 2 FOR 4) = $1`, [key]))[0]?.[
    'count'
  ];

it('seals everybody again with the new key, a batch at a time, in several processes, and whenever it was killed', async () => {
  const people = { phone: '+243990001122', email: 'a@example.org' };
  const ids: string[] = [];
  for (let number = 0; number < 7; number += 1) {
    ids.push(await made(administrator, '/people', aPerson({ ...people, matricule: `7-${number}` })));
  }
  const file = Array.from({ length: 450 }, (_, number) => `Agent ${number};PNC-ROT;M${number}\n`).join('');
  const unit = { code: 'PNC-ROT', nameFr: 'Rotation', agency: 'PNC', level: 'L5' };
  await made(administrator, '/organisation-units', unit);
  await administrator.post('/people/loads', Buffer.from(`Nom;Unité;Matricule\n${file}`)).expect(201);

  const site = await made(administrator, '/places', { kind: 'SITE', name: 'Bipemba', access: 'NORMAL' });
  const officer = await directory.app.as({ roles: ['FIELD_OFFICER'] });
  const position = { latitude: -6.136, longitude: 23.59, precision: 'EXACT' };
  await officer.post(`/places/${site}/position`, position).expect(200);

  const [old] = config().fieldKeys;
  const fresh = fieldKeyOf(randomBytes(32));
  config().fieldKeys.unshift(fresh);
  if (!old) throw new Error('no key');

  // Before a row is sealed again it opens, is found, and is not recorded twice.
  const taken = await administrator.post('/people', aPerson({ matricule: '7-0' })).expect(409);
  expect(taken.body).toMatchObject({ code: 'matricule-taken' });
  expect(await rotation().sealSome()).toBe(200);
  expect(await sealedWith(old.id)).toBe(257);
  // Two processes take different rows.
  const both = await Promise.all([rotation().sealSome(), rotation().sealSome()]);
  expect(both.reduce((sum, count) => sum + count, 0)).toBe(257);
  // Then the positions.
  expect([await rotation().sealSome(), await rotation().sealSome()]).toEqual([1, 0]);
  expect([await sealedWith(old.id), await sealedWith(fresh.id)]).toEqual([0, 457]);

  config().fieldKeys.splice(1);
  const read = await officer.get(`/places/${site}/position?purpose=DELIVERY`).expect(200);
  expect(read.body).toEqual(position);
  const { body } = await everyone.get(`/people/${ids[0]}?purpose=INVESTIGATION`).expect(200);
  expect(body).toMatchObject({ displayName: 'Amina Kasongo', ...people, matricule: '7-0' });
  const again = await administrator.post('/people', aPerson({ matricule: '7-0' })).expect(409);
  expect(again.body).toMatchObject({ code: 'matricule-taken' });
});
