export interface SignInOffer {
  isOffered: boolean;
  visitor: { login: string; csrf: string } | undefined;
}

/** Who is signed in and how to leave, or the way in. */
function signInPart({ isOffered, visitor }: SignInOffer): string {
  if (visitor) {
    const hidden = `<input type="hidden" name="csrf" value="${visitor.csrf}">`;
    return `<p>${escape(visitor.login)}</p>
<form method="post" action="/auth/logout">${hidden}<button type="submit">Se déconnecter <span lang="en">/ Sign out</span></button></form>
<form method="post" action="/auth/logout-everywhere">${hidden}<button type="submit">Se déconnecter partout <span lang="en">/ Sign out everywhere</span></button></form>`;
  }
  return isOffered ? '<p><a href="/auth/login">Se connecter <span lang="en">/ Sign in</span></a></p>' : '';
}

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The first page, in the languages of its readers; French first. */
export function landingPage(unreachable: readonly string[], offer: SignInOffer): string {
  const [fr, en] =
    unreachable.length === 0
      ? ['Tous les services répondent.', 'All services answer.']
      : [
          `Ne répondent pas en ce moment : ${unreachable.join(', ')}. Les autres services continuent.`,
          `Not answering right now: ${unreachable.join(', ')}. The other services go on.`,
        ];
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dotation</title>
<link rel="stylesheet" href="/landing.css">
</head>
<body>
<main>
<h1>Dotation</h1>
<p>Dotation suit chaque ordinateur et chaque équipement financé par un programme de bailleurs pour les unités de police :
de la commande à l’agent qui le détient, jusqu’à sa sortie de service.</p>
${signInPart(offer)}
<p><strong>État :</strong> ${fr}</p>
<ul>
<li><a href="/desk/">Le bureau</a> : recevoir, attribuer, expédier, suivre</li>
<li><a href="/field/">L’application de terrain</a>, pour un téléphone</li>
<li><a href="/api/docs">Documentation de l’API</a></li>
<li><a href="/api/openapi.json">Description OpenAPI 3.1</a></li>
<li><a href="/api/health">État des services</a></li>
</ul>
<hr>
<section lang="en">
<p>Dotation tracks every computer and every piece of equipment that a donor programme buys for police units: from the
purchase order to the officer who holds it, and until it leaves service.</p>
<p><strong>Health:</strong> ${en}</p>
<ul>
<li><a href="/desk/">The desk</a>: receive, allocate, dispatch, trace</li>
<li><a href="/field/">The field app</a>, for a phone</li>
<li><a href="/api/docs">API documentation</a></li>
<li><a href="/api/openapi.json">OpenAPI 3.1 description</a></li>
<li><a href="/api/health">Health of the services</a></li>
</ul>
</section>
</main>
</body>
</html>
`;
}

export const landingStyle = `:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5 }
main { max-width: 42rem; margin: 3rem auto; padding: 0 1rem }
button { min-height: 2.75rem; margin: .3rem 0; padding: .5rem 1rem; font: inherit; cursor: pointer }
hr { margin: 2rem 0; border: 0; border-top: 1px solid }
`;

export const docsPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dotation API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<link rel="icon" href="/api/docs/favicon-32x32.png">
</head>
<body>
<div id="page"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`;

export const docsScript = `SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#page',
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
  persistAuthorization: true,
  tryItOutEnabled: true,
  validatorUrl: null,
});
`;
