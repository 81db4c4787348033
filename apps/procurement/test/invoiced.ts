// An order that is received, followed by the register, inspected, invoiced and paid: what other services would tell is told.
import type { DeviceRegisteredV1, DeviceTransitionedV1 } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import type { TestPerson } from '../../../test/support/app.ts';
import { RegisterEffectsHandler } from '../src/receipts/register-effects.handler.js';
import { DirectoryReferenceHandler } from '../src/references/directory-reference.handler.js';
import { laptops, startProcurement, type Order, type Procurement } from './procurement.ts';

export interface Invoiced {
  p: Procurement;
  supplierId: string;
  register: RegisterEffectsHandler;
  /** A principal of a test lives a minute; the same person goes on. */
  again(person: TestPerson, role: string): Promise<TestPerson>;
  finance(): Promise<TestPerson>;
  /** Received and in the register, the first of them rejected by the committee, the others accepted there. */
  accepted(order: Order, count: number, rejected?: number): Promise<string[]>;
  /** Recorded, and resolved by another person where it does not match. */
  invoice(order: Order, lines: object[], totalMinor: number, more?: object): Promise<string>;
  voided(deviceId: string): Promise<void>;
  /** What was told of an order, oldest first. */
  told(order: Order, type: string): Promise<{ documentId: string; lines: Record<string, never>[] }[]>;
}

export const goods = (order: Order, quantity: number, unitPriceMinor: number, line = 0): object => ({
  ...{ orderLineId: order.lines[line]!.orderLineId, quantity, unitPriceMinor },
});

export function fact<T>(data: T): never {
  const cause = { actorId: uuidv7(), occurredAt: new Date(), recordedAt: new Date(), causationId: uuidv7() };
  return { ...cause, id: uuidv7(), type: '', subject: '', data } as never;
}

export async function startInvoiced(): Promise<Invoiced> {
  const p = await startProcurement();
  const supplierId = uuidv7();
  const register = p.app.service.app.get(RegisterEffectsHandler);
  const directory = p.app.service.app.get(DirectoryReferenceHandler);
  await p.worker.transaction((tx) =>
    directory.organisationRecorded(tx, fact({ organisationId: supplierId, legalName: 'Comptoir' })),
  );
  const [payer, resolver] = [uuidv7(), uuidv7()];
  const finance = (): Promise<TestPerson> => p.app.as({ roles: ['FINANCE'], personId: payer });
  const again: Invoiced['again'] = (person, role) => p.app.as({ roles: [role], personId: person.principal.personId });
  let prefix = 0;
  return {
    ...{ p, supplierId, register, again, finance },
    accepted: async (order, count, rejected = 0) => {
      const lines = laptops(count, `8M${(prefix += 1)}`).map((line, index) => ({ row: index + 1, ...line }));
      const keeper = await again(p.storekeeper, 'STOREKEEPER');
      const receipt = (await keeper.post(`/purchase-orders/${order.id}/receipts`, p.delivery(lines)).expect(201))
        .body as { id: string; lines: { lineId: string; deviceId: string }[] };
      const makerId = p.makers['HP'];
      const born = receipt.lines.map(({ lineId, deviceId }) => ({
        ...{ lineId, deviceId, serialRule: 'REQUIRED', makerId, identifiers: [] },
      }));
      await p.worker.transaction((tx) =>
        register.deviceRegistered(tx, fact({ documentId: receipt.id, lines: born } as unknown as DeviceRegisteredV1)),
      );
      const inspector = await again(p.inspector, 'RECEPTION_COMMITTEE');
      const { body } = await inspector
        .post(`/receipts/${receipt.id}/inspections`, {
          ...{ committee: [p.inspector.principal.personId, p.otherInspector.principal.personId], extent: 'FULL' },
          exceptions: receipt.lines.slice(0, rejected).map(({ lineId }) => ({ lineId, reason: 'Écran brisé' })),
        })
        .expect(201);
      const moved = receipt.lines.map(({ deviceId }) => ({ deviceId }));
      await p.worker.transaction((tx) =>
        register.deviceTransitioned(tx, fact({ documentId: body.id, lines: moved } as unknown as DeviceTransitionedV1)),
      );
      return receipt.lines.slice(rejected).map(({ deviceId }) => deviceId);
    },
    invoice: async (order, lines, totalMinor, more = {}) => {
      const { body } = await (
        await finance()
      )
        .post('/invoices', {
          ...{ type: 'INVOICE', purchaseOrderId: order.id, supplierId, number: uuidv7(), invoicedOn: '2026-09-15' },
          ...{ currency: 'USD', totalMinor, lines, ...more },
        })
        .expect(201);
      let { status } = body as { status: string };
      // What somebody receives at this moment blocks it until the committee has seen it: then it is held against that again.
      while (status === 'BLOCKED')
        ({ status } = (await (await finance()).post(`/invoices/${body.id}/match`, {})).body as { status: string });
      if (status !== 'MATCHED') {
        const other = await p.app.as({ roles: ['BUDGET_HOLDER'], personId: resolver });
        await other.post(`/invoices/${body.id}/resolution`, { decision: 'ACCEPTED', reason: 'Convenu' }).expect(200);
      }
      return body.id as string;
    },
    voided: (deviceId) => p.worker.transaction((tx) => register.deviceVoided(tx, fact({ deviceId }))),
    told: async (order, type) =>
      (
        await p.query(
          `SELECT convert_from(body, 'UTF8')::jsonb -> 'data' AS data FROM outbox
           WHERE type = $1 AND convert_from(body, 'UTF8')::jsonb -> 'data' ->> 'purchaseOrderId' = $2 ORDER BY id`,
          [`fact.procurement.${type}.v1`, order.id],
        )
      ).map(({ data }) => data as never),
  };
}
