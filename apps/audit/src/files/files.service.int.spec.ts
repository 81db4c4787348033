import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { signedPrincipal } from '../../../../test/support/app.ts';
import type { TestPerson } from '../../../../test/support/app.ts';
import type { AuditApp } from '../../test/audit-app.ts';
import { auditApp } from '../../test/audit-app.ts';
import { until } from '../../test/producers.ts';
import { largestFile } from './file.rules.js';

let audit: AuditApp;
let person: TestPerson;

beforeAll(async () => {
  audit = await auditApp();
  person = await audit.as({ roles: ['UNIT_HEAD'] });
});
afterAll(() => audit?.close());

const jpeg = (size = 5_000): Buffer => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(size)]);
const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
const path = (name: string): string => join(audit.filesDir, name.slice(0, 2), name);
const leftovers = (): Promise<string[]> => readdir(join(audit.filesDir, 'incoming'));

function put(content: Buffer, name = sha256(content), type = 'image/jpeg') {
  return person.put(`/files/${name}`, content).type(type);
}

it('keeps a photo under its hash and gives it back as an attachment that no browser runs', async () => {
  const photo = jpeg();
  const answer = await put(photo).expect(201);
  expect(answer.body).toEqual({ sha256: sha256(photo), bytes: photo.length, contentType: 'image/jpeg' });
  expect((await readFile(path(sha256(photo)))).equals(photo)).toBe(true);
  const got = await person
    .get(`/files/${sha256(photo)}`)
    .buffer(true)
    .expect(200);
  expect((got.body as Buffer).equals(photo)).toBe(true);
  expect(got.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'content-length': String(photo.length),
    'x-content-type-options': 'nosniff',
    'content-disposition': `attachment; filename="${sha256(photo).slice(0, 12)}.jpg"`,
  });
  expect(await leftovers()).toEqual([]);
});

it('the same file again is fine, also two at once', async () => {
  const photo = jpeg();
  const both = await Promise.all([put(photo), put(photo)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 201]);
  await put(photo).expect(200);
  expect(await leftovers()).toEqual([]);
});

it('says by HEAD whether a file is there', async () => {
  const photo = jpeg();
  await put(photo).expect(201);
  const head = (name: string) =>
    signedPrincipal(person.principal.personId, ['UNIT_HEAD'], 'audit').then((headers) =>
      fetch(`${audit.url}/files/${name}`, { method: 'HEAD', headers }),
    );
  const there = await head(sha256(photo));
  expect([there.status, there.headers.get('content-length')]).toEqual([200, String(photo.length)]);
  expect((await head(sha256(jpeg()))).status).toBe(404);
});

it('tells what a file is by its first bytes, not by what the sender says', async () => {
  const page = Buffer.from('<html><script>alert(1)</script></html>');
  const stored = await put(page, sha256(page), 'image/png').expect(201);
  expect(stored.body.contentType).toBe('application/octet-stream');
  const json = Buffer.from('{"not": "parsed", broken');
  const headers = await signedPrincipal(person.principal.personId, ['UNIT_HEAD'], 'audit');
  for (const type of [{ 'content-type': 'application/json' }, { 'content-type': 'a/b;c' }, {}])
    expect(
      (
        await fetch(`${audit.url}/files/${sha256(json)}`, {
          method: 'PUT',
          headers: { ...headers, ...type },
          body: json,
        })
      ).ok,
    ).toBe(true);
});

it('refuses content that is not what its name says, and keeps nothing of it', async () => {
  const claimed = sha256(jpeg());
  const answer = await put(jpeg(), claimed).expect(422);
  expect(answer.body.code).toBe('file-hash-mismatch');
  await expect(stat(path(claimed))).rejects.toThrow('ENOENT');
  await person.get(`/files/${claimed}`).expect(404);
  expect(await leftovers()).toEqual([]);
});

it('refuses other content under the name of a file it has, and the file stays as it was', async () => {
  const photo = jpeg();
  await put(photo).expect(201);
  await put(jpeg(), sha256(photo)).expect(422);
  expect((await readFile(path(sha256(photo)))).equals(photo)).toBe(true);
});

it('refuses an empty file', async () => {
  const answer = await put(Buffer.alloc(0)).expect(422);
  expect(answer.body.code).toBe('file-empty');
});

it('takes 20 MB and not one byte more, announced or not', async () => {
  await put(jpeg(largestFile - 4)).expect(201);
  const tooLarge = jpeg(largestFile - 3);
  expect((await put(tooLarge)).body.code).toBe('too-large');
  const headers = await signedPrincipal(person.principal.personId, ['UNIT_HEAD'], 'audit');
  const chunks = new ReadableStream({
    start(controller) {
      for (let at = 0; at < tooLarge.length; at += 1_000_000) controller.enqueue(tooLarge.subarray(at, at + 1_000_000));
      controller.close();
    },
  });
  const unannounced = await fetch(`${audit.url}/files/${sha256(tooLarge)}`, {
    method: 'PUT',
    headers,
    body: chunks,
    duplex: 'half',
  } as RequestInit).then(
    ({ status }) => status,
    () => 'cut off',
  );
  expect([413, 'cut off']).toContain(unannounced);
  await expect(stat(path(sha256(tooLarge)))).rejects.toThrow('ENOENT');
  await until(async () => (await leftovers()).length === 0);
});

it('keeps nothing of an upload that breaks off', async () => {
  const photo = jpeg(200_000);
  const headers = await signedPrincipal(person.principal.personId, ['UNIT_HEAD'], 'audit');
  const { hostname, port } = new URL(audit.url);
  const socket = connect(Number(port), hostname);
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(
    `PUT /files/${sha256(photo)} HTTP/1.1\r\nhost: x\r\n${head.join('')}content-length: ${photo.length}\r\n\r\n`,
  );
  socket.write(photo.subarray(0, 100_000));
  await until(async () => (await leftovers()).length === 1);
  socket.destroy();
  await until(async () => (await leftovers()).length === 0);
  await expect(stat(path(sha256(photo)))).rejects.toThrow('ENOENT');
  await put(photo).expect(201);
});

it.each([
  '..%2F..%2Fetc%2Fpasswd',
  '%2e%2e%2f%2e%2e%2fsecrets.json',
  'incoming',
  'A'.repeat(64),
  `${'a'.repeat(63)}%00`,
  `${'a'.repeat(64)}.jpg`,
  'a'.repeat(250),
])('a name that is no hash never becomes a path: %s', async (name) => {
  await writeFile(join(audit.filesDir, 'secrets.json'), '{}');
  const photo = jpeg();
  const answer = await person.put(`/files/${name}`, photo).type('image/jpeg');
  expect([422, 404, 400]).toContain(answer.status);
  expect([422, 404, 400]).toContain((await person.get(`/files/${name}`)).status);
});

it('needs somebody known', async () => {
  expect((await fetch(`${audit.url}/files/${'0'.repeat(64)}`, { method: 'PUT', body: 'x' })).status).toBe(401);
});
