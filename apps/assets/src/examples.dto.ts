import type { Examples } from '@dotation/service';

/** Documents of the demo's example consignment. */
const examples = {
  untaggedReceipt: '019b76da-a800-777c-8b7d-be980d4e6422',
  voidToConfirm: '019b76da-a800-73d8-9ef6-4a91306184ea',
  voidToReject: '019b76da-a800-7d97-8f60-c15ed8ac6e19',
  storeUnit: '019b76da-a800-7ff7-b9bc-74078b020fdd',
  roll: '019b76da-a800-783c-8943-dfe1ced147df',
  tagging: '019b76da-a800-7eac-be61-ab764817f5ab',
} as const;

/** Ids nobody knows before they were made; the page shows the real ones in their place. */
const standIns = {
  device: '01970000-0000-7000-8000-00000000d001',
  kit: '01970000-0000-7000-8000-00000000d0c1',
  incident: '01970000-0000-7000-8000-00000000d0f1',
  mistaken: '01970000-0000-7000-8000-00000000d021',
  lot: '01970000-0000-7000-8000-00000000d107',
  disputed: '01970000-0000-7000-8000-00000000d108',
} as const;
/** SHA-256 of “Two plates side by side”. */
const examplePhoto = 'ce517c0a0caed214356f7e867701c40d5f55d4bfcad276bd810ce562b0c71315';
const exampleSerial = 'EXD250011';

const of = (id: string): { parameters: { id: string } } => ({ parameters: { id } });

/** What the API page shows for each operation. */
export const operations: Examples = {
  listDevices: { parameters: { q: 'EXD25', tag: 'INLCD-000001-D' } },
  lookUp: { parameters: { code: exampleSerial } },
  findDevice: of(standIns.device),
  findCustody: of(standIns.device),
  findDeviceCost: of(standIns.device),
  reconcileMoney: { parameters: { category: 'LAPTOP' } },
  findKit: of(standIns.kit),
  findIncident: of(standIns.incident),
  listQuantities: {},
  findLot: of(standIns.lot),
  proposeVoid: { body: { deviceId: standIns.mistaken, reason: 'Saisi deux fois' } },
  listVoids: { parameters: { status: 'OPEN' } },
  findVoid: of(examples.voidToConfirm),
  confirmVoid: of(examples.voidToConfirm),
  rejectVoid: of(examples.voidToReject),
  decidePlate: {
    ...of(standIns.disputed),
    body: { photoSha256: examplePhoto, reason: 'Deux machines côte à côte, deux plaques' },
  },
  tagDevices: { body: { receiptId: examples.untaggedReceipt, all: true } },
  findTagging: of(examples.tagging),
  printTaggingLabels: of(examples.tagging),
  issueRoll: { body: { orgUnitId: examples.storeUnit, tags: 50 } },
  listRolls: {},
  findRoll: of(examples.roll),
  printRollLabels: of(examples.roll),
};
