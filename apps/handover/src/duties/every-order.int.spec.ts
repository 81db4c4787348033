import { areIncompatible, type Duty, type ReservedDevice } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import fc from 'fast-check';
import { delivery, type Step } from '../../test/procured.ts';
import { accepted, aUnit, departure, paperTo, sheet, signed, type Answer } from '../../test/steps.ts';
import { awardId, reset, startWorld, type Person, type World } from '../../test/world.ts';

// Whoever does what in whichever order, and however late procurement's facts come: nobody ends on both sides of a pair of §13.1 without
// an exception that names him. The persons are read from the papers themselves, not from what the rule keeps.

let world: World;
let pool: Person[] = [];
let manager: Person;
let dispatcher: Person;

beforeAll(async () => {
  world = await startWorld();
  reset(world);
});
afterAll(async () => world.close());

/** A principal is good for a minute, and the stories together take longer: everybody is vouched for anew. */
async function vouchedFor(): Promise<void> {
  const again = async (id: string, roles: string[]): Promise<Person> => ({
    ...(await world.app.as({ personId: id, roles })),
    id,
  });
  const roles = ['APPROVER', 'BUDGET_HOLDER', 'DISPATCHER', 'STOREKEEPER', 'FIELD_OFFICER', 'UNIT_HEAD'];
  const ids = pool.length > 0 ? pool.map(({ id }) => id) : Array.from({ length: 4 }, () => uuidv7());
  pool = await Promise.all(ids.map((id) => again(id, roles)));
  manager = await again(world.people.manager.id, ['BUDGET_HOLDER']);
  dispatcher = await again(world.people.dispatcher.id, ['DISPATCHER']);
}

interface Signature {
  personId: string;
  duty: Duty;
  documentId: string;
}

/** The first of them, from this one on, whom nothing refuses; null: everybody is refused. */
async function firstAllowed<T>(from: number, attempt: (person: Person) => Promise<T | null>): Promise<T | null> {
  for (let step = 0; step < pool.length; step += 1) {
    const done = await attempt(pool[(from + step) % pool.length] as Person);
    if (done !== null) return done;
  }
  return null;
}

const post = async (person: Person, path: string, body: object): Promise<Answer | null> => {
  const { status, body: answer } = await person.post(path, body);
  if (status < 300) return answer as Answer;
  expect({ path, status }).toEqual({ path, status: 409 });
  return null;
};

/** One device from the order to the counter-signature, each step by the first who may. */
async function story(device: ReservedDevice, picks: number[], heardBefore: Record<Step, number>): Promise<Signature[]> {
  const person = (index: number): string => (pool[picks[index] as number] as Person).id;
  const [requesterId, approverId, buyerId, receivedBy, inspector] = [0, 1, 2, 3, 4].map(person) as [
    string,
    ...string[],
  ];
  const by = { requesterId, approverId, buyerId, receivedBy, committee: [inspector as string] } as const;
  const facts = delivery(world, [device.deviceId], { ...by, committee: [...by.committee] });
  const hear = async (stage: number): Promise<void> => {
    for (const step of ['order', 'receipt', 'inspection'] as const)
      if (heardBefore[step] === stage) await facts.hear(step);
  };
  const signatures: Signature[] = [
    { personId: requesterId, duty: 'REQUEST', documentId: facts.orderId },
    { personId: approverId as string, duty: 'APPROVE', documentId: facts.orderId },
    { personId: buyerId as string, duty: 'BUY', documentId: facts.orderId },
    { personId: receivedBy as string, duty: 'RECEIVE', documentId: facts.receiptId },
    { personId: inspector as string, duty: 'INSPECT', documentId: facts.inspectionId },
  ];
  const [unit, lines] = [aUnit(), [accepted(device)]];
  const wanted = { orgUnitId: unit.orgUnitId, awardIds: [awardId], purpose: 'Bureau', deviceIds: [device.deviceId] };
  const { id: allocation } = (await manager.post('/allocations', wanted).expect(201)).body as Answer;
  const steps: [duty: Duty, document: () => string, attempt: (person: Person) => Promise<Answer | null>][] = [
    ['APPROVE', () => allocation, (one) => post(one, `/allocations/${allocation}/approval`, {})],
    ['RELEASE_APPROVE', () => waybill, (one) => post(one, `/waybills/${waybill}/release`, {})],
    [
      'STORE',
      () => waybill,
      (one) => post(dispatcher, `/waybills/${waybill}/dispatch`, departure(world, { releasedBy: one.id })),
    ],
    [
      'ACCEPT',
      () => pv,
      async (one) => {
        const made = await post(one, '/handovers', sheet(world, unit, lines, { signature: signed(one.id, 'HEAD') }));
        if (made) pv = made.id;
        return made;
      },
    ],
    [
      'HAND_OVER',
      () => pv,
      (one) => post(one, `/handovers/${pv}/countersignature`, { signature: signed(one.id, 'OFFICER') }),
    ],
  ];
  let [waybill, pv] = ['', ''];
  let heard = 0;
  for (const [index, [duty, document, attempt]] of steps.entries()) {
    await hear(index);
    heard = index + 1;
    if (duty === 'RELEASE_APPROVE') {
      const paper = paperTo(world, unit, { lines: [{ deviceId: device.deviceId }] });
      waybill = ((await dispatcher.post('/waybills', paper).expect(201)).body as Answer).id;
    }
    const who = await firstAllowed(picks[5 + index] as number, async (one) => ((await attempt(one)) ? one : null));
    if (!who) break;
    signatures.push({ personId: who.id, duty, documentId: document() });
  }
  // A story that nobody may go on with ends early; what procurement did comes all the same.
  for (let stage = heard; stage <= steps.length; stage += 1) await hear(stage);
  return signatures;
}

const stage = fc.integer({ min: 0, max: 5 });

it('§13.1: no order of signatures leaves one person on both sides of a device untold', async () => {
  let told = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 10, maxLength: 10 }),
      fc.record({ order: stage, receipt: stage, inspection: stage }),
      async (picks, heardBefore) => {
        await vouchedFor();
        const [device] = world.inStock(1) as [ReservedDevice];
        const signatures = await story(device, picks, heardBefore);
        // Those of procurement among themselves are procurement's to refuse; here one side is a paper of this service.
        const ours = new Set(signatures.slice(5).map(({ documentId }) => documentId));
        for (const one of signatures) {
          for (const other of signatures) {
            if (one.personId !== other.personId || !areIncompatible(one.duty, other.duty) || !ours.has(one.documentId))
              continue;
            const exceptions = await world.worker.query<unknown[]>(
              `SELECT 1 FROM exception WHERE code = 'DUTY_CONFLICT' AND person_id = $1 AND document_id = ANY($2::uuid[])`,
              [one.personId, [one.documentId, other.documentId]],
            );
            expect({ ...one, other: other.duty, told: exceptions.length > 0 }).toMatchObject({ told: true });
            told += 1;
          }
        }
      },
    ),
    // Once a story ended before its inspection was heard of.
    { numRuns: 40, examples: [[[0, 1, 0, 0, 3, 3, 2, 0, 0, 0], { order: 0, receipt: 0, inspection: 3 }]] },
  );
  // It would prove nothing if no story ever went wrong.
  expect(told).toBeGreaterThan(0);
}, 180_000);
