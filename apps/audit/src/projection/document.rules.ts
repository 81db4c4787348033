import type { Signature } from '@dotation/contracts';
import type { DocumentSignatureRow, LogEntry, Projected } from './projected.rules.js';
import { trueFrom } from './projected.rules.js';
import { filesIn } from './file-names.rules.js';

interface DocumentFact {
  kind: string;
  /** Where the fact's data says which document it is; `documentId` unless said. */
  id?: string;
  mark: string;
  /** What the fact says of another document: the waybill that arrived, the PV that was rectified. */
  also?: { id: string; mark: string };
  signatures?: (data: Record<string, unknown>) => { role: string; signature: Signature | null | undefined }[];
  /** Of its header, what is told beside the devices it is about; all of it unless said. */
  tells?: readonly string[];
}

/** Sums and suppliers are for who reads invoices. */
const ofInvoice = { kind: 'INVOICE', id: 'invoiceId', tells: ['number', 'invoicedOn', 'paidOn', 'decision'] };

const one = (role: string, field: string) => (data: Record<string, unknown>) => [
  { role, signature: data[field] as Signature | null | undefined },
];
const departure = (data: Record<string, unknown>) => [
  ...one('DRIVER', 'driverSignature')(data),
  ...one('PREVIOUS_DRIVER', 'previousDriverSignature')(data),
];
const all = (role: string, field: string) => (data: Record<string, unknown>) =>
  ((data[field] ?? []) as Signature[]).map((signature) => ({ role, signature }));

/** Which document each fact is about, and what it does to it. */
const documentFacts: Record<string, DocumentFact> = {
  'fact.procurement.order-recorded.v1': { kind: 'PURCHASE_ORDER', id: 'purchaseOrderId', mark: 'RECORDED' },
  'fact.procurement.order-amended.v1': { kind: 'PURCHASE_ORDER', id: 'purchaseOrderId', mark: 'AMENDED' },
  'fact.procurement.goods-received.v1': { kind: 'RECEIPT', mark: 'RECEIVED' },
  'fact.procurement.inspection-closed.v1': {
    kind: 'INSPECTION',
    mark: 'CLOSED',
    also: { id: 'receiptId', mark: 'INSPECTED' },
  },
  'fact.procurement.reception-finalised.v1': {
    kind: 'FINAL_RECEPTION',
    mark: 'CLOSED',
    also: { id: 'inspectionId', mark: 'RESERVES_LIFTED' },
  },
  'fact.procurement.goods-linked-to-order.v1': { kind: 'RECEIPT', mark: 'LINKED_TO_ORDER' },
  'fact.procurement.invoice-recorded.v1': { ...ofInvoice, mark: 'RECORDED' },
  'fact.procurement.invoice-resolved.v1': { ...ofInvoice, mark: 'RESOLVED' },
  'fact.procurement.invoice-paid.v1': { ...ofInvoice, mark: 'PAID' },
  'fact.procurement.legacy-list-imported.v1': { kind: 'LEGACY_LIST', mark: 'PENDING' },
  'fact.procurement.legacy-list-approved.v1': { kind: 'LEGACY_LIST', mark: 'APPROVED' },
  'fact.procurement.legacy-list-refused.v1': { kind: 'LEGACY_LIST', mark: 'REFUSED' },
  'fact.assets.device-tagged.v1': { kind: 'TAGGING', mark: 'BOUND' },
  'fact.assets.plate-decided.v1': { kind: 'PLATE_DECISION', mark: 'DECIDED' },
  'fact.assets.device-void-proposed.v1': { kind: 'VOID_NOTE', mark: 'OPEN' },
  'fact.assets.device-voided.v1': { kind: 'VOID_NOTE', mark: 'CONFIRMED' },
  'fact.assets.device-void-rejected.v1': { kind: 'VOID_NOTE', mark: 'REJECTED' },
  'fact.assets.incident-opened.v1': { kind: 'INCIDENT', id: 'incidentId', mark: 'OPEN' },
  'fact.assets.incident-closed.v1': { kind: 'INCIDENT', id: 'incidentId', mark: 'CLOSED' },
  'fact.handover.allocation-proposed.v1': { kind: 'ALLOCATION', mark: 'PROPOSED' },
  'fact.handover.allocation-approved.v1': { kind: 'ALLOCATION', mark: 'APPROVED' },
  'fact.handover.allocation-cancelled.v1': { kind: 'ALLOCATION', mark: 'LINES_CANCELLED' },
  'fact.handover.release-approved.v1': { kind: 'WAYBILL', mark: 'APPROVED' },
  'fact.handover.waybill-dispatched.v1': {
    kind: 'WAYBILL',
    mark: 'DISPATCHED',
    signatures: departure,
  },
  'fact.handover.arrival-recorded.v1': {
    kind: 'ARRIVAL',
    mark: 'RECORDED',
    also: { id: 'waybillId', mark: 'ARRIVED' },
    signatures: one('DRIVER', 'driverSignature'),
  },
  'fact.handover.waybill-lines-transferred.v1': {
    kind: 'WAYBILL',
    mark: 'LINES_TRANSFERRED',
    signatures: departure,
  },
  'fact.handover.waybill-closed.v1': { kind: 'WAYBILL', mark: 'CLOSED' },
  'fact.handover.waybill-closed-short.v1': { kind: 'WAYBILL', mark: 'CLOSED_SHORT' },
  'fact.handover.handover-signed.v1': {
    kind: 'HANDOVER',
    mark: 'SIGNED',
    signatures: one('RECEIVER', 'signature'),
  },
  'fact.handover.handover-countersigned.v1': {
    kind: 'HANDOVER',
    mark: 'COUNTERSIGNED',
    signatures: one('COUNTERSIGNER', 'signature'),
  },
  'fact.handover.handover-completed.v1': { kind: 'HANDOVER', mark: 'COMPLETED' },
  'fact.handover.handover-ratified.v1': {
    kind: 'HANDOVER',
    mark: 'RATIFIED',
    signatures: one('RATIFIER', 'signature'),
  },
  'fact.handover.handover-rectified.v1': {
    kind: 'RECTIFYING_HANDOVER',
    mark: 'SIGNED',
    also: { id: 'handoverId', mark: 'RECTIFIED' },
    signatures: all('RECTIFIER', 'signatures'),
  },
  'fact.handover.command-handed-over.v1': {
    kind: 'COMMAND_HANDOVER',
    mark: 'SIGNED',
    signatures: all('PARTY', 'signatures'),
  },
  'fact.handover.access-override-granted.v1': { kind: 'ACCESS_OVERRIDE', mark: 'GRANTED' },
  'fact.handover.deed-effective.v1': { kind: 'DEED', mark: 'EFFECTIVE', signatures: all('PARTY', 'signatures') },
};

