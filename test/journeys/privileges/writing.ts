import { newId, sha256 } from '../../../tools/journey/client.ts';
import { accepted, signatureOf } from '../../../tools/journey/handing-over.ts';
import type { Play } from '../play.ts';
import { send, type Request } from '../page.ts';
import type { Caller } from './callers.ts';
import { amendmentOf, aRequisition } from './ordering.ts';
import type { Subject } from './subjects.ts';

// Each role writes what the example of an operation writes. The first sends it as it stands; the others must not be refused
// for what the first one did, so they name something of their own.

/** What happens once in the life of what it is about: the first role does it, the others hear with this code that it is done. */
export const once: Record<string, string> = {
  'POST /api/directory/organisation-units/{id}/versions': 'nothing-changes',
  'POST /api/directory/organisation-units/{id}/closure': 'nothing-changes',
  'POST /api/directory/places/{id}/closure': 'nothing-changes',
  'POST /api/directory/people/{id}/deactivation': 'person-inactive',
  'POST /api/directory/people/{id}/reactivation': 'person-active',
  'POST /api/procurement/receipts/{id}/screening-resolutions': 'nothing-held',
  'POST /api/handover/command-handovers': 'no-such-change-of-command',
  'POST /api/assets/devices/{id}/plate-decision': 'plate-not-disputed',
};

/** What a second role does under another name, and so does not meet the first. */
const named = ['code', 'number', 'name', 'nameFr', 'legalName', 'fain', 'model', 'login', 'transportNumber'];

export function ofItsOwn(request: Request, nth: number): Request {
  if (nth === 0 || request.body === undefined) return request;
  if (request.type !== 'application/json') {
    // A file names its rows in the first column, behind the heading.
    const [heading, ...lines] = request.body.split('\n');
    return { ...request, body: [heading, ...lines.map((line) => line.replace(/^[^;]+/, `$& ${nth}`))].join('\n') };
  }
  return { ...request, body: JSON.stringify(renamed(JSON.parse(request.body), nth)) };
}

function renamed(value: unknown, nth: number, field = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => renamed(one, nth, field));
  if (typeof value === 'string') return named.includes(field) || field === 'aliases' ? `${value}${nth}` : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, renamed(one, nth, name)]));
}

type Make = (request: Request, caller: Caller, nth: number) => Promise<Request> | Request;

/** Subjects that the writes below take beside those of the table of states. */
export const alsoNeeded: Record<string, number> = {
  'waybill ARRIVED': 3,
  'return DISPATCHED': 1,
  'allocation APPROVED': 3,
  'pv PROVISIONAL': 3,
};

/** Writes whose example is about one paper: each role gets a paper of its own. */
export function makesOf(play: Play, take: (key: string) => Subject): Record<string, Make> {
  const { cast, stack } = play;
  const { orgUnits, places } = cast.ids;
  const changed = (request: Request, change: object): Request => ({
    ...request,
    body: JSON.stringify({ ...(JSON.parse(request.body ?? '{}') as object), ...change }),
  });
  const own: Make = async (request, caller) => {
    const body = {
      url: 'https://erp.example.org/hooks/dotation',
      description: 'ERP',
      types: ['fact.handover.handover-signed.v1'],
    };
    const subscribe = {
      url: '/api/audit/webhooks',
      method: 'POST',
      body: JSON.stringify(body),
      type: 'application/json',
    };
    const { text } = await send(stack.baseUrl, subscribe, caller.token);
    const { id } = JSON.parse(text) as { id?: string };
    // The administrator has none, and acts on another's.
    return { ...request, url: id ? request.url.replace(/[0-9a-f-]{36}/, id) : request.url };
  };
  const exceptions = cast
    .as('auditor')
    .get<{ items: { id: string }[] }>('/handover/exceptions?open=true&limit=200')
    .then(({ items }) => items.map(({ id }) => id));
  return {
    'POST /api/handover/waybills': (request) => changed(request, { allocationIds: [take('allocation APPROVED').id] }),
    'POST /api/handover/deeds': (request) =>
      changed(request, { lines: [{ deviceId: take('pv PROVISIONAL').device?.deviceId }] }),
    'POST /api/handover/exceptions/{id}/closure': async (request) => {
      const id = (await exceptions).pop();
      if (!id) throw new Error('No exception is open.');
      return { ...request, url: request.url.replace(/[0-9a-f-]{36}/, id) };
    },
    'POST /api/handover/handovers': (request, { roles: [role] }) => {
      const back = role === 'STOREKEEPER';
      const { id, device } = take(back ? 'return DISPATCHED' : 'waybill ARRIVED');
      const signer = back ? 'storekeeper' : 'unitHead';
      return changed(request, {
        ...{ kind: back ? 'RETURN' : 'FIRST', waybillIds: [id], lines: [accepted(device!.tag!)] },
        orgUnitId: orgUnits[back ? 'store' : 'pmhMbujiMayi'],
        placeId: places[back ? 'store' : 'pmhMbujiMayi'],
        signature: signatureOf(cast.person(signer), back ? 'STOREKEEPER' : 'HEAD'),
        // AM-1: recorded by somebody else than the receiver.
        ...{ channel: 'PAPER_TRANSCRIBED', witnessId: cast.person('requester'), sheetSha256: sha256('Signed sheet') },
      });
    },
    'POST /api/directory/waivers/{id}/evidence': (request) => changed(request, { documentId: newId() }),
    // Maker and category stand first, and stay.
    'POST /api/procurement/catalogue-items/loads': (request, _, nth) => ({
      ...request,
      body: nth === 0 ? request.body : request.body?.replace(/\n(([^;]+;){2}[^;]+)/, `\n$1 ${nth}`),
    }),
    // Accepted by who requested the goods: the order is made for whoever asks.
    'POST /api/procurement/order-proposals/{id}/acceptance': async (request, caller) => {
      const body = JSON.stringify(aRequisition(play));
      const draft = { url: '/api/procurement/requisitions', method: 'POST', body, type: 'application/json' };
      const { requesterId } = JSON.parse((await send(stack.baseUrl, draft, caller.token)).text) as {
        requesterId: string;
      };
      return { ...request, url: request.url.replace(/[0-9a-f-]{36}/, await amendmentOf(play, requesterId)) };
    },
    'POST /api/directory/mandates': (request) => changed(request, { waybillIds: [newId()] }),
    'POST /api/audit/webhooks/{id}/activation': own,
    'POST /api/audit/webhooks/{id}/deactivation': own,
    'POST /api/audit/webhooks/{id}/replay': own,
    'POST /api/audit/webhooks/{id}/secret': own,
  };
}
