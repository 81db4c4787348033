import { nameKey } from '../places/resolution.rules.js';
import type { Resolution } from '../places/resolution.rules.js';
import { dayIn } from './load.rules.js';
import type { Headings, LoadProblem, LoadRow } from '@dotation/documents';

export type UnitField =
  | 'code'
  | 'nameFr'
  | 'nameEn'
  | 'aliases'
  | 'agency'
  | 'specialty'
  | 'level'
  | 'parentId'
  | 'secondParentId'
  | 'placeId'
  | 'status'
  | 'validFrom';

export const unitHeadings: Headings<UnitField> = {
  needed: ['code', 'nameFr', 'level'],
  synonyms: {
    code: ['code', 'code unite', 'code de l unite', 'sigle', 'unit code', 'unit', 'abbreviation'],
    nameFr: [
      'nom',
      'nom fr',
      'nom francais',
      'denomination',
      'designation',
      'unite',
      'intitule',
      'name',
      'french name',
      'unit name',
    ],
    nameEn: ['nom en', 'nom anglais', 'name en', 'english name', 'name english'],
    aliases: ['alias', 'aliases', 'autres noms', 'autre nom', 'other names', 'other name', 'also known as'],
    agency: ['agence', 'service', 'institution', 'organisme', 'agency', 'organisation', 'organization'],
    specialty: ['specialite', 'specialty', 'speciality', 'specialisation'],
    level: ['niveau', 'echelon', 'level'],
    parentId: [
      'superieur',
      'unite superieure',
      'code superieur',
      'rattachement',
      'parent',
      'code parent',
      'parent code',
      'superior',
      'reports to',
    ],
    secondParentId: [
      'second superieur',
      'deuxieme superieur',
      'superieur fonctionnel',
      'second parent',
      'second superior',
      'also reports to',
    ],
    placeId: ['lieu', 'localite', 'implantation', 'emplacement', 'place', 'location', 'site'],
    status: ['statut', 'etat', 'status'],
    validFrom: [
      'depuis',
      'depuis le',
      'date de creation',
      'cree le',
      'valable depuis',
      'since',
      'valid from',
      'created',
    ],
  },
};

/** A superior as the register knows it. */
export interface KnownUnit {
  id: string;
  since: Date;
  ended: boolean;
}

export interface LoadedUnit {
  id: string;
  code: string;
  nameFr: string;
  nameEn?: string;
  aliases: string[];
  agency: string;
  specialty?: string;
  level: string;
  parentId?: string;
  secondParentId?: string;
  placeId?: string;
  status?: string;
  validFrom: string;
}

const statuses: Readonly<Record<string, string>> = {
  ...{ actif: 'ACTIVE', active: 'ACTIVE', 'en activite': 'ACTIVE', deplace: 'DISPLACED', deplacee: 'DISPLACED' },
  ...{ displaced: 'DISPLACED', suspendu: 'SUSPENDED', suspendue: 'SUSPENDED', suspended: 'SUSPENDED' },
  ...{ dissous: 'DISSOLVED', dissoute: 'DISSOLVED', dissolved: 'DISSOLVED', inconnu: 'UNKNOWN', unknown: 'UNKNOWN' },
};

export const codeOf = (text: string): string => text.toUpperCase().replace(/\s+/g, '');

interface Known {
  units: ReadonlyMap<string, KnownUnit>;
  /** By the text of the cell. */
  places: ReadonlyMap<string, Resolution>;
}

