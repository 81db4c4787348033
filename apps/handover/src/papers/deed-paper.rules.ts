import { dayOf, factsOf, minuteOf, moneyOf, tableOf } from '@dotation/documents/paper';
import type { PaperForm, Section } from '@dotation/documents/paper';
import type { DeedDto } from '../deeds/deeds.dto.js';
import { capacityOf, personOf } from './words.rules.js';

/** D12: who gives what to whom under which conditions, with the annexed list that its hash is of (CR-26). */
export function deedPaper(
  deed: DeedDto,
  names: ReadonlyMap<string, string>,
  models: ReadonlyMap<string, string>,
): PaperForm {
  const conditions = deed.conditions.map((condition) => [condition, condition] as const);
  return {
    title: ['Acte de donation', 'Deed of donation'],
    ...{ number: deed.number, day: dayOf(deed.signedAt), notices: [] },
    sections: [
      factsOf(
        ['Parties et objet', 'Parties and object'],
        [
          [['Bénéficiaire', 'Beneficiary'], names.get(deed.beneficiaryUnitId) ?? deed.beneficiaryUnitId],
          [['Fait à', 'Done at'], deed.place ?? ''],
          [['Signé le', 'Signed on'], minuteOf(deed.signedAt)],
          [['Prend effet le', 'Effective from'], minuteOf(deed.effectiveAt)],
          [['Base légale', 'Legal basis'], ''],
          [['Origine des fonds', 'Origin of funds'], ''],
        ],
      ),
      ...(conditions.length > 0
        ? [{ kind: 'clauses', heading: ['Conditions', 'Conditions'], clauses: conditions } satisfies Section]
        : []),
      ...tableOf(
        ['Annexe : liste des biens', 'Annex: list of goods'],
        deed.lines,
        [
          { heading: ['N°', 'No.'], width: 10, of: (line) => String(deed.lines.indexOf(line) + 1) },
          { heading: ['Étiquette', 'Tag'], width: 35, as: 'code', of: ({ tag }) => tag },
          { heading: ['N° de série', 'Serial'], width: 45, as: 'code', of: ({ serial }) => serial },
          {
            heading: ['Marque, modèle', 'Make, model'],
            width: null,
            of: ({ deviceId }) => models.get(deviceId) ?? null,
          },
          {
            heading: ['Valeur', 'Value'],
            width: 32,
            as: 'number',
            of: ({ valueMinor, currency }) => moneyOf(valueMinor, currency),
          },
        ],
        ['', ['Total', 'Total'], '', '', totalsOf(deed.lines).join(' + ')],
      ),
      ...tableOf(
        ['Annexe : biens comptés', 'Annex: counted goods'],
        deed.lots,
        [
          { heading: ['Lot', 'Lot'], width: null, as: 'code', of: ({ number }) => number },
          { heading: ['Quantité', 'Quantity'], width: 32, as: 'number', of: ({ quantity }) => String(quantity) },
          {
            heading: ['Valeur', 'Value'],
            width: 40,
            as: 'number',
            of: ({ valueMinor, currency }) => moneyOf(valueMinor, currency),
          },
        ],
        [['Total', 'Total'], '', totalsOf(deed.lots).join(' + ')],
      ),
      {
        kind: 'clauses',
        heading: ['Empreinte de l’annexe (SHA-256)', 'Hash of the annex (SHA-256)'],
        clauses: [[deed.annexHash, deed.annexHash]],
      },
    ],
    signatures: deed.signatures.map((signature) => ({ role: capacityOf(signature), said: personOf(signature) })),
    note: [
      'Cet acte porte la propriété ; la garde passe par procès-verbal. Les noms ne sont pas imprimés ; chaque signataire écrit le sien.',
      'This deed carries title; custody passes by a handover record. Names are not printed; each signer writes his or her own.',
    ],
  };
}

const totalsOf = (lines: readonly { valueMinor: number; currency: string }[]): string[] =>
  [...Map.groupBy(lines, ({ currency }) => currency)].map(([currency, own]) =>
    moneyOf(
      own.reduce((sum, { valueMinor }) => sum + valueMinor, 0),
      currency,
    ),
  );
