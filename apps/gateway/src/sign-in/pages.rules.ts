import { escape } from '../documents/landing.rules.js';

/** Signing out leads through the provider: a browser holds the target of a form against every address it is sent on to. */
export function pagePolicyWith(issuer: string | undefined): string {
  return issuer === undefined
    ? pagePolicy
    : pagePolicy.replace("form-action 'self'", `form-action 'self' ${new URL(issuer).origin}`);
}

export const pagePolicy =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const reasons: Record<string, [string, string]> = {
  'sign-in-failed': [
    'La connexion n’a pas abouti : elle a duré trop longtemps, ou a commencé dans un autre navigateur.',
    'The sign-in was not finished: it took too long, or began in another browser.',
  ],
  'person-inactive': [
    'Votre compte n’ouvre pas Dotation : vous n’y êtes pas, ou plus, une personne active. Adressez-vous à l’administration.',
    'Your account does not open Dotation: you are not, or no longer, an active person there. Ask your administrator.',
  ],
  'subject-not-linked': [
    'Votre compte n’est relié à aucune personne dans Dotation. Donnez cet identifiant à l’administration :',
    'Your account is linked to nobody in Dotation. Give this identifier to your administrator:',
  ],
  'too-many-requests': [
    'Trop de connexions en même temps. Patientez un instant.',
    'Too many sign-ins at once. Wait a moment.',
  ],
  'request-forged': ['Cette demande ne venait pas de notre page.', 'This request did not come from our page.'],
};
const otherwise: [string, string] = [
  'La connexion n’est pas possible en ce moment.',
  'Signing in is not possible right now.',
];

/** Why nobody was signed in, in the words of the reader. */
export function failedPage(code: string, detail: string | undefined): string {
  const [fr, en] = reasons[code] ?? otherwise;
  const identifier = code === 'subject-not-linked' ? `\n<p><code>${escape(detail ?? '')}</code></p>` : '';
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Connexion · Dotation</title>
<link rel="stylesheet" href="/landing.css">
</head>
<body>
<main>
<h1>Dotation</h1>
<p role="alert">${fr}</p>
<p lang="en">${en}</p>${identifier}
<p><a href="/auth/login">Recommencer <span lang="en">/ Begin again</span></a> · <a href="/">Dotation</a></p>
</main>
</body>
</html>
`;
}
