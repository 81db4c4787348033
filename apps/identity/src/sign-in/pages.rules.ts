/** Pages for people who sign in: French first, English second; complete without scripts. */

export const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export interface Form {
  /** Where the pages are, as the browser sees it: `/identity/sign-in/<uid>`. */
  action: string;
  message?: Message;
}

export type Message =
  | 'wrong-password'
  | 'wrong-code'
  | 'wrong-passkey'
  | 'not-the-same'
  | 'same-as-before'
  | 'too-short'
  | 'too-long'
  | 'holds-login'
  | 'one-character'
  | { waitSeconds: number };

const said: Record<Exclude<Message, object>, [string, string]> = {
  'wrong-password': ['Identifiant ou mot de passe incorrect.', 'Wrong name or password.'],
  'wrong-code': ['Code incorrect ou déjà utilisé.', 'Wrong code, or used before.'],
  'wrong-passkey': ['La clé d’accès n’a pas été acceptée.', 'The passkey was not accepted.'],
  'not-the-same': ['Les deux mots de passe diffèrent.', 'The two passwords differ.'],
  'same-as-before': ['Choisissez un autre mot de passe que l’actuel.', 'Choose another password than the present one.'],
  'too-short': ['Douze caractères au moins.', 'At least twelve characters.'],
  'too-long': ['Deux cents caractères au plus.', 'At most two hundred characters.'],
  'holds-login': ['Sans votre identifiant, s’il vous plaît.', 'Not with your own name in it, please.'],
  'one-character': ['Trop facile à deviner.', 'Too easy to guess.'],
};

export function escape(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] as string);
}

const en = (text: string): string => `<span lang="en">${text}</span>`;
const both = (french: string, english: string): string => `${french} <small>${en(english)}</small>`;

function messageOf(message: Message | undefined): string {
  if (message === undefined) return '';
  const [fr, english] =
    typeof message === 'object'
      ? [`Patientez ${message.waitSeconds} s, puis recommencez.`, `Wait ${message.waitSeconds} s, then try again.`]
      : said[message];
  return `<p class="message" role="alert">${both(fr, english)}</p>`;
}

