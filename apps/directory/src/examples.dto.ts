import type { Examples } from '@dotation/service';

/** Ids of the demo data, so that every example of the API page works when pasted. */
export const examples = {
  provinceId: '019b76da-a800-7489-a777-0f8cdf0af2e7',
  placeId: '019b76da-a800-716b-a308-e0149cd5449c',
  orgUnitId: '019b76da-a800-7812-a8f8-0802db52532c',
  superiorUnitId: '019b76da-a800-734c-9d6c-388aa06aba3f',
  headId: '019b76da-a800-7599-99d8-bf1df0f9f49c',
  deputyId: '019b76da-a800-7c4a-8a26-ae90f032a593',
  awardId: '019b76da-a800-7f12-964c-1ca1142d1b8c',
  carrierId: '019b76da-a800-70c5-9f7e-9108663ad769',
  otherUnitId: '019b76da-a800-7b61-9a72-687dd981c51c',
  otherHeadId: '019b76da-a800-7af0-a954-3991a10afe64',
  otherPlaceId: '019b76da-a800-79b8-9657-84583e2627dd',
  roleAssignmentId: '019b76da-a800-7ec2-a357-897aa57df144',
  announcedMandateId: '019b76da-a800-7ebd-b20d-d73a7d3b6dea',
  mandateToRevokeId: '019b76da-a800-7cd3-ab53-d6845715a343',
  waybillId: '019b76da-a800-70f5-bc41-c674503d6da5',
  correctionToConfirm: '019b76da-a800-7971-85ef-a2f4e31a6e43',
  correctionToReject: '019b76da-a800-7764-a168-fd0f838b73df',
  mistakenPlaceId: '019b76da-a800-7ea7-9338-7bc2e081e488',
  leavingId: '019b76da-a800-725c-a182-2b95d8a7d9d5',
  returningId: '019b76da-a800-705c-a608-e95e040a3c4e',
  southKivuId: '019b76da-a800-7802-9eb3-dfed9f1eead9',
  closedUnitId: '019b76da-a800-7da4-b782-02da9b6c27cb',
  closedPlaceId: '019b76da-a800-7e9b-a022-b199cf22e745',
  movedUnitId: '019b76da-a800-7354-94ef-6a75cc71ad49',
  pendingRoleId: '019b76da-a800-74fa-b1da-387221a92f06',
  storekeeperId: '019b76da-a800-7920-bfc7-214914143908',
  storePlaceId: '019b76da-a800-7c23-b02b-39d61be097fa',
  waiverId: '019b76da-a800-77d3-96a3-aa1ceff58c94',
  waiverToRevokeId: '019b76da-a800-73ec-bd22-4329161c6a83',
  ruleValueProposalId: '019b76da-a800-7d70-9867-e2822f1db584',
} as const;

const of = (id: string): { parameters: { id: string } } => ({ parameters: { id } });

const unitFile = 'Code;Nom;Niveau;Supérieur;Lieu\nPNC-CT-FZI;Commissariat territorial de Fizi;L2T;PNC-CP-SK;Sud-Kivu\n';
const peopleFile = 'Nom;Grade;Fonction;Unité\nArsène Mukulu-Wa;Capitaine;Chef de poste;PNC-CP-SK\n';

