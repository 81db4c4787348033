import type { Words } from '@dotation/documents/paper';

/** A person by number, and room for the name: those are directory's (decision 27). */
export const numbered = (personId: string | null): string[] => (personId === null ? [] : [`N° ${personId}`]);

export const NAMES: Words = [
  'Les noms ne sont pas imprimés ; chaque signataire écrit le sien.',
  'Names are not printed; each signer writes his or her own.',
];