function page([fr, english]: [string, string], body: string, script = ''): string {
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${fr} · Dotation</title>
<link rel="stylesheet" href="/identity/sign-in.css">${script && `\n<script src="/identity/${script}" defer></script>`}
</head>
<body>
<main>
<p class="product">Dotation</p>
<h1>${both(fr, english)}</h1>
${body}
</main>
</body>
</html>
`;
}

const field = (label: string, name: string, attributes: string): string =>
  `<label>${label}<input name="${name}" required ${attributes}></label>`;
const button = (fr: string, english: string): string => `<button type="submit">${both(fr, english)}</button>`;

export function passwordPage({ action, message }: Form, login = ''): string {
  return page(
    ['Connexion', 'Sign in'],
    `${messageOf(message)}
<form method="post" action="${action}/password">
${field(both('Identifiant', 'Name'), 'login', `value="${escape(login)}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="100" autofocus`)}
${field(both('Mot de passe', 'Password'), 'password', 'type="password" autocomplete="current-password" maxlength="200"')}
<details><summary>${both('Autres choix', 'More')}</summary>
<label class="choice"><input type="checkbox" name="newPassword" value="yes"> ${both('Changer ensuite mon mot de passe', 'Then change my password')}</label>
<label class="choice"><input type="checkbox" name="newFactor" value="yes"> ${both('Ajouter ensuite un second facteur', 'Then add a second factor')}</label>
</details>
${button('Se connecter', 'Sign in')}
</form>
<form method="post" action="${action}/cancellation"><button class="quiet" type="submit">${both('Annuler', 'Cancel')}</button></form>`,
  );
}

export function newPasswordPage({ action, message }: Form, isFirst: boolean): string {
  const why = isFirst
    ? `<p>${both('Votre premier mot de passe ne sert qu’une fois : choisissez le vôtre.', 'Your first password works once: choose your own.')}</p>`
    : '';
  const rules = 'type="password" autocomplete="new-password" minlength="12" maxlength="200"';
  return page(
    ['Nouveau mot de passe', 'New password'],
    `${messageOf(message)}${why}
<p>${both('Douze caractères au moins ; quatre mots valent mieux qu’un mot compliqué.', 'At least twelve characters; four words are better than one complicated word.')}</p>
<form method="post" action="${action}/new-password">
${field(both('Nouveau mot de passe', 'New password'), 'password', `${rules} autofocus`)}
${field(both('Encore une fois', 'Once more'), 'again', rules)}
${button('Enregistrer', 'Save')}
</form>`,
  );
}

const codeField = field(
  both('Code', 'Code'),
  'code',
  'autocomplete="one-time-code" autocapitalize="none" spellcheck="false" maxlength="30" autofocus',
);

export function secondFactorPage({ action, message }: Form, offers: { code: boolean; passkey?: string }): string {
  const code = `<form method="post" action="${action}/code">
<p>${both('Le code à six chiffres de votre téléphone, ou un code de secours.', 'The six digits on your phone, or a recovery code.')}</p>
${codeField}
${button('Continuer', 'Continue')}
</form>`;
  return page(
    ['Second facteur', 'Second factor'],
    `${messageOf(message)}${offers.passkey === undefined ? '' : passkeyForm(`${action}/passkey`, 'get', offers.passkey)}${code}`,
    offers.passkey === undefined ? '' : 'passkey.js',
  );
}

export interface Enrolment {
  uri: string;
  secret: string;
  /** The picture of `uri`, made here. */
  svg: string;
  passkey: string;
}

export function enrolmentPage({ action, message }: Form, { uri, secret, svg, passkey }: Enrolment): string {
  return page(
    ['Un second facteur', 'A second factor'],
    `${messageOf(message)}
<p>${both('Approuver, accorder un rôle ou exporter demande une seconde preuve que c’est bien vous.', 'To approve, to grant a role or to export takes a second proof that it is you.')}</p>
<h2>${both('Une application de codes', 'An authenticator app')}</h2>
<div class="picture">${svg}</div>
<p>${both('Lisez l’image avec l’application, <a href="' + escape(uri) + '">ouvrez-la sur ce téléphone</a>, ou tapez :', 'Scan, open on this phone, or type:')} <code>${secret}</code></p>
<form method="post" action="${action}/enrolment">
${codeField}
${button('Confirmer', 'Confirm')}
</form>
<h2>${both('Ou une clé d’accès', 'Or a passkey')}</h2>
${passkeyForm(`${action}/passkey-enrolment`, 'create', passkey)}`,
    'passkey.js',
  );
}

function passkeyForm(action: string, kind: 'get' | 'create', options: string): string {
  return `<form method="post" action="${action}" class="passkey" data-kind="${kind}" data-options="${escape(options)}" hidden>
<input type="hidden" name="response">
${button('Utiliser une clé d’accès', 'Use a passkey')}
</form>
`;
}

export function recoveryCodesPage({ action }: Form, codes: readonly string[]): string {
  return page(
    ['Codes de secours', 'Recovery codes'],
    `<p>${both('Notez-les et rangez-les : chacun remplace une fois le téléphone perdu. Ils ne seront plus montrés.', 'Write them down and keep them: each replaces a lost phone once. They are not shown again.')}</p>
<ol class="codes">
${codes.map((code) => `<li><code>${code}</code></li>`).join('\n')}
</ol>
<form method="post" action="${action}/recovery-codes">${button('Je les ai notés', 'I have written them down')}</form>`,
  );
}

export function errorPage(detail: string): string {
  return page(
    ['La connexion n’a pas abouti', 'The sign-in did not succeed'],
    `<p>${both('Recommencez depuis la première page.', 'Begin again from the first page.')}</p>
<p><a href="/">Dotation</a></p>
<p><small>${escape(detail)}</small></p>`,
  );
}

export const signedOutPage = page(['Déconnecté', 'Signed out'], '<p><a href="/">Dotation</a></p>');

/** `form` is the provider's own, without a button. */
export function logoutPage(form: string, isAsked: boolean): string {
  return page(
    ['Déconnexion', 'Sign out'],
    `${form}
<input type="hidden" name="logout" value="yes" form="op.logoutForm">
<button type="submit" form="op.logoutForm">${both('Se déconnecter', 'Sign out')}</button>`,
    isAsked ? '' : 'submit.js',
  );
}

export const pageStyle = `:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5 }
main { max-width: 26rem; margin: 2rem auto; padding: 0 1rem }
.product { margin: 0; font-weight: 600 }
h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin-top: 2rem }
small { opacity: .8 }
label { display: block; margin: 1rem 0 }
input:not([type=checkbox]) { display: block; box-sizing: border-box; width: 100%; padding: .6rem; font: inherit }
button { min-height: 2.75rem; padding: .5rem 1rem; font: inherit; font-weight: 600; cursor: pointer }
button.quiet { font-weight: 400; border: 0; background: none; text-decoration: underline }
.message { padding: .6rem .8rem; border: 2px solid #b3261e }
.picture { width: 12rem; background: #fff }
.picture svg { display: block }
code { font-size: 1.05rem; overflow-wrap: anywhere }
:focus-visible { outline: 3px solid #1a66d6; outline-offset: 2px }
`;

export const submitScript = `document.getElementById('op.logoutForm').requestSubmit();
`;

/** Forms for passkeys show themselves where the browser has passkeys. */
export const passkeyScript = `for (const form of document.querySelectorAll('form.passkey')) {
  const isCreate = form.dataset.kind === 'create';
  const read = isCreate ? 'parseCreationOptionsFromJSON' : 'parseRequestOptionsFromJSON';
  if (!window.PublicKeyCredential || !PublicKeyCredential[read]) continue;
  form.hidden = false;
  form.addEventListener('submit', async (event) => {
    if (form.response.value) return;
    event.preventDefault();
    const publicKey = PublicKeyCredential[read](JSON.parse(form.dataset.options));
    try {
      const credential = await navigator.credentials[isCreate ? 'create' : 'get']({ publicKey });
      form.response.value = JSON.stringify(credential.toJSON());
      form.requestSubmit();
    } catch {
      // The person closed the browser's window: the form stays as it is.
    }
  });
}
`;
