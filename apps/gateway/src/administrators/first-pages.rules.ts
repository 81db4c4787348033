import type { FirstAccount } from '../tokens/tokens.dto.js';

const page = (body: string): string => `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Première administration · Dotation</title>
<link rel="stylesheet" href="/landing.css">
</head>
<body>
<main>
<h1>Première administration <small lang="en">/ First administrator</small></h1>
${body}
</main>
</body>
</html>
`;

export const firstForm = page(`<form method="post" action="/auth/first-administrator">
<p><label>Clé affichée au démarrage <span lang="en">/ Key printed at the start</span><br>
<input name="key" type="password" required maxlength="200" autocomplete="off"></label></p>
<p><label>Votre nom <span lang="en">/ Your name</span><br><input name="name" required maxlength="200" autocomplete="name"></label></p>
<p><label>Votre identifiant <span lang="en">/ Name to sign in with</span><br>
<input name="login" required minlength="3" maxlength="100" pattern="[A-Za-z0-9][A-Za-z0-9._@+\\-]+" autocapitalize="none" autocomplete="username"></label></p>
<p><button type="submit">Créer <span lang="en">/ Create</span></button></p>
</form>`);

/** The refusal in the words of the API: whoever installs the product reads those, too. */
export function firstRefused(title: string, detail = ''): string {
  const said = `${title}. ${detail}`.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  return page(`<p role="alert" lang="en">${said}</p>
<p><a href="/auth/first-administrator">Recommencer <span lang="en">/ Begin again</span></a></p>`);
}

export function firstMade(account: FirstAccount | null): string {
  const { login, firstPassword } = account ?? { login: '', firstPassword: null };
  return page(`<p>Identifiant <span lang="en">/ Name</span>: <code>${login}</code></p>
<p>Premier mot de passe <span lang="en">/ First password</span>: <code>${firstPassword ?? '…'}</code></p>
<p>Il ne sert qu’une fois : vous choisirez le vôtre. <span lang="en">It works once: you will choose your own.</span></p>
<p><a href="/auth/login">Se connecter <span lang="en">/ Sign in</span></a></p>`);
}
