const verdicts = {
  VALID: [
    'Authentique',
    'Valid',
    'Ce numéro et cette empreinte sont ceux d’un document enregistré et en vigueur.',
    'This number and this hash are those of a document that was recorded and stands.',
  ],
  CHANGED: [
    'Modifié',
    'Changed',
    'L’empreinte n’est pas celle du document de ce numéro : ce papier ne vient pas de ce qui a été enregistré.',
    'The hash is not that of the document with this number: this paper does not come from what was recorded.',
  ],
  REVOKED: [
    'Révoqué',
    'Revoked',
    'Ce document a été enregistré, puis renvoyé, rectifié, retiré ou remplacé : ce papier seul ne fait plus foi.',
    'This document was recorded and later returned, rectified, withdrawn or replaced: this paper alone no longer proves anything.',
  ],
  UNKNOWN: [
    'Inconnu',
    'Unknown',
    'Aucun document enregistré ne répond à ce numéro et à ce code.',
    'No recorded document answers to this number and this code.',
  ],
} as const;

export interface Certificate {
  verdict: keyof typeof verdicts;
  number: string;
  date: string | null;
}

/** What is no number of ours is not repeated: nobody writes his own words on this page. */
export const unknownCertificate: Certificate = { verdict: 'UNKNOWN', number: '–', date: null };

/** Handover's word, and nothing else of what it may answer: nothing public names more (AM-29). */
export function readCertificate(number: string, body: unknown): Certificate {
  const { verdict, date } = (body ?? {}) as Record<string, unknown>;
  if (typeof verdict !== 'string' || !Object.hasOwn(verdicts, verdict)) throw new Error('Handover gave no verdict.');
  const isDay = typeof date === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(date);
  return { verdict: verdict as Certificate['verdict'], number, date: isDay ? date : null };
}

export function certificatePage({ verdict, number, date }: Certificate): string {
  const [word, wordEn, said, saidEn] = verdicts[verdict];
  const signed =
    date === null ? '' : `\n<p>Date <span lang="en">/ Date</span>: <time datetime="${date}">${date}</time></p>`;
  return page(`<p><strong>${word}</strong> <span lang="en">/ ${wordEn}</span></p>
<p>N° <code>${number}</code></p>${signed}
<p>${said}</p>
<p lang="en">${saidEn}</p>`);
}

export const notNowPage =
  page(`<p role="alert">La vérification n’est pas possible en ce moment. Réessayez dans un instant.</p>
<p lang="en">The check is not possible right now. Try again in a moment.</p>`);

function page(body: string): string {
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Vérification · Dotation</title>
<link rel="stylesheet" href="/landing.css">
</head>
<body>
<main>
<h1>Vérification d’un document <small lang="en">/ Document check</small></h1>
${body}
</main>
</body>
</html>
`;
}
