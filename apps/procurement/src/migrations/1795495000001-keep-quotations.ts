import { notOnlyAwards, scopedTable } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `ALTER TABLE requisition DROP CONSTRAINT requisition_status_check`,
  `ALTER TABLE requisition ADD CONSTRAINT requisition_status_known CHECK (status IN
     ('DRAFT', 'REQUESTED', 'APPROVED', 'SOLICITED', 'AWARDED', 'ORDERED', 'REJECTED', 'CANCELLED'))`,
  `CREATE TABLE quotation (
     id                  uuid           CONSTRAINT quotation_pk PRIMARY KEY,
     requisition_id      uuid           NOT NULL CONSTRAINT quotation_requisition REFERENCES requisition,
     supplier_id         uuid           NOT NULL,
     reference           text           NOT NULL,
     quoted_on           date           NOT NULL,
     valid_until         date,
     incoterm            text,
     lead_time_days      integer,
     compliant           boolean        NOT NULL,
     remark              text           CHECK (compliant OR remark IS NOT NULL),
     section889_declared boolean        NOT NULL,
     file_sha256         char(64),
     recorded_by         uuid           NOT NULL,
     recorded_at         timestamptz(3) NOT NULL,
     CONSTRAINT quotation_taken UNIQUE (requisition_id, supplier_id, reference)
   )`,
  `CREATE TABLE quotation_line (
     quotation_id      uuid    NOT NULL CONSTRAINT quotation_line_quotation REFERENCES quotation,
     line_number       integer NOT NULL,
     catalogue_item_id uuid    NOT NULL CONSTRAINT quotation_line_item REFERENCES catalogue_item,
     unit_price_minor  bigint  NOT NULL CHECK (unit_price_minor > 0),
     CONSTRAINT quotation_line_pk PRIMARY KEY (quotation_id, line_number)
   )`,
  `CREATE TABLE bid_analysis (
     id                    uuid             CONSTRAINT bid_analysis_pk PRIMARY KEY,
     requisition_id        uuid             NOT NULL CONSTRAINT bid_analysis_requisition REFERENCES requisition,
     number                text COLLATE "C" NOT NULL CONSTRAINT bid_analysis_number_taken UNIQUE,
     committee             jsonb            NOT NULL,
     invited_supplier_ids  uuid[]           NOT NULL,
     awarded_quotation_id  uuid             NOT NULL CONSTRAINT bid_analysis_quotation REFERENCES quotation,
     reason                text             NOT NULL,
     not_cheapest_reason   text,
     few_quotations_reason text,
     document_sha256       char(64),
     minimum_quotations    integer          NOT NULL,
     recorded_by           uuid             NOT NULL,
     recorded_at           timestamptz(3)   NOT NULL
   )`,
  `CREATE INDEX bid_analysis_of_requisition ON bid_analysis (requisition_id)`,
  // What an order is to be, or is to become, once as many have approved as the matrix asks.
  `CREATE TABLE order_proposal (
     id                uuid           CONSTRAINT order_proposal_pk PRIMARY KEY,
     purchase_order_id uuid           NOT NULL,
     requisition_id    uuid           CONSTRAINT order_proposal_requisition REFERENCES requisition,
     revision          integer        NOT NULL CHECK (revision > 0),
     requester_id      uuid           NOT NULL,
     buyer_id          uuid           NOT NULL,
     proposed_at       timestamptz(3) NOT NULL,
     supplier_id       uuid,
     incoterm          text,
     valid_until       date,
     currency          char(3)        NOT NULL,
     amount_minor      bigint         NOT NULL,
     lines             jsonb          NOT NULL,
     status            text           NOT NULL DEFAULT 'PENDING' CHECK (status IN ('PENDING', 'APPROVED', 'REFUSED')),
     decided_at        timestamptz(3),
     refused_by        uuid,
     refusal_reason    text,
     CONSTRAINT order_proposal_new CHECK ((revision = 1) = (requisition_id IS NOT NULL)),
     CONSTRAINT order_proposal_refused CHECK ((status = 'REFUSED') = (refused_by IS NOT NULL)),
     CONSTRAINT order_proposal_third_person
       CHECK (requester_id <> buyer_id AND refused_by IS DISTINCT FROM requester_id AND refused_by IS DISTINCT FROM buyer_id)
   )`,
  // One order of a requisition, one change of an order at a time.
  `CREATE UNIQUE INDEX order_proposal_of_requisition ON order_proposal (requisition_id) WHERE status <> 'REFUSED'`,
  `CREATE UNIQUE INDEX order_proposal_of_order ON order_proposal (purchase_order_id) WHERE status = 'PENDING'`,
  `CREATE TABLE order_approval (
     proposal_id uuid           NOT NULL CONSTRAINT order_approval_proposal REFERENCES order_proposal,
     approver_id uuid           NOT NULL,
     approved_at timestamptz(3) NOT NULL,
     asked       integer        NOT NULL CHECK (asked > 0),
     CONSTRAINT order_approval_pk PRIMARY KEY (proposal_id, approver_id)
   )`,
  `ALTER TABLE purchase_order
     ADD COLUMN incoterm text,
     ADD COLUMN requisition_id uuid CONSTRAINT purchase_order_requisition REFERENCES requisition,
     ADD CONSTRAINT purchase_order_of_requisition UNIQUE (requisition_id)`,
  // Who bought or approved beside the persons whom the order names.
  `CREATE TABLE order_signer (
     purchase_order_id uuid NOT NULL CONSTRAINT order_signer_order REFERENCES purchase_order,
     duty              text NOT NULL CHECK (duty IN ('BUY', 'APPROVE')),
     person_id         uuid NOT NULL,
     CONSTRAINT order_signer_pk PRIMARY KEY (purchase_order_id, duty, person_id)
   )`,
  `CREATE FUNCTION signed_order(person uuid, orders uuid) RETURNS boolean
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
     SELECT EXISTS (SELECT FROM purchase_order o WHERE o.id = orders
                    AND one_person(person) IN (one_person(o.buyer_id), one_person(o.approver_id)))
         OR EXISTS (SELECT FROM order_signer s WHERE s.purchase_order_id = orders
                    AND one_person(s.person_id) = one_person(person)) $$`,
  `CREATE OR REPLACE FUNCTION receipt_duties_separate() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF signed_order(NEW.received_by, NEW.purchase_order_id) THEN
       RAISE EXCEPTION 'who buys or approves an order receives none of its goods (CR-09, domain 13.1)'
         USING ERRCODE = 'check_violation', CONSTRAINT = 'receipt_duties_separate';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE OR REPLACE FUNCTION inspection_duties_separate() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF EXISTS (
       SELECT FROM goods_receipt r CROSS JOIN unnest(NEW.committee || NEW.closed_by) AS member
       WHERE r.id = NEW.goods_receipt_id
         AND (signed_order(member, r.purchase_order_id)
              OR (one_person(member) = one_person(r.received_by) AND NEW.waiver_ids = '{}'))) THEN
       RAISE EXCEPTION 'who buys, approves or receives goods never inspects them (CR-09, CR-10, domain 13.1)'
         USING ERRCODE = 'check_violation', CONSTRAINT = 'inspection_duties_separate';
     END IF;
     RETURN NEW;
   END $$`,
];

const ofRequisition = 'EXISTS (SELECT FROM requisition r WHERE r.id = requisition_id)';

/** As the requisition is seen; a change of an order as the order is, and not by whoever sees a share of it only. */
const visible: Record<string, string> = {
  quotation: ofRequisition,
  quotation_line: 'EXISTS (SELECT FROM quotation q WHERE q.id = quotation_id)',
  bid_analysis: ofRequisition,
  order_proposal: `CASE WHEN requisition_id IS NULL THEN ${notOnlyAwards} ELSE ${ofRequisition} END`,
  order_approval: 'EXISTS (SELECT FROM order_proposal p WHERE p.id = proposal_id)',
  order_signer: notOnlyAwards,
};

export class KeepQuotations1795495000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    const policies = Object.entries(visible).flatMap(([table, rows]) => scopedTable('procurement', table, rows));
    for (const sql of [...tables, ...policies]) await runner.query(sql);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
