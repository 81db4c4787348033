import { createHash } from 'node:crypto';
import { TRANSITIONS, type Custodian } from '@dotation/contracts';
import fc from 'fast-check';
import {
  documents,
  DEVICES,
  everyDeed,
  kindOf,
  someDeeds,
  wrongs,
  type Deed,
  type History,
} from '../../test/custody-model.ts';
import { store, type Document } from '../../test/documents.ts';
import { costsAdjusted } from '../costs/cost.rules.js';
import { nextCustody, startOfCustody, type StartOf } from './custody.rules.js';
import type { Device } from './device.rules.js';
import * as effects from './effects.rules.js';
import { isVoidable } from '../voids/void.rules.js';
import { completion, decide, RULES, type Decision, type Step } from './transitions.rules.js';

/** The rules under test, each replaceable by a broken one. */
interface Rules {
  startOf: StartOf;
  decide: typeof decide;
}
const ours: Rules = { startOf: startOfCustody, decide };

const START = Date.UTC(2026, 10, 1);
const SECOND = 1_000;

/** The register in memory: the same rules, one line of history per fact, no database. */
class Memory {
  readonly devices = new Map<string, Device>();
  readonly histories = new Map<string, History>();
  readonly transitions = new Set<string>();

  constructor(private readonly rules: Rules) {
    for (let n = 0; n < DEVICES; n += 1) this.bear(`d${n}`);
  }

  private bear(deviceId: string): void {
    const custody = nextCustody(null, store, {
      documentId: 'gr',
      claimedAt: new Date(START),
      recordedAt: new Date(START),
    });
    const leafHash = this.hash(deviceId, 1);
    this.devices.set(deviceId, {
      deviceId,
      deviceSeq: 1,
      leafHash,
      lifecycle: 'A01_RECEIVED_PENDING_INSPECTION',
      title: 'SUPPLIER',
      custody: { ...(custody as Custodian), from: new Date(START) },
      condition: 'EXCELLENT',
      use: 'NOT_YET_DEPLOYED',
      tag: null,
      costMinor: 1,
      currency: 'USD',
      funding: [{ awardId: 'f1', percent: 100 }],
      orderLineId: 'line',
      disputed: false,
      acquisitionDate: null,
      waitingFor: [],
    });
    this.histories.set(deviceId, {
      deviceId,
      lifecycle: 'A01_RECEIVED_PENDING_INSPECTION',
      deviceSeq: 1,
      intervals: [{ from: START, to: null, recordedAt: START }],
      told: [{ deviceSeq: 1, previous: null, leafHash, transition: null, lifecycle: null }],
    });
  }

  private hash(deviceId: string, deviceSeq: number): string {
    return createHash('sha256').update(`${deviceId} ${deviceSeq}`).digest('base64');
  }

  do(deed: Deed, recordedAt: Date): void {
    const ids = deed.devices.map((n) => `d${n}`);
    const claimedAt = new Date(recordedAt.getTime() + deed.claimed * 60 * SECOND);
    const kind = kindOf(deed, this.devices.get(ids[0] as string)?.lifecycle);
    if (kind === 'tag') return ids.forEach((id) => this.tag(id, recordedAt));
    if (kind === 'reserve') {
      const free = ids.every((id) => this.devices.get(id)?.lifecycle === 'A04_IN_STOCK');
      if (free) ids.forEach((id) => this.settle(id, { move: 'reserve' }, claimedAt, recordedAt));
      return;
    }
    if (kind === 'void') {
      const voidable = ids.filter((id) =>
        isVoidable({ ...(this.devices.get(id) as Device), origin: 'PURCHASE', signedFor: false }),
      );
      return voidable.forEach((id) => this.settle(id, { move: 'void' }, claimedAt, recordedAt));
    }
    const document = documents[kind](ids, claimedAt.toISOString(), 'allocation');
    for (const round of effects.rounds(effectsOf(document, new Set(ids)))) {
      for (const { deviceId, stepFor } of round) {
        this.settle(deviceId, stepFor(this.devices.get(deviceId) as Device), claimedAt, recordedAt);
      }
    }
  }

  private tag(id: string, at: Date): void {
    const device = this.devices.get(id) as Device;
    if (device.tag !== null) return;
    const tagged = this.number({ ...device, tag: `tag of ${id}` }, null, null);
    this.settle(id, completion(tagged), at, at);
  }

  private settle(id: string, step: Step | null, claimedAt: Date, recordedAt: Date): void {
    if (step === null) return;
    const device = this.devices.get(id) as Device;
    const occasion = { documentId: 'document', claimedAt, recordedAt };
    const decision: Decision = this.rules.decide(device, step, occasion, this.rules.startOf);
    if (decision.kind === 'conflicted') {
      this.number(device, null, null);
      return;
    }
    this.transitions.add(decision.transition);
    this.number(decision.device, decision.transition, decision.changed.lifecycle ?? null);
    const { custody } = decision.changed;
    if (!custody) return;
    const { intervals } = this.histories.get(id) as History;
    const from = new Date(custody.from).getTime();
    (intervals.at(-1) as History['intervals'][number]).to = from;
    intervals.push({ from, to: null, recordedAt: recordedAt.getTime() });
  }

