import type { Words } from '@dotation/documents/paper';

/** A person by number, and room for the name: those are directory's (decision 27). */
export const numbered = (personId: string | null): string[] => (personId === null ? [] : [`N° ${personId}`]);

export const NAMES: Words = [
  'Les noms ne sont pas imprimés ; chaque signataire écrit le sien.',
  'Names are not printed; each signer writes his or her own.',
];

/** Who sees by his award sees the lines it pays (decision 18), and the paper says that there are others. */
export const extractOf = (hiddenLines: number): Words[] => (hiddenLines > 0 ? [EXTRACT] : []);

const EXTRACT: Words = [
  'Extrait : d’autres lignes de ce document sont payées par d’autres subventions et ne figurent pas ici.',
  'Extract: other lines of this document are paid by other awards and are not shown here.',
];
