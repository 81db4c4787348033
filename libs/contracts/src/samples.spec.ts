import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { getMetadataStorage, validateSync, ValidationTypes } from 'class-validator';
import * as contracts from './index.js';
import type { Cell, Shape } from './index.js';

// The samples follow six devices from the store to the squadron (docs/flows.md: g1, refusal, g2).

type Contract = new () => object;
type Json = Record<string, unknown>;

const folder = new URL('../samples/', import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
const sample = (file: string): Json => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Json;

const facts = (Object.values(contracts) as unknown[]).filter(
  (exported): exported is Contract & { type: string } =>
    typeof exported === 'function' && 'type' in exported && typeof exported.type === 'string',
);
const calls = [contracts.AskGate, contracts.ReserveDevices];

/** Files and the contract their content has to fit. */
const expected: [file: string, contract: Contract, content: (file: string) => Json][] = [
  ...facts.map((fact): (typeof expected)[number] => {
    const [, producer, name, version] = fact.type.split('.');
    return [`${producer}/${name}.${version}.json`, fact, (file) => sample(file)['data'] as Json];
  }),
  ...calls.flatMap(({ subject, request, reply }) => {
    const [, server, name] = subject.split('.');
    const replies = files.filter((file) => file.startsWith(`${server}/${name}.reply`));
    return [
      [`${server}/${name}.request.v1.json`, request, sample],
      [`${server}/${name}.reply.v1.json`, reply, sample],
      ...replies.filter((file) => file !== `${server}/${name}.reply.v1.json`).map((file) => [file, reply, sample]),
    ] as typeof expected;
  }),
];

/** As the messaging library reads: the message becomes an instance, its lines stay what JSON gave. */
function wrongWith(contract: Contract, data: Json): string | null {
  const instance = Object.assign(new contract(), structuredClone(data));
  const problems = validateSync(instance, { whitelist: true, forbidUnknownValues: false, stopAtFirstError: true });
  const said = problems.flatMap(({ property, constraints }) =>
    Object.values(constraints ?? {}).map((text) => `${property}: ${text}`),
  );
  return said.length === 0 ? null : said.join('; ');
}

interface Field {
  name: string;
  optional: boolean;
  /** Of an object or of the rows of a list, where the contract looks into it. */
  shape?: Shape;
}

function fieldsOf(contract: Contract): Field[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(contract, '', false, false);
  return [...new Set(rules.map(({ propertyName }) => propertyName))].map((name) => {
    const own = rules.filter(({ propertyName }) => propertyName === name);
    const looking = own.find((rule) => rule.name === 'rows' || rule.name === 'fits');
    return {
      name,
      optional: own.some(({ type }) => type === ValidationTypes.CONDITIONAL_VALIDATION),
      shape: looking?.constraints[0] as Shape | undefined,
    };
  });
}

interface Place {
  path: (string | number)[];
  optional: boolean;
}

/** Where the cells of a shape are in a sample; of a list, in its first row. */
function placesIn(shape: Shape, value: unknown, path: (string | number)[]): Place[] {
  const [row, at] = Array.isArray(value) ? [value[0] as unknown, [...path, 0]] : [value, path];
  if (typeof row !== 'object' || row === null) return [];
  // `deviceId` of a line that must have one stands beside the `deviceId?` of any line.
  const must = new Set(Object.keys(shape));
  return Object.entries(shape).flatMap(([name, cell]) => {
    const field = name.replace(/\?$/, '');
    if (name !== field && must.has(field)) return [];
    const own = { path: [...at, field], optional: name !== field };
    const inner = shapeIn(cell);
    return inner ? [own, ...placesIn(inner, (row as Json)[field], own.path)] : [own];
  });
}

function shapeIn(cell: Cell): Shape | undefined {
  if (typeof cell === 'string') return undefined;
  if ('one' in cell) return cell.one;
  return 'each' in cell ? cell.each : undefined;
}

const placesOf = (contract: Contract, data: Json): Place[] =>
  fieldsOf(contract).flatMap(({ name, optional, shape }) => [
    { path: [name], optional },
    ...(shape ? placesIn(shape, data[name], [name]) : []),
  ]);

/** A copy with one place set, or, with undefined, taken away. */
function changed(data: Json, path: (string | number)[], value: unknown): Json {
  const copy = structuredClone(data);
  const parent = path.slice(0, -1).reduce<Json>((at, step) => at[step] as Json, copy);
  const last = path.at(-1) as string;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

describe('samples of every message', () => {
  it('are there for every contract, and belong to one', () => {
    const exportedCalls = Object.values(contracts).filter((one) => typeof one === 'object' && 'subject' in one);
    expect(calls).toEqual(expect.arrayContaining(exportedCalls));
    expect([...files].sort()).toEqual(expected.map(([file]) => file).sort());
  });

  it.each(expected)('%s parses', (file, contract, content) => {
    expect(wrongWith(contract, content(file))).toBeNull();
  });

  it.each(expected)('%s names no field that its contract does not know', (file, contract, content) => {
    const known = fieldsOf(contract).map(({ name }) => name);
    expect(known).toEqual(expect.arrayContaining(Object.keys(content(file))));
  });

  it.each(expected)('%s with fields of a later version still parses', (file, contract, content) => {
    const later: Json = { ...content(file), fieldOfALaterVersion: { any: 1 } };
    for (const { name, shape } of fieldsOf(contract)) {
      const value = later[name];
      if (!shape || typeof value !== 'object' || value === null) continue;
      later[name] = Array.isArray(value)
        ? value.map((row: object) => ({ ...row, fieldOfALaterVersion: 1 }))
        : { ...value, fieldOfALaterVersion: 1 };
    }
    expect(wrongWith(contract, later)).toBeNull();
  });

  it.each(expected)('%s without a field it must have is refused by its name', (file, contract, content) => {
    const data = content(file);
    const required = placesOf(contract, data).filter(({ optional }) => !optional);
    expect(required.length).toBeGreaterThan(0);
    for (const { path } of required) {
      expect(wrongWith(contract, changed(data, path, undefined))).toContain(String(path.at(-1)));
    }
  });

  it.each(expected)('%s with a field of a wrong kind is refused by its name', (file, contract, content) => {
    const data = content(file);
    for (const { path } of placesOf(contract, data)) {
      expect(wrongWith(contract, changed(data, path, Number.NaN))).toContain(String(path.at(-1)));
    }
  });

  it.each(expected)('%s may leave out, or say nothing in, what is optional', (file, contract, content) => {
    const data = content(file);
    for (const { path } of placesOf(contract, data).filter(({ optional }) => optional)) {
      expect(wrongWith(contract, changed(data, path, undefined))).toBeNull();
      expect(wrongWith(contract, changed(data, path, null))).toBeNull();
    }
  });

  it('show every list with a row at least once', () => {
    const shown = new Set<string>();
    const lists = new Set<string>();
    for (const [file, contract, content] of expected) {
      for (const { name, shape } of fieldsOf(contract)) {
        if (!shape) continue;
        lists.add(`${contract.name}.${name}`);
        const value = content(file)[name];
        if (Array.isArray(value) ? value.length > 0 : value) shown.add(`${contract.name}.${name}`);
      }
    }
    expect([...shown].sort()).toEqual([...lists].sort());
  });
});

describe('envelopes of the sample facts', () => {
  const uuidv7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  const envelopes = facts.map(({ type }): [type: string, envelope: Json] => {
    const [, producer, name, version] = type.split('.');
    return [type, sample(`${producer}/${name}.${version}.json`)];
  });

  it.each(envelopes)('%s is a CloudEvent of its producer', (type, envelope) => {
    expect(Object.keys(envelope).join()).toBe(
      'specversion,id,source,type,subject,time,datacontenttype,recordedat,causationid,actorid,data',
    );
    expect(envelope).toMatchObject({
      specversion: '1.0',
      id: expect.stringMatching(uuidv7),
      source: `/dotation/${type.split('.')[1]}`,
      type,
      causationid: expect.stringMatching(uuidv7),
      actorid: expect.stringMatching(uuidv7),
    });
    expect(Date.parse(envelope['time'] as string)).toBeLessThanOrEqual(Date.parse(envelope['recordedat'] as string));
  });

  it('number a device without a gap, each number bound to the bytes of the one before', () => {
    const numbered = envelopes
      .flatMap(([, envelope]) => {
        const { lines = [] } = envelope['data'] as { lines?: contracts.NumberedLine[] };
        const leafHash = createHash('sha256')
          .update(Uint8Array.of(0))
          .update(JSON.stringify(envelope))
          .digest('base64');
        return lines.filter((line) => line.deviceSeq !== undefined).map((line) => ({ ...line, leafHash }));
      })
      .sort((a, b) => a.deviceSeq - b.deviceSeq);
    const last = new Map<string, { deviceSeq: number; leafHash: string }>();
    for (const { deviceId, deviceSeq, previous, leafHash } of numbered) {
      const before = last.get(deviceId);
      expect({ deviceSeq, previous }).toEqual({
        deviceSeq: (before?.deviceSeq ?? 0) + 1,
        previous: before?.leafHash ?? null,
      });
      last.set(deviceId, { deviceSeq, leafHash });
    }
    expect(Math.max(...[...last.values()].map(({ deviceSeq }) => deviceSeq))).toBe(4);
  });

  it('are of the same devices', () => {
    const read = (name: string): Json[] => {
      const envelope = envelopes.find(([type]) => type.endsWith(`.${name}.v1`))?.[1];
      return (envelope?.['data'] as { lines: Json[] }).lines;
    };
    const born = new Set(read('goods-received').map(({ deviceId }) => deviceId));
    const documents = [
      'device-registered',
      'device-tagged',
      'inspection-closed',
      'device-transitioned',
      'effect-conflicted',
    ];
    const papers = [
      'allocation-approved',
      'waybill-dispatched',
      'arrival-recorded',
      'deed-effective',
      'handover-signed',
    ];
    for (const { deviceId } of [...documents, ...papers].flatMap(read)) expect(born).toContain(deviceId);
  });
});