  private number(device: Device, transition: string | null, lifecycle: Device['lifecycle'] | null): Device {
    const deviceSeq = device.deviceSeq + 1;
    const leafHash = this.hash(device.deviceId, deviceSeq);
    const history = this.histories.get(device.deviceId) as History;
    history.told.push({ deviceSeq, previous: device.leafHash, leafHash, transition, lifecycle });
    history.deviceSeq = deviceSeq;
    history.lifecycle = device.lifecycle;
    const numbered = { ...device, deviceSeq, leafHash };
    this.devices.set(device.deviceId, numbered);
    return numbered;
  }
}

/** What the handlers do, without a database. */
function effectsOf(document: Document, held: ReadonlySet<string>): effects.Effect[] {
  const data = { ...document.header, part: 1, parts: 1, lines: document.lines } as never;
  switch (document.type.type.split('.')[2]) {
    case 'inspection-closed':
      return effects.inspectionClosed(data, new Date(START), []);
    case 'goods-linked-to-order':
      return effects.goodsLinkedToOrder(data, []);
    case 'costs-adjusted':
      return costsAdjusted(document.lines as { deviceId: string; costMinor: number }[]);
    case 'allocation-cancelled':
      return effects.allocationCancelled(data, held);
    case 'goods-received':
      return effects.exchanged(document.lines as { replacesDeviceId?: string | null }[]);
    case 'waybill-dispatched':
      return effects.waybillDispatched(data);
    case 'arrival-recorded':
      return effects.arrivalRecorded(data);
    case 'waybill-closed-short':
      return effects.waybillClosedShort(data);
    case 'device-seen-elsewhere':
      return effects.seenElsewhere(data);
    case 'handover-signed':
      return effects.handoverSigned(data);
    case 'handover-completed':
      return effects.handoverCompleted(data);
    case 'command-handed-over':
      return effects.commandHandedOver(data);
    case 'handover-ratified':
      return effects.handoverRatified(data);
    case 'handover-rectified':
      return effects.handoverRectified(data);
    case 'deed-effective':
      return effects.deedEffective(data);
    default:
      throw new Error(`no effect for ${document.type.type}`);
  }
}

function custodyHolds(rules: Rules, runs: number): void {
  fc.assert(
    fc.property(someDeeds(1, 60), (deeds) => {
      const memory = new Memory(rules);
      deeds.forEach((deed, index) => {
        memory.do(deed, new Date(START + (index + 1) * SECOND));
        // The same again, as a phone does that never got the answer.
        if (deed.pick % 7 === 0) memory.do(deed, new Date(START + (index + 1) * SECOND + 1));
      });
      expect([...memory.histories.values()].flatMap(wrongs)).toEqual([]);
    }),
    { numRuns: runs },
  );
}

/**
 * Random documents come to the rare transitions by luck only. This walks one device breadth first through every document in
 * every state it can be in, so that none is left to luck, and looks at custody after each step.
 */
function everyTransition(rules: Rules): Set<string> {
  const transitions = new Set<string>();
  const known = new Set<string>();
  const walks: Deed[][] = [[]];
  for (let walk = walks.shift(); walk; walk = walks.shift()) {
    const memory = new Memory(rules);
    walk.forEach((deed, index) => memory.do(deed, new Date(START + (index + 1) * SECOND)));
    memory.transitions.forEach((transition) => transitions.add(transition));
    expect([...memory.histories.values()].flatMap(wrongs)).toEqual([]);
    const state = stateOf(memory.devices.get('d0') as Device, walk.length);
    if (known.has(state)) continue;
    known.add(state);
    walks.push(...everyDeed.map((deed) => [...walk, deed]));
  }
  return transitions;
}

/** What the rules look at, without who it is: documents name new people and places without end. */
function stateOf({ lifecycle, title, tag, waitingFor, custody }: Device, step: number): string {
  const { partyKind, enRoute, hold } = custody;
  return JSON.stringify([lifecycle, title, tag, waitingFor, partyKind, enRoute, hold, step % 2]);
}

describe('custody of every device, whatever is done to it and in whatever order', () => {
  it('is contiguous, never overlaps, and is open once; numbers are dense and linked, states legal', () => {
    custodyHolds(ours, 2_000);
  });

  it('holds in every state one device can reach, and every transition there is leads to one', () => {
    expect([...everyTransition(ours)].sort()).toEqual([...TRANSITIONS].sort());
  });

  it.each([
    [
      'late documents reach back behind what is known',
      { startOf: (_, claimed, recorded) => new Date(Math.min(+claimed, +recorded)) },
    ],
    [
      'an interval may start with the one before',
      { startOf: (previous, claimed, recorded) => new Date(Math.max(+(previous ?? 0), Math.min(+claimed, +recorded))) },
    ],
    ['a clock may run ahead', { startOf: (previous, claimed) => new Date(Math.max(+(previous ?? 0) + 1, +claimed)) }],
    [
      'the state is not asked',
      {
        decide: (device, step, ...rest) =>
          decide({ ...device, lifecycle: RULES[step.move].from[0] as Device['lifecycle'] }, step, ...rest),
      },
    ],
  ] as [string, Partial<Rules>][])('does not hold, and this test says so, when %s', (_, broken) => {
    let complaint = '';
    try {
      custodyHolds({ ...ours, ...broken }, 2_000);
    } catch (error) {
      complaint = String(error);
    }
    expect(complaint).toMatch(/Property failed/);
  });
});