/** What the API page shows for each operation. */
export const operations: Examples = {
  recordOrganisationUnit: {
    body: {
      ...{ code: 'PNC-PMH-LBA', nameFr: 'Escadron PMH de Lubao', nameEn: 'Mining police squadron, Lubao' },
      ...{ agency: 'PNC', specialty: 'PMH', level: 'LX', parentId: examples.superiorUnitId },
    },
  },
  proposeCorrection: {
    body: { action: 'VOID', noun: 'PLACE', subjectId: examples.mistakenPlaceId, reason: 'Saisi par erreur' },
  },
  confirmCorrection: of(examples.correctionToConfirm),
  rejectCorrection: of(examples.correctionToReject),
  readUnitFile: { body: unitFile },
  loadUnits: { body: unitFile },
  readPeopleFile: { body: peopleFile },
  loadPeople: { body: peopleFile },
  recordOrganisationUnits: {
    body: {
      units: [
        { code: 'PNC-CU-UVR', nameFr: 'Commissariat urbain d’Uvira', agency: 'PNC', level: 'L2U' },
        { code: 'PNC-CU-KLM', nameFr: 'Commissariat urbain de Kalemie', agency: 'PNC', level: 'L2U' },
      ],
    },
  },
  reviseOrganisationUnit: {
    ...of(examples.movedUnitId),
    body: { from: '2026-11-01T00:00:00+02:00', status: 'DISPLACED', reason: 'Repliée sur Uvira' },
  },
  closeOrganisationUnit: {
    ...of(examples.closedUnitId),
    body: { from: '2026-11-01T00:00:00+02:00', reason: 'Réunie au poste de Kasindi' },
  },
  addUnitAlias: { ...of(examples.orgUnitId), body: { name: 'Escadron des mines de Bipemba' } },
  nameHead: {
    ...of(examples.otherUnitId),
    body: { personId: examples.otherHeadId, acting: true, from: '2026-11-01T00:00:00+02:00' },
  },
  recordPlace: {
    body: {
      ...{ kind: 'SITE', name: 'Poste de la police des mines, Bakwa-Dianga', parentId: examples.provinceId },
      ...{ timeZone: 'Africa/Lubumbashi', access: 'NORMAL' },
    },
  },
  recordPlaces: {
    body: {
      places: [
        { kind: 'TERRITOIRE', name: 'Fizi', parentId: examples.southKivuId, access: 'RESTRICTED' },
        { kind: 'TERRITOIRE', name: 'Kalehe', parentId: examples.southKivuId, access: 'RESTRICTED' },
      ],
    },
  },
  revisePlace: {
    ...of(examples.otherPlaceId),
    body: { from: '2026-11-01T00:00:00+02:00', name: 'Port de Kalemie, quai de la police', reason: 'Quai nommé' },
  },
  closePlace: {
    ...of(examples.closedPlaceId),
    body: { from: '2026-11-01T00:00:00+02:00', reason: 'Rendu au bailleur' },
  },
  addPlaceAlias: { ...of(examples.placeId), body: { name: 'Poste PMH de Bipemba' } },
  equipPlace: {
    ...of(examples.placeId),
    body: { from: '2026-11-02T06:00:00+02:00', powerSource: 'SOLAR', connectivity: '3G', locked: true },
  },
  recordPosition: {
    ...of(examples.placeId),
    body: { latitude: -6.1364, longitude: 23.5898, precision: 'EXACT', reason: 'Relevé au téléphone devant la porte' },
  },
  resolvePlaces: { body: { texts: ['Goma, Nord-Kivu', 'Kamina (Katanga)', 'Katanga'], on: '2020-05-02' } },
  changeAccess: {
    ...of(examples.otherPlaceId),
    body: {
      access: 'RESTRICTED',
      from: '2026-11-02T06:00:00+02:00',
      reason: 'Convoi obligatoire sur la route du port',
    },
  },
  recordPerson: {
    body: {
      ...{ displayName: 'Jeanne Kalonji', rankCode: 'CP', rankText: 'Commissaire principal' },
      ...{ function: 'Gestionnaire du matériel (S4)', orgUnitId: examples.orgUnitId, phone: '+243810000000' },
      preferredLanguage: 'fr',
    },
  },
  updatePerson: { ...of(examples.deputyId), body: { phone: '+243810000001', email: 'adjointe@example.org' } },
  deactivatePerson: { ...of(examples.leavingId), body: { reason: 'Retraite' } },
  reactivatePerson: { ...of(examples.returningId), body: { reason: 'Rappelée au service' } },
  findByMatricule: { body: { matricule: '1-123-45' } },
  grantRole: { ...of(examples.deputyId), body: { role: 'UNIT_CUSTODIAN', orgUnitId: examples.orgUnitId } },
  confirmGrant: of(examples.pendingRoleId),
  revokeRole: of(examples.roleAssignmentId),
  recordVettingResult: {
    body: {
      ...{ subject: 'COMMANDER', orgUnitId: examples.orgUnitId, personId: examples.headId, awardId: examples.awardId },
      ...{ embassyCaseRef: 'KIN-2026-0417', result: 'APPROVED' },
      ...{ resultAt: '2026-10-01T00:00:00Z', validUntil: '2027-09-30T23:59:59Z' },
    },
  },
  readVettingList: {
    body: 'Sujet;Unité;Résultat;Date du résultat;Valable jusqu’au;Dossier\nUnité;PNC-PMH-MBM;Approuvé;01/10/2026;30/09/2027;KIN-2026-0417\n',
  },
  importVettingResults: {
    body: {
      lines: [
        {
          ...{ subject: 'UNIT', orgUnitId: examples.orgUnitId, awardId: examples.awardId, result: 'APPROVED' },
          ...{ resultAt: '2026-10-01T00:00:00Z', validUntil: '2027-09-30T23:59:59Z' },
        },
      ],
    },
  },
  recordDecision: {
    body: {
      ...{ orgUnitId: examples.orgUnitId, awardId: examples.awardId, riskLevel: 'MEDIUM' },
      ...{ decision: 'PROCEED_WITH_MITIGATION', mitigation: ['Formation aux droits de l’homme avant la remise'] },
      decidedAt: '2026-10-01T00:00:00Z',
    },
  },
  recordMandate: {
    body: {
      ...{ orgUnitId: examples.orgUnitId, fromPersonId: examples.headId, toPersonId: examples.deputyId },
      ...{ validFrom: '2026-11-01T00:00:00+02:00', validTo: '2027-01-31T23:59:59+02:00' },
      waybillIds: [examples.waybillId],
      telephone: {
        ...{ callerId: examples.headId, calledAt: '2026-11-01T07:30:00+02:00', witnessId: examples.otherHeadId },
      },
    },
  },
  documentMandate: { ...of(examples.announcedMandateId), body: { documentSha256: 'd9'.repeat(32) } },
  revokeMandate: { ...of(examples.mandateToRevokeId), body: {} },
  recordOrganisation: { body: { kind: 'CARRIER', legalName: 'Transports Lubilanji SARL', country: 'CD' } },
  grantWaiver: {
    body: {
      ...{ rule: 'CR-19', placeId: examples.storePlaceId, personIds: [examples.storekeeperId] },
      reason: 'Un seul agent au dépôt jusqu’en janvier',
      compensatingControl: 'Témoin par vidéo, revue le lendemain par la mission',
    },
  },
  revokeWaiver: of(examples.waiverToRevokeId),
  recordEvidence: {
    ...of(examples.waiverId),
    body: { documentId: examples.waybillId, sha256: 'a'.repeat(64), note: 'Enregistrement vidéo de 14 h 10' },
  },
  proposeRuleValue: {
    body: { rule: 'pv.countersignDays', value: '10', reason: 'Les routes de la saison des pluies' },
  },
  confirmRuleValue: of(examples.ruleValueProposalId),
  recordSystem: { body: { name: 'ERP, purchasing', ownerPersonId: examples.headId } },
};