/** Papers that belong to no device: of these only the files they name are awaited, as those of a PV are (CR-22). */
const papers: Record<string, { kind: string; id: string }> = {
  'fact.directory.mandate-recorded.v1': { kind: 'MANDATE', id: 'mandateId' },
  'fact.directory.mandate-documented.v1': { kind: 'MANDATE', id: 'mandateId' },
};

/** Lists of a header that may be long and concern no device known by id. */
const leftOut = new Set(['lines', 'kits', 'discrepancies', 'notAnnounced', 'documentId', 'part', 'parts']);

/** Adds what a fact says of documents: their kind, number, marks and signatures. */
export function projectDocument(fact: LogEntry, into: Projected): void {
  const { position, data } = fact;
  const about = documentFacts[fact.type];
  const documentId = text(data[about?.id ?? 'documentId']);
  if (documentId === null) return;
  const at = trueFrom(fact).toISOString();
  into.fact_document.push({
    position,
    fact_id: fact.factId,
    document_id: documentId,
    kind: about?.kind ?? null,
    whole: about !== undefined && !namesDevices(data),
    true_from: at,
    header: Object.fromEntries(
      Object.entries(data).filter(
        ([name, value]) => value !== null && !leftOut.has(name) && (about?.tells?.includes(name) ?? true),
      ),
    ),
  });
  into.document_file.push(
    ...filesIn(data).map(({ sha256, field }) => ({ document_id: documentId, position, sha256, field })),
  );
  if (about === undefined || (data['part'] ?? 1) !== 1) return;
  const mark = about.mark === 'SIGNED' && data['pending'] ? `PENDING_${String(data['pending'])}` : about.mark;
  into.document.push({ document_id: documentId, position, kind: about.kind, number: text(data['number']) });
  into.document_mark.push({ document_id: documentId, position, mark, at });
  const also = about.also && text(data[about.also.id]);
  if (about.also && also) into.document_mark.push({ document_id: also, position, mark: about.also.mark, at });
  into.document_signature.push(...signaturesOf(about, documentId, fact));
}

function signaturesOf(about: DocumentFact, documentId: string, { position, data }: LogEntry): DocumentSignatureRow[] {
  return (about.signatures?.(data) ?? []).flatMap(({ role, signature }, index) =>
    signature
      ? [
          {
            document_id: documentId,
            position,
            line_no: index + 1,
            role,
            person_id: signature.personId,
            capacity: signature.capacity,
            rank: signature.rank ?? null,
            function: signature.function ?? null,
            signed_at: signature.signedAt,
            image_sha256: signature.imageSha256 ?? null,
          },
        ]
      : [],
  );
}

function namesDevices(data: Record<string, unknown>): boolean {
  const lines = (data['lines'] ?? []) as { deviceId?: unknown }[];
  return typeof data['deviceId'] === 'string' || lines.some(({ deviceId }) => typeof deviceId === 'string');
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Adds the files that a paper without devices names; nothing where it names none. */
export function projectPaper({ type, position, data }: LogEntry, into: Projected): void {
  const paper = papers[type];
  const id = paper && text(data[paper.id]);
  const files = filesIn(data);
  if (!paper || !id || files.length === 0) return;
  into.document.push({ document_id: id, position, kind: paper.kind, number: null });
  into.document_file.push(...files.map(({ sha256, field }) => ({ document_id: id, position, sha256, field })));
}

/** What a document's marks, oldest first, come to. */
export function statusOf(kind: string, marks: readonly string[]): string {
  if (kind === 'HANDOVER') {
    const held = marks.find((mark) => mark.startsWith('PENDING_'));
    if (held !== undefined && !marks.includes('COMPLETED')) return 'PENDING';
    // AM-19: what a gate held back becomes final with its first signatures.
    const cleared = held !== undefined && held !== 'PENDING_DISPATCH';
    return cleared || marks.includes('COUNTERSIGNED') ? 'FINAL' : 'PROVISIONAL';
  }
  // Which lines were cancelled is on the lines; whether any is left, only handover knows.
  if (kind === 'ALLOCATION' && marks.includes('LINES_CANCELLED')) return 'CANCELLED_IN_PART_OR_WHOLE';
  const decisive = marks.filter((mark) => !['LINES_TRANSFERRED', 'LINKED_TO_ORDER'].includes(mark));
  if (kind === 'WAYBILL') return decisive.find((mark) => mark.startsWith('CLOSED')) ?? decisive.at(-1) ?? 'UNKNOWN';
  return decisive.at(-1) ?? marks.at(-1) ?? 'UNKNOWN';
}
