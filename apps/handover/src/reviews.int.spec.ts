import {
  DueDiligenceRecordedV1,
  MandateRevokedV1,
  VettingRecordedV1,
  type GateAnswer,
  type ReservedDevice,
} from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import {
  accepted,
  acknowledge,
  allocate,
  aUnit,
  exceptionCodes,
  onceArrived,
  onTheRoad,
  send,
  type Answer,
  type Unit,
} from '../test/steps.ts';
import { awardId, openGate, placeRecorded, reset, startWorld, unitRecorded } from '../test/world.ts';
import type { World } from '../test/world.ts';
import { GateReviewsService } from './gate-reviews/gate-reviews.service.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => world.close());
beforeEach(async () => {
  reset(world);
  await world.told();
});

const day = 86_400_000;
const daysAgo = (days: number): string => new Date(Date.now() - days * day).toISOString();

/** Until nothing waits; the service's own sweeper may be at it too. */
async function reviewed(): Promise<void> {
  for (;;) {
    await world.app.service.app.get(GateReviewsService).review();
    const [{ waiting }] = await world.worker.query<[{ waiting: string }]>(
      'SELECT count(*) AS waiting FROM gate_review WHERE NOT done',
    );
    if (waiting === '0') return;
  }
}

async function signedPv(change: object = {}): Promise<{ unit: Unit; pv: Answer }> {
  const unit = aUnit();
  const { devices } = await onceArrived(world, 1, unit);
  const pv = await acknowledge(world, unit, devices.map(accepted), { signedAt: daysAgo(2), ...change });
  await world.told();
  return { unit, pv };
}
const open = (pv: Answer): Promise<string[]> => exceptionCodes(world, `documentId=${pv.id}&open=true`);
const since = async (pv: Answer): Promise<string[]> => (await open(pv)).filter((code) => code.endsWith('_SINCE'));
const answers = (change: Partial<GateAnswer>): void => {
  world.script.gate = () => openGate(world.people.head.id, change);
};
const suspended = (unit: Unit, resultAt: string): Promise<void> =>
  world.learn([
    VettingRecordedV1,
    { vettingId: uuidv7(), subject: 'UNIT', orgUnitId: unit.orgUnitId, awardId, result: 'SUSPENDED', resultAt },
  ]);
const shut = (detail: string): Partial<GateAnswer> => ({
  open: false,
  failures: [{ gate: 'VETTING', at: daysAgo(2), detail }],
});

