import type { Examples } from '@dotation/service';

/** Ids of the demo data. */
const examples = {
  unitId: '019b76da-a800-7812-a8f8-0802db52532c',
  webhookId: '019b76da-a800-7051-a984-0af3622712cb',
} as const;

/** Nobody knows it before it was recorded; the page shows a real one in its place. */
const fact = '01970000-0000-7000-8000-00000000d0a1';
/** A laptop of the demo's example consignment. */
const code = 'EXD250011';
const ofWebhook = { parameters: { id: examples.webhookId } };
const content = 'Signed sheet, page 1';
const sha256 = '200a56f1e5f48775aa5e542afb934ef112330fc5ac54ca08c9779e4ed224f9d1';

/** What the API page shows for each operation. */
export const operations: Examples = {
  fact: { parameters: { id: fact } },
  bytes: { parameters: { id: fact } },
  trace: { parameters: { code } },
  custody: { parameters: { code } },
  printDevice: { parameters: { code } },
  holdings: { parameters: { id: examples.unitId } },
  put: { parameters: { sha256 }, body: content },
  head: { parameters: { sha256 } },
  get: { parameters: { sha256 } },
  subscribeWebhook: {
    body: {
      ...{ url: 'https://erp.example.org/hooks/dotation', description: 'ERP: signed handovers' },
      types: ['fact.handover.handover-signed.v1'],
    },
  },
  findWebhook: ofWebhook,
  listDeliveries: ofWebhook,
  rotateWebhookSecret: { ...ofWebhook, body: { overlapHours: 24 } },
  activateWebhook: ofWebhook,
  deactivateWebhook: ofWebhook,
  replayWebhook: { ...ofWebhook, body: { after: 0 } },
};
