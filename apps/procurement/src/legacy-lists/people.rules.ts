import { headingKey } from '../packing-lists/heading.rules.js';

/** Headings under which old lists name people: who holds, uses, signs or answers, and how to reach them. */
const OF_PEOPLE = new Set([
  ...['nom', 'noms', 'nom et prenom', 'noms et prenoms', 'prenom', 'postnom', 'nom postnom', 'nom de l agent', 'agent'],
  ...['detenteur', 'utilisateur', 'beneficiaire', 'responsable', 'gestionnaire', 'commandant', 'recu par', 'remis a'],
  ...[
    'affecte a',
    'signataire',
    'grade et nom',
    'matricule',
    'n matricule',
    'telephone',
    'tel',
    'n telephone',
    'contact',
  ],
  ...[
    'name',
    'full name',
    'holder',
    'user',
    'custodian',
    'received by',
    'issued to',
    'assigned to',
    'phone',
    'contact',
  ],
]);

/**
 * The columns of an old list that are not kept: the row goes with the device for ever and is read by whoever reads the device,
 * and who its people were is not for everybody. Known headings, and those that a person names.
 */
export function leftOutOf(heading: readonly string[], named: readonly string[]): ReadonlySet<number> {
  const said = new Set(named.map(headingKey));
  return new Set(
    heading.flatMap((cell, place) => {
      const key = headingKey(cell);
      return OF_PEOPLE.has(key) || (key !== '' && said.has(key)) ? [place] : [];
    }),
  );
}