describe('Q7 news that covers a signed PV', () => {
  it('Q7, CR-16 a suspension of before the signature opens an exception and reverses nothing; its correction closes it', async () => {
    const { unit, pv } = await signedPv();
    world.script.asked.gate = [];
    answers(shut('The unit has the vetting result SUSPENDED.'));
    await suspended(unit, daysAgo(30));
    await reviewed();
    expect(await since(pv)).toEqual(['GATE_CLOSED_SINCE']);
    // Asked for the day of signing, on both clocks, for the same signer and the same goods.
    expect(world.script.asked.gate).toContainEqual(
      expect.objectContaining({
        ...{ orgUnitId: unit.orgUnitId, awardIds: [awardId], signerId: world.people.head.id },
        at: [pv['signedAt'], pv['recordedAt']],
      }),
    );
    expect(await world.told()).toEqual([]);
    const { body } = await world.people.auditor.get(`/handovers/${pv.id}`).expect(200);
    expect(body).toMatchObject({ status: 'PROVISIONAL', hold: 'FIRM' });

    await suspended(unit, daysAgo(29));
    await reviewed();
    expect(await since(pv)).toEqual(['GATE_CLOSED_SINCE']);
    answers({});
    await suspended(unit, daysAgo(28));
    await reviewed();
    expect(await since(pv)).toEqual([]);
  });

  it('Q7 what a person has looked at is not opened again by the same news', async () => {
    const { unit, pv } = await signedPv();
    answers(shut('The unit has the vetting result REJECTED.'));
    await suspended(unit, daysAgo(30));
    await reviewed();
    const { body } = await world.people.dispatcher.get(`/exceptions?documentId=${pv.id}&code=GATE_CLOSED_SINCE`);
    const [exception] = (body as { items: { id: string }[] }).items;
    await world.people.dispatcher.post(`/exceptions/${exception?.id}/closure`, { note: 'Signalé à INL' }).expect(200);
    await suspended(unit, daysAgo(29));
    await reviewed();
    expect(await since(pv)).toEqual([]);
  });

  it('CR-15, §2.7 says what vetting found to whoever vets, and to a head only that a gate was closed', async () => {
    const { unit, pv } = await signedPv();
    answers(shut('The unit has the vetting result SUSPENDED.'));
    await suspended(unit, daysAgo(30));
    await reviewed();
    const seenBy = async (name: 'head' | 'dispatcher' | 'auditor' | 'officer'): Promise<string[]> => {
      const list = await world.people[name].get(`/exceptions?documentId=${pv.id}&code=GATE_CLOSED_SINCE`).expect(200);
      const paper = await world.people[name].get(`/handovers/${pv.id}`).expect(200);
      const said = [...(list.body as { items: Said[] }).items, ...(paper.body as { exceptions: Said[] }).exceptions];
      return [...new Set(said.filter(({ code }) => code === 'GATE_CLOSED_SINCE').map(({ detail }) => detail))];
    };
    for (const name of ['head', 'dispatcher'] as const) {
      expect(await seenBy(name)).toEqual(['A gate was closed; whoever vets can say which.']);
    }
    for (const name of ['auditor', 'officer'] as const) {
      expect(await seenBy(name)).toEqual(['VETTING: The unit has the vetting result SUSPENDED.']);
    }
  });

  it('Q7 looks at PVs of after the change only, and asks for no other', async () => {
    const { unit, pv } = await signedPv();
    answers(shut('Suspended.'));
    await suspended(unit, new Date(Date.now() + day).toISOString());
    await reviewed();
    expect(await since(pv)).toEqual([]);
  });

  it('Q7, CR-17 due diligence withdrawn, a head named for a day long past, a place taken before it was known', async () => {
    const withdrawn = await signedPv();
    answers({ open: false, failures: [{ gate: 'DUE_DILIGENCE', at: daysAgo(2), detail: 'WITHDRAW.' }] });
    const decision = { dueDiligenceId: uuidv7(), riskLevel: 'HIGH', decision: 'WITHDRAW', decidedAt: daysAgo(3) };
    await world.learn([DueDiligenceRecordedV1, { ...decision, orgUnitId: withdrawn.unit.orgUnitId }]);
    await reviewed();
    expect(await since(withdrawn.pv)).toEqual(['GATE_CLOSED_SINCE']);

    reset(world);
    const headed = await signedPv();
    answers({ headPersonId: world.people.otherHead.id, authority: 'NONE' });
    const { orgUnitId } = headed.unit;
    await world.learn(unitRecorded(orgUnitId, { headPersonId: world.people.otherHead.id, validFrom: daysAgo(3) }));
    await reviewed();
    expect(await since(headed.pv)).toEqual(['AUTHORITY_CHANGED_SINCE', 'HEAD_CHANGED_SINCE']);

    reset(world);
    const taken = await signedPv();
    answers({ open: false, failures: [{ gate: 'ACCESS', at: daysAgo(2), detail: 'Taken.' }] });
    const access = { access: 'CONTROLLED_BY_ARMED_GROUP', accessFrom: daysAgo(3) } as const;
    await world.learn(placeRecorded(taken.unit.placeId, access));
    await reviewed();
    expect(await since(taken.pv)).toEqual(['GATE_CLOSED_SINCE']);
  });

  it('CR-22 a mandate revoked from before the signature on', async () => {
    const mandateId = uuidv7();
    answers({ authority: 'MANDATED' });
    const { unit, pv } = await signedPv({ mandateId });
    answers({ authority: 'NONE' });
    await world.learn([MandateRevokedV1, { mandateId, orgUnitId: unit.orgUnitId, revokedFrom: daysAgo(3) }]);
    await reviewed();
    expect(await since(pv)).toEqual(['AUTHORITY_CHANGED_SINCE']);
  });

  it('waits while directory is away, and is not forgotten', async () => {
    const { unit, pv } = await signedPv();
    world.script.gate = () => {
      throw new Error('directory is away');
    };
    await suspended(unit, daysAgo(30));
    expect(await world.app.service.app.get(GateReviewsService).review()).toBe(0);
    answers(shut('Suspended, as was known later.'));
    await reviewed();
    expect(await since(pv)).toEqual(['GATE_CLOSED_SINCE']);
  });
});

