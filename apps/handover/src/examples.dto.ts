import type { Examples } from '@dotation/service';

/** Ids of the demo data, so that the examples of the API page work when pasted. */
export const examples = {
  unitId: '019b76da-a800-7812-a8f8-0802db52532c',
  unitPlaceId: '019b76da-a800-716b-a308-e0149cd5449c',
  fieldOfficeId: '019b76da-a800-7a85-95da-1faff31e4045',
  storePlaceId: '019b76da-a800-749e-bf88-73028ce9eeb1',
  headId: '019b76da-a800-7599-99d8-bf1df0f9f49c',
  officerId: '019b76da-a800-7e9b-87c1-941e8596f2f0',
  storekeeperId: '019b76da-a800-7f31-ae7a-0cdcdc502c33',
  driverId: '019b76da-a800-7491-9ffb-68a40c456fb4',
  approverId: '019b76da-a800-71dc-8645-0758ee64abc5',
  stateSignatoryId: '019b76da-a800-708c-8c30-42dd765f81d8',
  carrierId: '019b76da-a800-70c5-9f7e-9108663ad769',
  awardId: '019b76da-a800-7f12-964c-1ca1142d1b8c',
  commandUnitId: '019b76da-a800-7b47-baf2-47f2473e0164',
  outgoingHeadId: '019b76da-a800-7499-adb9-dc52dcf83c45',
  incomingHeadId: '019b76da-a800-7a74-b978-1c4b28af4aee',
} as const;

/** Of the demo's example consignment: one document for each example, so that none takes the ground from under another. */
const documents = {
  proposedAllocation: '019b76da-a800-75d7-b50b-d5d9c6da6122',
  unwantedAllocation: '019b76da-a800-7d1c-8179-4c4ddc5c4564',
  approvedAllocation: '019b76da-a800-72fc-a9fc-e304497c248f',
  draftWaybill: '019b76da-a800-70f5-bc41-c674503d6da5',
  releasedWaybill: '019b76da-a800-7c4f-aefc-32fac5dd25ca',
  unwantedWaybill: '019b76da-a800-74ca-8021-8b59536e8acd',
  travellingWaybill: '019b76da-a800-732b-940e-b24f40aa10ae',
  overdueWaybill: '019b76da-a800-76f8-953d-b30549d2e303',
  waybillToSign: '019b76da-a800-7870-b876-fb32a6e10b31',
  arrival: '019b76da-a800-7836-8758-5865cad43f84',
  provisionalHandover: '019b76da-a800-74d7-9030-302d1e98dbd1',
  mistakenHandover: '019b76da-a800-75eb-ba92-fe3f66dd842d',
  handoverToRatify: '019b76da-a800-7f9d-ab70-b51dc3104700',
  pendingHandover: '019b76da-a800-7cef-9c4f-e627be19d64c',
  transcribedHandover: '019b76da-a800-74a3-b9b6-dd243d7774e9',
  rectification: '019b76da-a800-7679-81e8-a00b8bf7480a',
  deed: '019b76da-a800-7091-ab8f-8ac538fb69be',
  commandHandover: '019b76da-a800-702e-87ab-1e6ee09df0e9',
} as const;

/** Ids nobody knows before the register or handover made them; the page shows the real ones in their place. */
const standIns = {
  deviceInStock: '01970000-0000-7000-8000-00000000d001',
  deviceToDonate: '01970000-0000-7000-8000-00000000d011',
  deviceToStrike: '01970000-0000-7000-8000-00000000d012',
  exception: '01970000-0000-7000-8000-00000000d0e1',
  override: '01970000-0000-7000-8000-00000000d0d1',
} as const;
export const exampleDevice = standIns.deviceInStock;
export const exampleAllocations: string[] = [documents.approvedAllocation];
export const exampleWaybills: string[] = [documents.waybillToSign];
/** The laptop on the waybill that waits for its signature. */
export const exampleSerial = 'EXD250010';

/** Signatures as the people of the demo data would give them. */
export const driverSigns = { personId: examples.driverId, capacity: 'DRIVER' };
export const headSigns = { personId: examples.headId, capacity: 'HEAD', rank: 'Commissaire supérieur adjoint' };
export const officerSigns = { personId: examples.officerId, capacity: 'OFFICER' };
export const commandSignatures = [
  { personId: examples.outgoingHeadId, capacity: 'HEAD' },
  { personId: examples.incomingHeadId, capacity: 'HEAD' },
];
export const deedSignatures = [
  { personId: examples.approverId, capacity: 'SUPERIOR', function: 'Cheffe de mission' },
  { personId: examples.stateSignatoryId, capacity: 'SUPERIOR', function: 'Vice-gouverneure' },
];

