import type { Device } from '../../../tools/journey/answers.ts';
import { sha256 } from '../../../tools/journey/client.ts';
import {
  accepted,
  acknowledge,
  allocate,
  arrive,
  countersign,
  dispatch,
  signatureOf,
  type Handover,
  type Route,
  type Waybill,
} from '../../../tools/journey/handing-over.ts';
import type { Play } from '../play.ts';
import type { Makers, Subject } from './subjects.ts';

const signedSheet = sha256('Signed sheet');
const compared = { result: 'MATCHES', sheetSha256: signedSheet };

interface Papers {
  makers: Makers;
  /** PVs are pending because the vetting of their unit was suspended; from here on they can be completed. */
  openTheGate(): Promise<void>;
}

/** Allocations, waybills, PVs and overrides in every state, one device each. */
export async function makePapers(play: Play, count: (wanted: (key: string) => boolean) => number): Promise<Papers> {
  const { cast } = play;
  const { orgUnits, places, organisations, awards } = cast.ids;
  const award = awards['inl']!;
  const [unit, lake] = [orgUnits['pmhMbujiMayi']!, orgUnits['lakeUnit']!];
  const [manager, approver, dispatcher] = [cast.as('programmeManager'), cast.as('approver'), cast.as('dispatcher')];
  const reader = cast.as('auditor');
  const subject = (kind: string, id: string, device?: Device): Subject => ({
    id,
    read: () => reader.get(`/handover/${kind}/${id}`),
    ...(device && { device }),
  });

  const ofTheLake = (key: string): boolean => key === 'pv PENDING' || key === 'pv RETURNED';
  const ofTheUnit = (key: string): boolean => /^(waybill|return|pv|transcribed|override) /.test(key) && !ofTheLake(key);
  const ofNobody = (key: string): boolean => key.startsWith('allocation ');
  const stock = await play.inStock(count(ofNobody) + count(ofTheUnit) + count(ofTheLake));
  const free = stock.splice(0, count(ofNobody));
  const forLake = stock.splice(0, count(ofTheLake));
  const idsOf = (devices: Device[]): string[] => devices.map(({ deviceId }) => deviceId);
  const travelling = await allocate(cast, unit, award, idsOf(stock));
  await allocate(cast, lake, award, idsOf(forLake));

  const take = (from: Device[]): Device => {
    const device = from.shift();
    if (!device) throw new Error('Too few devices.');
    return device;
  };
  const proposed = async (): Promise<Subject> => {
    const { id } = await manager.post<{ id: string }>('/handover/allocations', {
      ...{ orgUnitId: unit, awardIds: [award], purpose: 'Bureau d’enquêtes', deviceIds: idsOf([take(free)]) },
    });
    return subject('allocations', id);
  };
  const allocated = async (): Promise<Subject> =>
    subject('allocations', (await allocate(cast, unit, award, idsOf([take(free)]))).id);
  const route = (device: Device, more: Partial<Route> = {}): Route => ({
    purpose: 'TO_UNIT',
    lines: [{ deviceId: device.deviceId }],
    fromPlaceId: places['store']!,
    toPlaceId: places['pmhMbujiMayi']!,
    toOrgUnitId: unit,
    carrierId: organisations['carrier']!,
    driverId: cast.person('driver'),
    officer: { orgUnitId: orgUnits['fieldOffice']!, personId: cast.person('fieldOfficer') },
    ...more,
  });
  const draft = async (of = route(take(stock))): Promise<Waybill> =>
    dispatcher.post<Waybill>('/handover/waybills', { vehiclePlate: 'CD 4471 AB 22', seals: [], ...of });
  const waybill = async (id: string, device?: Device): Promise<Subject> => subject('waybills', id, device);
  const released = async (): Promise<Waybill> => {
    const made = await draft();
    await manager.post(`/handover/waybills/${made.id}/release`, {});
    return made;
  };
  const arrived = async (device = take(stock), more: Partial<Route> = {}): Promise<[Waybill, Device]> => {
    const made = await dispatch(cast, route(device, more));
    await arrive(cast, made, cast.person('driver'), { sealsIntact: true });
    return [made, device];
  };
  const sheetOf = { witnessId: cast.person('requester'), sheetSha256: signedSheet };
  const signed = async (by: 'unitHead' | 'deputy', paper?: typeof sheetOf): Promise<[Handover, Device, Waybill]> => {
    const [consignment, device] = await arrived();
    const pv = await acknowledge(cast, {
      orgUnitId: unit,
      waybillIds: [consignment.id],
      signer: cast.person(by),
      recordedBy: paper ? 'fieldOfficer' : by,
      ...(paper && { paper }),
      ...(by === 'deputy' && { capacity: 'DELEGATE' }),
      lines: [accepted(device.tag!)],
    });
    return [pv, device, consignment];
  };
  const back = async (): Promise<[Route, Device]> => {
    const [, device] = await signed('unitHead');
    return [homeward(device), device];
  };
  const homeward = (device: Device, from = 'pmhMbujiMayi'): Route =>
    route(device, {
      ...{
        purpose: 'RETURN',
        fromPlaceId: places[from]!,
        toPlaceId: places['store']!,
        toOrgUnitId: orgUnits['store']!,
      },
      officer: { orgUnitId: orgUnits['store']!, personId: cast.person('storekeeper') },
    });
  const returned = async (of: Route, device: Device): Promise<Waybill> => {
    const leg = await dispatch(cast, of);
    await acknowledge(cast, {
      ...{ kind: 'RETURN', orgUnitId: orgUnits['store']!, placeId: places['store']!, waybillIds: [leg.id] },
      ...{ signer: cast.person('storekeeper'), capacity: 'STOREKEEPER', recordedBy: 'storekeeper' },
      lines: [accepted(device.tag!)],
    });
    return leg;
  };
  const override = async (): Promise<Subject> => {
    const made = await draft();
    const body = { waybillId: made.id, reason: 'Escorte confirmée jusqu’au poste' };
    return subject('access-overrides', (await manager.post<{ id: string }>('/handover/access-overrides', body)).id);
  };

  // CR-16: what is signed while the vetting is suspended stays pending.
  const vetted = (result: string, minutesAgo: number): Promise<unknown> =>
    cast.as('vettingOfficer').post('/directory/vetting-results', {
      ...{ subject: 'UNIT', orgUnitId: lake, awardId: award, result },
      resultAt: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
      ...(result === 'APPROVED' && { validUntil: new Date(Date.now() + 90 * 86_400_000).toISOString() }),
    });
  const onTheLake: [Waybill, Device][] = [];
  for (const device of forLake)
    onTheLake.push(await arrived(device, { toPlaceId: places['lakeUnit']!, toOrgUnitId: lake }));
  await vetted('SUSPENDED', 2);
  await play.mark();
  const pending = async (): Promise<[Subject, Device]> => {
    const [consignment, device] = onTheLake.shift()!;
    const pv = await acknowledge(cast, {
      ...{ orgUnitId: lake, waybillIds: [consignment.id], signer: cast.person('lakeUnitHead') },
      ...{ recordedBy: 'lakeUnitHead', lines: [accepted(device.tag!)] },
    });
    return [subject('handovers', pv.id, device), device];
  };

  return {
    openTheGate: async () => {
      await vetted('APPROVED', 1);
      await play.mark();
    },
    makers: {
      'allocation PROPOSED': proposed,
      'allocation APPROVED': allocated,
      'allocation TRAVELLING': () => Promise.resolve(subject('allocations', travelling.id)),
      'allocation CANCELLED': async () => {
        const made = await proposed();
        await manager.post(`/handover/allocations/${made.id}/cancellation`, { reason: 'L’unité a été dissoute' });
        return made;
      },
      'waybill DRAFT': async () => waybill((await draft()).id),
      'waybill RELEASED': async () => waybill((await released()).id),
      'waybill DISPATCHED': async () => waybill((await dispatch(cast, route(take(stock)))).id),
      'waybill ARRIVED': async () => {
        const [made, device] = await arrived();
        return waybill(made.id, device);
      },
      'waybill CLOSED': async () => waybill((await signed('unitHead'))[2].id),
      'waybill CLOSED_SHORT': async () => {
        const made = await dispatch(cast, route(take(stock)));
        await dispatcher.post(`/handover/waybills/${made.id}/short-closure`, { reason: 'Carton manquant' });
        return waybill(made.id);
      },
      'waybill WITHDRAWN': async () => {
        const made = await draft();
        await dispatcher.post(`/handover/waybills/${made.id}/withdrawal`, { reason: 'Le véhicule n’est pas venu' });
        return waybill(made.id);
      },
      'return DRAFT': async () => waybill((await draft((await back())[0])).id),
      'return DISPATCHED': async () => {
        const [of, device] = await back();
        return waybill((await dispatch(cast, of)).id, device);
      },
      'return CLOSED': async () => {
        const [, device] = await signed('unitHead');
        return waybill((await returned(homeward(device), device)).id);
      },
      'return WITHDRAWN': async () => {
        const made = await draft((await back())[0]);
        await dispatcher.post(`/handover/waybills/${made.id}/withdrawal`, { reason: 'Le véhicule n’est pas venu' });
        return waybill(made.id);
      },
      'pv PROVISIONAL': async () => pvOf(await signed('unitHead')),
      'pv TO_CONFIRM': async () => pvOf(await signed('deputy')),
      'pv FINAL': async () => {
        const made = await signed('unitHead');
        await countersign(cast, made[0].id);
        return pvOf(made);
      },
      'pv PENDING': async () => (await pending())[0],
      'pv RETURNED': async () => {
        const [made, device] = await pending();
        await returned(homeward(device, 'lakeUnit'), device);
        return made;
      },
      'transcribed UNCHECKED': async () => pvOf(await signed('unitHead', sheetOf)),
      'transcribed CHECKED': async () => {
        const made = await signed('unitHead', sheetOf);
        await dispatcher.post(`/handover/handovers/${made[0].id}/transcription-check`, compared);
        return pvOf(made);
      },
      'override REQUESTED': override,
      'override GRANTED': async () => {
        const made = await override();
        await approver.post(`/handover/access-overrides/${made.id}/grant`, {});
        return made;
      },
    },
  };

  function pvOf([{ id }, device]: [Handover, Device, Waybill]): Subject {
    return subject('handovers', id, device);
  }
}