describe('vetting lists', () => {
  const vetting = (unit: Unit, change: Partial<VettingRecordedV1>): [typeof VettingRecordedV1, VettingRecordedV1] => [
    VettingRecordedV1,
    {
      ...{ vettingId: uuidv7(), subject: 'UNIT', orgUnitId: unit.orgUnitId, awardId, result: 'APPROVED' },
      ...{ resultAt: daysAgo(300), validUntil: daysAgo(-30) },
      ...change,
    },
  ];
  const listed = async <T>(path: string, { orgUnitId }: Unit): Promise<T[]> => {
    const { body } = await world.people.auditor.get(`${path}limit=500`).expect(200);
    return (body as { items: (T & { orgUnitId: string })[] }).items.filter((item) => item.orgUnitId === orgUnitId);
  };
  const renewals = (unit: Unit, within = 60) =>
    listed<{ subject: string; held: number }>(`/vetting-renewals?within=${within}&`, unit);

  it('domain §2.7 lists what ends soon for unit and commander, with what the unit is being given', async () => {
    const unit = aUnit();
    const { devices } = await onceArrived(world, 2, unit);
    const [mine] = devices as [ReservedDevice];
    await acknowledge(world, unit, [accepted(mine)]);
    await allocate(world, world.inStock(3), unit);
    const more = world.inStock(1);
    await allocate(world, more, unit);
    await send(world, more, unit);
    const personId = world.people.head.id;
    const validUntil = daysAgo(-50);
    await world.learn(
      vetting(unit, {}),
      vetting(unit, { subject: 'COMMANDER', personId, validUntil }),
      vetting(unit, { subject: 'COMMANDER', personId, result: 'PENDING', resultAt: daysAgo(1), validUntil: null }),
      // A commander of before is nobody's business any more.
      vetting(unit, { subject: 'COMMANDER', personId: uuidv7() }),
    );
    const given = { allocated: 3, onTheWay: 1, waitingAtUnit: 1, held: 1 };
    expect(await renewals(unit)).toMatchObject([
      { subject: 'UNIT', renewalPending: false, ...given },
      { subject: 'COMMANDER', personId, validUntil, renewalPending: true, ...given },
    ]);
    expect(await renewals(unit, 40)).toHaveLength(1);
    await world.learn(vetting(unit, { resultAt: daysAgo(2), validUntil: daysAgo(-200) }));
    expect((await renewals(unit)).map(({ subject }) => subject)).toEqual(['COMMANDER']);
  });

  it('domain §2.7 pages through them in the order of their end', async () => {
    const some = [aUnit(), aUnit(), aUnit()];
    await world.learn(...some.map((unit, n) => vetting(unit, { validUntil: daysAgo(200 - n) })));
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const path: string = `/vetting-renewals?limit=1${next && `&after=${next}`}`;
      const page = (await world.people.auditor.get(path).expect(200)).body as {
        items: { orgUnitId: string }[];
        next: string | null;
      };
      seen.push(...page.items.map(({ orgUnitId }) => orgUnitId));
      next = page.next;
    }
    expect(seen.filter((id) => some.some(({ orgUnitId }) => orgUnitId === id))).toEqual(
      some.map(({ orgUnitId }) => orgUnitId),
    );
  });

  it('domain §2.7 flags a unit that changed since it was approved: REVIEW_REQUIRED', async () => {
    const unit = aUnit();
    const split = aUnit();
    await world.learn(vetting(unit, { resultAt: daysAgo(20) }), vetting(split, { resultAt: daysAgo(20) }));
    const reviews = (of: Unit) => listed<{ reasons: string[] }>('/vetting-reviews?', of);
    expect(await reviews(unit)).toEqual([]);
    const now = { ...unit, headPersonId: world.people.otherHead.id, validFrom: daysAgo(1) };
    await world.learn(
      unitRecorded(unit.orgUnitId, { ...now, nameFr: 'Escadron', parentId: uuidv7() }),
      unitRecorded(uuidv7(), { predecessorIds: [split.orgUnitId], validFrom: daysAgo(1) }),
    );
    expect(await reviews(unit)).toMatchObject([{ reasons: ['COMMANDER_CHANGED', 'MOVED', 'RENAMED'] }]);
    expect(await reviews(split)).toMatchObject([{ reasons: ['SPLIT_OR_MERGED'] }]);
    await world.learn(vetting(unit, { resultAt: daysAgo(0) }));
    expect(await reviews(unit)).toEqual([]);
  });
});

it('nothing on the road is asked about again', async () => {
  const unit = aUnit();
  await onTheRoad(world, 1, unit);
  await reviewed();
  world.script.asked.gate = [];
  await suspended(unit, daysAgo(30));
  await reviewed();
  expect(world.script.asked.gate).toEqual([]);
});

interface Said {
  code: string;
  detail: string;
}
