import type { LineEffect, Outcome } from '@dotation/contracts';
import type { Concern, Leg, LineState, Standing } from '../consignments/consignment.rules.js';
import type { Finding } from '../exceptions/finding.rules.js';

export interface LineDecision {
  effect: LineEffect;
  /** The device was read, so it had arrived, though nobody recorded the arrival (AM-18). */
  impliesArrival: boolean;
  becomes: LineState | null;
  findings: Finding[];
}

export function isAcceptance(outcome: Outcome): boolean {
  return outcome === 'ACCEPTED' || outcome === 'ACCEPTED_WITH_RESERVE';
}

interface Context {
  homeward: boolean;
  signedAt: Date;
}

/**
 * What the receiver's word does to a device that concerns him. The first PV the server accepts moves custody; the same
 * word again is a DUPLICATE observation; another word is a CONFLICT for a person, and custody stays (AM-24).
 */
export function decideLine(outcome: Outcome, concern: Concern, standing: Standing, context: Context): LineDecision {
  if (concern.kind === 'reallocated') return givenAway(outcome, concern.leg, context);
  if (concern.kind !== 'leg') return notLeftYet(outcome, standing, context);
  const { leg } = concern;
  const wantsEnd = outcome !== 'NOT_ARRIVED';
  switch (leg.state) {
    case 'OPEN':
      return wantsEnd
        ? ends(outcome, context, !context.homeward)
        : neverSaid('SHORT', 'Not arrived, says the receiver.');
    case 'SHORT':
      // The store never records an arrival; there the return PV alone brings a lost device back, which the register settles.
      return wantsEnd ? ends(outcome, context, !context.homeward) : quiet('CONFIRMS');
    case 'ARRIVED':
    case 'STRUCK':
      return wantsEnd
        ? ends(outcome, context, false)
        : neverSaid('MISSING_AFTER_ARRIVAL', 'Recorded as arrived, but the receiver says it is not there.');
    case 'PENDING':
    case 'ACCEPTED':
    case 'REFUSED':
    case 'RETURNED':
      return again(outcome, leg, context);
    default:
      return givenAway(outcome, leg, context);
  }
}

/** CR-67, AM-24: it goes to another unit now. What this one signs is contested and moves nothing; that it has nothing, agrees. */
function givenAway(outcome: Outcome, leg: Leg, context: Context): LineDecision {
  return outcome === 'NOT_ARRIVED' ? quiet('CONFIRMS') : contested(leg, context);
}

function ends(outcome: Outcome, { homeward }: Context, impliesArrival: boolean): LineDecision {
  const becomes = homeward ? 'RETURNED' : isAcceptance(outcome) ? 'ACCEPTED' : 'REFUSED';
  return { effect: 'MOVES', impliesArrival, becomes, findings: [] };
}

/** “Not arrived” is only ever said: nothing moves until a person closes the waybill short (AM-20). */
function neverSaid(code: string, detail: string): LineDecision {
  return { effect: 'CONFIRMS', impliesArrival: false, becomes: null, findings: [{ code, detail }] };
}

function quiet(effect: LineEffect): LineDecision {
  return { effect, impliesArrival: false, becomes: null, findings: [] };
}

/** The signature came before any word of a dispatch: kept, and completed when the dispatch is known (gate DISPATCH). */
function notLeftYet(outcome: Outcome, { awaitsDispatch }: Standing, context: Context): LineDecision {
  if (outcome === 'NOT_ARRIVED') return quiet('CONFIRMS');
  if (!awaitsDispatch) return quiet('PENDING');
  if (awaitsDispatch.outcome === outcome) return duplicate();
  return conflict(awaitsDispatch.outcome, awaitsDispatch.signedAt, context);
}

function again(outcome: Outcome, leg: Leg, context: Context): LineDecision {
  const same = leg.outcome === outcome;
  return same ? duplicate() : contested(leg, context);
}

function duplicate(): LineDecision {
  return { ...quiet('DUPLICATE'), findings: [{ code: 'DUPLICATE', detail: 'Said before, with the same outcome.' }] };
}

function contested(leg: Leg, context: Context): LineDecision {
  return conflict(leg.outcome ?? leg.state, leg.signedAt ?? leg.departedAt, context);
}

function conflict(earlier: string, signedAt: Date | null, context: Context): LineDecision {
  const isOlder = signedAt !== null && context.signedAt < signedAt;
  const detail = `Recorded before as ${earlier}; a rectifying PV settles it.`;
  return { ...quiet('CONFLICT'), findings: [{ code: isOlder ? 'EARLIER_CLAIM' : 'CONFLICT', detail }] };
}