/** What each request says, of the subject it is about. */
export function bodiesOfPapers(play: Play): Record<string, (subject: Subject) => unknown> {
  const { cast } = play;
  const signs = (key: string, capacity: string): unknown => signatureOf(cast.person(key), capacity);
  return {
    'allocations/{id}/approval': () => ({}),
    'allocations/{id}/cancellation': () => ({ reason: 'L’unité a été dissoute' }),
    'waybills/{id}/release': () => ({}),
    'waybills/{id}/dispatch': () => ({
      driverSignature: signs('driver', 'DRIVER'),
      releasedBy: cast.person('storekeeper'),
    }),
    'waybills/{id}/withdrawal': () => ({ reason: 'Le véhicule n’est pas venu' }),
    'waybills/{id}/arrivals': () => ({ sealsIntact: true, driverSignature: signs('driver', 'DRIVER') }),
    'waybills/{id}/short-closure': () => ({ reason: 'Carton manquant, constat signé par le chauffeur' }),
    'handovers/{id}/countersignature': () => ({ signature: signs('fieldOfficer', 'OFFICER') }),
    'handovers/{id}/ratification': () => ({ signature: signs('unitHead', 'HEAD'), sheetSha256: signedSheet }),
    'handovers/{id}/transcription-check': () => compared,
    'handovers/{id}/completion': () => ({}),
    'handovers/{id}/rectifications': ({ device }) => ({
      reason: 'Appareil non remis, inscrit par erreur',
      strike: [{ deviceId: device?.deviceId, remark: 'Série lue par erreur' }],
      signatures: [signs('unitHead', 'HEAD'), signs('fieldOfficer', 'OFFICER')],
    }),
    'access-overrides/{id}/grant': () => ({}),
  };
}
