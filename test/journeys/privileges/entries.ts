import { newId, sha256, type Client } from '../../../tools/journey/client.ts';
import { inspect, receiveGoods, recordOrder, tagAll } from '../../../tools/journey/receiving.ts';
import { placeId } from '../../../tools/seed/places.ts';
import type { Play } from '../play.ts';
import type { Makers, Subject } from './subjects.ts';

interface Listed {
  items: { id: string }[];
}

/** Mandates, roles, corrections, rule values, waivers and receipts in every state. */
export async function makeEntries(play: Play): Promise<Makers> {
  const { cast } = play;
  const { orgUnits, places, catalogueItems, awards } = cast.ids;
  const [administrator, second] = [cast.as('administrator'), cast.as('administrator2')];
  const [head, approver] = [cast.as('unitHead'), cast.as('approver')];
  const order = await recordOrder(
    cast,
    `PO-M-${newId().slice(-8).toUpperCase()}`,
    [{ catalogueItemId: catalogueItems['laptop']!, quantity: 60, unitPriceMinor: 78_900 }],
    awards['inl']!,
  );

  const listed = (reader: Client, path: string, id: string): Subject => ({
    id,
    read: async () => (await reader.get<Listed>(path)).items.find((item) => item.id === id),
  });
  const mandate = async (documented: boolean): Promise<Subject> => {
    const { id } = await head.post<{ id: string }>('/directory/mandates', {
      ...{ orgUnitId: orgUnits['pmhMbujiMayi'], fromPersonId: cast.person('unitHead') },
      ...{ toPersonId: cast.person('commissioner'), waybillIds: [newId()] },
      ...{ validFrom: '2024-02-01T00:00:00Z', validTo: '2034-01-31T23:59:59Z' },
      ...(documented && { documentSha256: sha256('Signed mandate') }),
    });
    return listed(cast.as('auditor'), `/directory/mandates?orgUnitId=${orgUnits['pmhMbujiMayi']}&limit=200`, id);
  };
  const role = async (name: string): Promise<Subject> => {
    const personId = newId();
    await administrator.post('/directory/people', { displayName: 'Aimé Lubamba-Tshiya' }, { key: personId });
    const path = `/directory/people/${personId}/roles`;
    const { id } = await administrator.post<{ id: string }>(path, { role: name });
    return listed(administrator, `/directory/role-assignments?personId=${personId}`, id);
  };
  const correction = async (): Promise<Subject> => {
    const place = { kind: 'SITE', name: `Saisi par erreur ${newId()}`, parentId: placeId('CD-KN'), access: 'NORMAL' };
    const { id: subjectId } = await administrator.post<{ id: string }>('/directory/places', place);
    const body = { action: 'VOID', noun: 'PLACE', subjectId, reason: 'Saisi par erreur' };
    const { id } = await steward('dataSteward').post<{ id: string }>('/directory/corrections', body);
    return listed(cast.as('auditor'), '/directory/corrections?limit=200', id);
  };
  const ruleValue = async (): Promise<Subject> => {
    const body = { rule: 'waybill.unacknowledgedDays', value: '14', reason: 'Confirmer le délai en vigueur' };
    const { id } = await steward('dataSteward').post<{ id: string }>('/directory/rule-values', body);
    return listed(cast.as('auditor'), '/directory/rule-values/proposals?limit=200', id);
  };
  const waiver = async (): Promise<Subject> => {
    const { id } = await approver.post<{ id: string }>('/directory/waivers', {
      ...{ rule: 'CR-08', placeId: places['mbujiMayiStore'], personIds: [cast.person('storekeeper2')] },
      ...{ reason: 'Bureau de trois personnes', compensatingControl: 'Témoin par vidéo' },
    });
    return listed(cast.as('auditor'), '/directory/waivers?limit=200', id);
  };
  const receipt = async (): Promise<Subject> => received(order.id);
  const line = (): unknown => ({
    row: 1,
    catalogueItemId: catalogueItems['laptop'],
    serial: `M${newId().replaceAll('-', '').slice(8, 20).toUpperCase()}Z`,
  });
  const goods = { placeId: places['store']!, storeUnitId: orgUnits['store']! };
  async function received(orderId: string): Promise<Subject> {
    const { id } = await receiveGoods(cast, orderId, { ...goods, lines: [line() as Record<string, unknown>] });
    return { id, read: () => cast.as('auditor').get(`/procurement/receipts/${id}`) };
  }
  const legacyList = async (): Promise<Subject> => {
    const said = 'La liste de 2014 ne le dit pas';
    const { id } = await steward('dataSteward').post<{ id: string }>('/procurement/legacy-lists', {
      ...{ origin: 'MIGRATED', orgUnitId: orgUnits['store'], placeId: places['store'], title: 'STATE_DRC' },
      reasons: {
        ...{ DESCRIPTION: said, FUNDING_SOURCE: said, ACQUISITION_DATE: said },
        COST: said,
        USE: said,
        CONDITION: said,
      },
      lines: [line()],
    });
    return { id, read: () => cast.as('auditor').get(`/procurement/legacy-lists/${id}`) };
  };
  const voidNote = async (): Promise<Subject> => {
    const [device] = await play.inStock(1);
    const body = { deviceId: device!.deviceId, reason: 'Saisi deux fois' };
    const { id } = await steward('dataSteward').post<{ id: string }>('/assets/voids', body);
    return { id, read: () => cast.as('auditor').get(`/assets/voids/${id}`) };
  };
  const freight = async (): Promise<Subject> =>
    invoice(order.id, { totalMinor: 100, lines: [{ component: 'FREIGHT', amountMinor: 100 }] });
  async function invoice(purchaseOrderId: string, more: object): Promise<Subject> {
    const { id } = await cast.as('finance').post<{ id: string }>('/procurement/invoices', {
      ...{ type: 'INVOICE', purchaseOrderId, supplierId: cast.ids.organisations['supplier'], number: `F-${newId()}` },
      ...{ invoicedOn: '2026-08-20', currency: 'USD', ...more },
    });
    return { id, read: () => cast.as('auditor').get(`/procurement/invoices/${id}`) };
  }
  const resolved = async (decision: string): Promise<Subject> => {
    const made = await freight();
    const body = { decision, reason: 'Vérifié avec le transporteur' };
    await cast.as('programmeManager').post(`/procurement/invoices/${made.id}/resolution`, body);
    return made;
  };
  const tagged = async (): Promise<Subject> => {
    const made = await receipt();
    await tagAll(cast, made.id);
    return made;
  };
  const reserves = [{ detail: 'Chargeur à livrer', dueOn: '2035-12-31' }];
  async function inspected(found: object[]): Promise<Subject> {
    const made = await tagged();
    const { id } = await cast.as('inspector1').post<{ id: string }>(`/procurement/receipts/${made.id}/inspections`, {
      ...{ committee: [cast.person('inspector1'), cast.person('inspector2')], extent: 'FULL', reserves: found },
    });
    return { id, read: () => cast.as('auditor').get(`/procurement/inspections/${id}`) };
  }
  return {
    'mandate ANNOUNCED': () => mandate(false),
    'mandate DOCUMENTED': () => mandate(true),
    'mandate REVOKED': async () => {
      const made = await mandate(true);
      await head.post(`/directory/mandates/${made.id}/revocation`, {});
      return made;
    },
    'role PENDING': () => role('AUDITOR'),
    'role IN_FORCE': () => role('REQUESTER'),
    'role REVOKED': async () => {
      const made = await role('REQUESTER');
      await second.post(`/directory/role-assignments/${made.id}/revocation`, {});
      return made;
    },
    'correction OPEN': correction,
    'correction CONFIRMED': async () => decided(await correction(), 'confirmation'),
    'correction REJECTED': async () => decided(await correction(), 'rejection'),
    'rule value OPEN': ruleValue,
    'rule value CONFIRMED': async () => {
      const made = await ruleValue();
      await approver.post(`/directory/rule-values/${made.id}/confirmation`, {});
      return made;
    },
    'waiver IN_FORCE': waiver,
    'waiver REVOKED': async () => {
      const made = await waiver();
      await approver.post(`/directory/waivers/${made.id}/revocation`, {});
      return made;
    },
    'receipt RECEIVED': receipt,
    'receipt TAGGED': tagged,
    'receipt INSPECTED': async () => {
      const made = await tagged();
      await inspect(cast, made.id, []);
      return made;
    },
    'inspection FINAL': () => inspected([]),
    'inspection PROVISIONAL': () => inspected(reserves),
    'inspection LIFTED': async () => {
      const made = await inspected(reserves);
      await cast.as('inspector1').post(`/procurement/inspections/${made.id}/final-reception`, lifting(cast));
      return made;
    },
    'void note OPEN': voidNote,
    'void note CONFIRMED': async () => {
      const made = await voidNote();
      await steward('dataSteward2').post(`/assets/voids/${made.id}/confirmation`, {});
      return made;
    },
    'void note REJECTED': async () => {
      const made = await voidNote();
      await steward('dataSteward2').post(`/assets/voids/${made.id}/rejection`, {});
      return made;
    },
    'legacy list PENDING': legacyList,
    'legacy list APPROVED': async () => {
      const made = await legacyList();
      await steward('dataSteward2').post(`/procurement/legacy-lists/${made.id}/approval`, {});
      return made;
    },
    'legacy list REFUSED': async () => {
      const made = await legacyList();
      await steward('dataSteward2').post(`/procurement/legacy-lists/${made.id}/refusal`, { reason: 'Remplacée' });
      return made;
    },
    'invoice VARIANCE': freight,
    'invoice MATCHED': () => resolved('ACCEPTED'),
    'invoice REFUSED': () => resolved('REFUSED'),
    'invoice BLOCKED': async () => {
      const one = { catalogueItemId: catalogueItems['laptop']!, quantity: 1, unitPriceMinor: 78_900 };
      const own = await recordOrder(cast, `PO-B-${newId().slice(-8).toUpperCase()}`, [one], awards['inl']!);
      await received(own.id);
      const orderLineId = own.lines[0]!.orderLineId;
      return invoice(own.id, { totalMinor: 78_900, lines: [{ orderLineId, quantity: 1, unitPriceMinor: 78_900 }] });
    },
    'receipt WITHOUT_ORDER': async () => {
      const body = { ...goods, deliveryNote: 'BL-4472', witnessId: cast.person('inspector1'), lines: [line()] };
      const { id } = await cast.as('storekeeper').post<{ id: string }>('/procurement/receipts', body);
      return { id, read: () => cast.as('auditor').get(`/procurement/receipts/${id}`) };
    },
  };

  function steward(key: 'dataSteward' | 'dataSteward2'): Client {
    return cast.as(key as never);
  }

  async function decided(made: Subject, how: string): Promise<Subject> {
    await steward('dataSteward2').post(`/directory/corrections/${made.id}/${how}`, {});
    return made;
  }
}

