import { matriculeKey } from '../people/matricule.rules.js';
import { nameKey } from '../places/resolution.rules.js';
import { ranks } from '../ranks/rank.rules.js';
import type { Headings, LoadProblem, LoadRow } from '@dotation/documents';
import { codeOf } from './unit-load.rules.js';
import type { KnownUnit } from './unit-load.rules.js';

export type PersonField =
  'displayName' | 'rankText' | 'function' | 'orgUnitId' | 'phone' | 'email' | 'matricule' | 'preferredLanguage';

export const personHeadings: Headings<PersonField> = {
  needed: ['displayName', 'orgUnitId'],
  synonyms: {
    displayName: [
      ...[
        'nom',
        'noms',
        'nom complet',
        'nom et prenom',
        'noms et prenoms',
        'nom postnom prenom',
        'nom post nom et prenom',
      ],
      ...['nom postnom et prenom', 'name', 'full name', 'display name'],
    ],
    rankText: ['grade', 'rang', 'rank'],
    function: ['fonction', 'poste', 'function', 'post', 'position'],
    orgUnitId: ['unite', 'code unite', 'code de l unite', 'unit', 'unit code', 'affectation'],
    phone: [
      'telephone',
      'tel',
      'numero de telephone',
      'n de telephone',
      'gsm',
      'portable',
      'phone',
      'mobile',
      'phone number',
    ],
    email: ['email', 'e mail', 'courriel', 'adresse electronique', 'mail'],
    matricule: ['matricule', 'n matricule', 'numero matricule', 'numero de matricule', 'service number'],
    preferredLanguage: ['langue', 'language'],
  },
};

export interface LoadedPerson {
  id: string;
  displayName: string;
  rankCode?: string;
  rankText?: string;
  function?: string;
  orgUnitId?: string;
  phone?: string;
  email?: string;
  matricule?: string;
  preferredLanguage?: string;
}

const languages: Readonly<Record<string, string>> = {
  ...{ francais: 'fr', french: 'fr', anglais: 'en', english: 'en', swahili: 'sw', kiswahili: 'sw', lingala: 'ln' },
  ...{ tshiluba: 'lua', ciluba: 'lua', kikongo: 'kg' },
};

/** A rank is what the paper says; a known code or name adds the code, nothing else is refused (domain §4.6). */
function rankIn(text: string | undefined): Pick<LoadedPerson, 'rankCode' | 'rankText'> {
  if (text === undefined) return {};
  const known = ranks.find(({ code, nameFr }) => code === text.toUpperCase() || nameKey(nameFr) === nameKey(text));
  return known ? { rankCode: known.code, rankText: known.nameFr } : { rankText: text };
}

/** Spaces, dots and dashes are how people read a number aloud; the country is never guessed. */
function phoneIn(text: string | undefined): string | undefined {
  return text
    ?.replace(/[\s.\-()]/g, '')
    .replace(/^00/, '+')
    .replace(/^243/, '+243');
}

/** People from rows; their unit is in the register. Every problem by row and field. */
export function peopleFrom(
  rows: readonly LoadRow<PersonField>[],
  units: ReadonlyMap<string, KnownUnit>,
  newId: () => string,
): { people: LoadedPerson[]; problems: LoadProblem[] } {
  const problems: LoadProblem[] = [];
  const rowOf = new Map<string, number>();
  const people = rows.map(({ row, line, values }): LoadedPerson => {
    const problem = (field: PersonField, code: string, detail: string): number =>
      problems.push({ row, line, field, code, detail });
    const {
      displayName = '',
      rankText,
      orgUnitId: unit,
      phone,
      email,
      matricule,
      preferredLanguage: language,
    } = values;
    const known = unit === undefined ? undefined : units.get(codeOf(unit));
    if (unit === undefined) problem('orgUnitId', 'unit-missing', 'Say the code of the person’s unit.');
    else if (!known) problem('orgUnitId', 'unit-unknown', `No unit has the code ${codeOf(unit)}.`);
    else if (known.ended) problem('orgUnitId', 'unit-ended', `${codeOf(unit)} has ended.`);
    if (matricule !== undefined) {
      const earlier = rowOf.get(matriculeKey(matricule));
      if (earlier) problem('matricule', 'matricule-repeated', `Row ${earlier} has the same service number.`);
      rowOf.set(matriculeKey(matricule), row);
    }
    return {
      ...{ id: newId(), displayName, ...rankIn(rankText), function: values.function, orgUnitId: known?.id },
      ...{ phone: phoneIn(phone), email, matricule },
      ...(language !== undefined && { preferredLanguage: languages[nameKey(language)] ?? language.toLowerCase() }),
    };
  });
  return { people, problems };
}