const of = (id: string): { parameters: { id: string } } => ({ parameters: { id } });

/** What the API page shows for each operation. */
export const operations: Examples = {
  proposeAllocation: {
    body: {
      orgUnitId: examples.unitId,
      awardIds: [examples.awardId],
      purpose: 'Bureau d’enquêtes',
      deviceIds: [standIns.deviceInStock],
    },
  },
  approveAllocation: { ...of(documents.proposedAllocation), body: {} },
  cancelAllocation: { ...of(documents.unwantedAllocation), body: { reason: 'L’unité a été dissoute' } },
  findAllocation: of(documents.approvedAllocation),
  draftWaybill: {
    body: {
      purpose: 'TO_UNIT',
      allocationIds: [documents.approvedAllocation],
      fromPlaceId: examples.storePlaceId,
      toPlaceId: examples.unitPlaceId,
      toOrgUnitId: examples.unitId,
      carrierId: examples.carrierId,
      driverId: examples.driverId,
      vehiclePlate: 'CD 4471 AB 22',
      seals: ['SC-20932'],
      officer: { orgUnitId: examples.fieldOfficeId, personId: examples.officerId },
    },
  },
  approveRelease: { ...of(documents.draftWaybill), body: {} },
  dispatchWaybill: {
    ...of(documents.releasedWaybill),
    body: { driverSignature: driverSigns, releasedBy: examples.storekeeperId },
  },
  closeShort: {
    ...of(documents.overdueWaybill),
    body: { reason: 'Carton manquant, constat signé par le chauffeur', claimReference: 'RECL-2026-014' },
  },
  withdrawWaybill: { ...of(documents.unwantedWaybill), body: { reason: 'Le véhicule n’est pas venu' } },
  findWaybill: of(documents.travellingWaybill),
  printWaybill: of(documents.travellingWaybill),
  printReleaseOrder: of(documents.travellingWaybill),
  recordArrival: {
    ...of(documents.travellingWaybill),
    body: { sealsIntact: true, driverSignature: driverSigns },
  },
  findArrival: of(documents.arrival),
  acknowledgeConsignment: {
    body: {
      kind: 'FIRST',
      orgUnitId: examples.unitId,
      waybillIds: [documents.waybillToSign],
      signature: headSigns,
      giverId: examples.officerId,
      channel: 'OWN_PHONE',
      lines: [{ code: exampleSerial, outcome: 'ACCEPTED', condition: 'EXCELLENT', confirmedBy: 'SCAN' }],
    },
  },
  countersignHandover: { ...of(documents.provisionalHandover), body: { signature: officerSigns } },
  completeHandover: { ...of(documents.pendingHandover), body: {} },
  ratifyHandover: { ...of(documents.handoverToRatify), body: { signature: headSigns } },
  findHandover: of(documents.provisionalHandover),
  printHandover: of(documents.provisionalHandover),
  rectifyHandover: {
    ...of(documents.mistakenHandover),
    body: {
      reason: 'Appareil non remis, inscrit par erreur',
      strike: [{ deviceId: standIns.deviceToStrike, remark: 'Série lue par erreur' }],
      signatures: [headSigns, officerSigns],
    },
  },
  checkTranscription: {
    ...of(documents.transcribedHandover),
    body: {
      result: 'MATCHES',
      sheetSha256: '200a56f1e5f48775aa5e542afb934ef112330fc5ac54ca08c9779e4ed224f9d1',
    },
  },
  findRectification: of(documents.rectification),
  printRectification: of(documents.rectification),
  recordDeed: {
    body: {
      beneficiaryUnitId: examples.unitId,
      place: 'Mbuji-Mayi',
      conditions: ['Usage exclusif par la Police nationale', 'Ni vente ni cession'],
      signatures: deedSignatures,
      lines: [{ deviceId: standIns.deviceToDonate, valueMinor: 78_900, currency: 'USD' }],
    },
  },
  findDeed: of(documents.deed),
  printDeed: of(documents.deed),
  requestAccessOverride: {
    body: { waybillId: documents.releasedWaybill, reason: 'Escorte confirmée jusqu’au poste, accord du gouvernorat' },
  },
  grantAccessOverride: { ...of(standIns.override), body: {} },
  findAccessOverride: of(standIns.override),
  handOverCommand: {
    body: {
      ...{
        orgUnitId: examples.commandUnitId,
        outgoingId: examples.outgoingHeadId,
        incomingId: examples.incomingHeadId,
      },
      ...{ signatures: commandSignatures, documentSha256: 'c4'.repeat(32), lines: [] },
    },
  },
  findCommandHandover: of(documents.commandHandover),
  closeException: { ...of(standIns.exception), body: { note: 'Vérifié avec le chef d’escadron' } },
};