const lifting = (cast: Play['cast']): object => ({
  committee: [cast.person('inspector1'), cast.person('inspector2')],
  lifted: [{ row: 1, note: 'Chargeur reçu et essayé' }],
});

export function bodiesOfEntries(play: Play): Record<string, (subject: Subject) => unknown> {
  const { cast } = play;
  const order = cast.ids as unknown as { purchaseOrders: { demo: string } };
  return {
    'mandates/{id}/document': () => ({ documentSha256: sha256('Signed mandate') }),
    'mandates/{id}/revocation': () => ({}),
    'role-assignments/{id}/confirmation': () => ({}),
    'role-assignments/{id}/revocation': () => ({}),
    'corrections/{id}/confirmation': () => ({}),
    'corrections/{id}/rejection': () => ({}),
    'rule-values/{id}/confirmation': () => ({}),
    'waivers/{id}/revocation': () => ({}),
    'voids/{id}/confirmation': () => ({}),
    'voids/{id}/rejection': () => ({}),
    'legacy-lists/{id}/approval': () => ({}),
    'legacy-lists/{id}/refusal': () => ({ reason: 'Remplacée' }),
    'invoices/{id}/match': () => ({}),
    'invoices/{id}/resolution': () => ({ decision: 'ACCEPTED', reason: 'Vérifié avec le transporteur' }),
    'invoices/{id}/payments': () => ({ paidOn: '2026-08-21', amountMinor: 1, reference: 'VIR-1' }),
    'receipts/{id}/inspections': () => ({
      committee: [cast.person('inspector1'), cast.person('inspector2')],
      extent: 'FULL',
    }),
    'inspections/{id}/final-reception': () => lifting(cast),
    'receipts/{id}/order-link': () => ({ purchaseOrderId: order.purchaseOrders.demo }),
    taggings: ({ id }) => ({ receiptId: id, all: true }),
  };
}