/** Units from rows in any order: superiors stand in the file or in the register. Every problem by row and field. */
export function unitsFrom(
  rows: readonly LoadRow<UnitField>[],
  known: Known,
  now: Date,
  newId: () => string,
): { units: LoadedUnit[]; problems: LoadProblem[] } {
  const problems: LoadProblem[] = [];
  const problem = ({ row, line }: LoadRow<UnitField>, field: UnitField, code: string, detail: string): number =>
    problems.push({ row, line, field, code, detail });
  const own = new Map<string, { id: string; from: string; row: LoadRow<UnitField> }>();
  for (const row of rows) {
    const code = codeOf(row.values.code ?? '');
    const from = row.values.validFrom === undefined ? now.toISOString() : dayIn(row.values.validFrom);
    if (from === undefined) problem(row, 'validFrom', 'day-not-readable', 'Write a day like 2016-01-31 or 31/01/2016.');
    const earlier = own.get(code);
    if (code === '') problem(row, 'code', 'code-missing', 'Every unit needs a code.');
    else if (earlier) problem(row, 'code', 'code-repeated', `Row ${earlier.row.row} has the same code.`);
    else if (known.units.has(code)) problem(row, 'code', 'code-taken', `${code} is recorded already.`);
    else own.set(code, { id: newId(), from: from ?? now.toISOString(), row });
  }
  const superior = (
    row: LoadRow<UnitField>,
    field: 'parentId' | 'secondParentId',
    from: string,
  ): string | undefined => {
    const text = row.values[field];
    if (text === undefined) return undefined;
    const code = codeOf(text);
    const [inFile, recorded] = [own.get(code), known.units.get(code)];
    const since = inFile?.from ?? recorded?.since.toISOString();
    if (since === undefined)
      problem(row, field, 'superior-unknown', `No unit has the code ${code}, here or in the register.`);
    else if (recorded?.ended && !inFile) problem(row, field, 'superior-ended', `${code} has ended.`);
    else if (since > from)
      problem(row, field, 'superior-later', `${code} begins on ${since.slice(0, 10)} only, after this unit.`);
    return inFile?.id ?? recorded?.id;
  };
  const place = (row: LoadRow<UnitField>): string | undefined => {
    const answer = row.values.placeId === undefined ? undefined : known.places.get(row.values.placeId);
    if (answer === undefined || answer.status === 'RESOLVED') return answer?.placeId;
    const old = answer.legacyProvince === null ? '' : ` ${answer.legacyProvince} is an old province: name the town.`;
    problem(
      row,
      'placeId',
      'needs-geocoding',
      `This place cannot be told for certain (${answer.why.toLowerCase()}).${old}`,
    );
    return undefined;
  };
  const units = [...own].map(([code, { id, from, row }]): LoadedUnit => {
    const { nameFr = '', nameEn, aliases = '', agency = 'PNC', specialty, level = '', status } = row.values;
    return {
      ...{ id, code, nameFr, nameEn, level: level.toUpperCase(), agency: agency.toUpperCase(), validFrom: from },
      specialty: specialty?.toUpperCase(),
      aliases: aliases
        .split(/[;|]/)
        .map((name) => name.trim())
        .filter((name) => name !== ''),
      parentId: superior(row, 'parentId', from),
      secondParentId: superior(row, 'secondParentId', from),
      placeId: place(row),
      status: status === undefined ? undefined : (statuses[nameKey(status)] ?? status.toUpperCase()),
    };
  });
  for (const code of circling(own)) {
    const row = own.get(code)?.row;
    if (row) problem(row, 'parentId', 'tree-circle', 'Through its superiors it stands under itself.');
  }
  return { units, problems: problems.sort((a, b) => a.row - b.row) };
}

/** Codes whose superiors lead back to them. */
function circling(own: ReadonlyMap<string, { row: LoadRow<UnitField> }>): string[] {
  const superiorOf = (code: string): string | undefined => {
    const text = own.get(code)?.row.values.parentId;
    return text === undefined ? undefined : codeOf(text);
  };
  return [...own.keys()].filter((code) => {
    const seen = new Set<string>();
    for (let next = superiorOf(code); next !== undefined && own.has(next) && !seen.has(next); next = superiorOf(next)) {
      if (next === code) return true;
      seen.add(next);
    }
    return false;
  });
}
