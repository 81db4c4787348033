// The Debian mirror this machine already uses, read from its apt configuration: a machine behind a
// mirror of its own must not be sent elsewhere.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Mirror addresses in the text of a `.sources` file (deb822) that belong to the Debian archive itself. */
export function mirrorsInDeb822(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .map((stanza) => {
      const field = (name: string) => new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(stanza)?.[1]?.trim() ?? '';
      return {
        binary: /\bdeb\b/.test(field('Types')) && field('Enabled') !== 'no',
        uris: field('URIs'),
        suites: field('Suites').split(/\s+/),
        components: field('Components').split(/\s+/),
      };
    })
    .filter(({ binary, suites, components }) => binary && isArchive(suites, components))
    .flatMap(({ uris }) => uris.split(/\s+/));
}

/** Mirror addresses in the text of a one-line `.list` file. */
export function mirrorsInList(text: string): string[] {
  return text
    .split('\n')
    .map((line) => /^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s+(.*)$/.exec(line) ?? [])
    .filter(([, , suite = '', components = '']) => isArchive([suite], components.split(/\s+/)))
    .map(([, uri = '']) => uri);
}

// Other archives (security updates, a vendor's packages) have other suites or no component "main".
function isArchive(suites: string[], components: string[]): boolean {
  const ofDebian = /^(bullseye|bookworm|trixie|forky|sid|oldstable|stable|testing|unstable)$/;
  return suites.some((suite) => ofDebian.test(suite)) && components.includes('main');
}

/** Mirrors of the Debian archive, most likely first. Empty on other systems. */
export function debianSources(folder = '/etc/apt'): string[] {
  const read = (path: string) => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return '';
    }
  };
  let parts: string[] = [];
  try {
    parts = readdirSync(join(folder, 'sources.list.d'));
  } catch {
    // not a Debian system
  }
  return [
    ...mirrorsInList(read(join(folder, 'sources.list'))),
    ...parts
      .filter((file) => file.endsWith('.sources'))
      .flatMap((f) => mirrorsInDeb822(read(join(folder, 'sources.list.d', f)))),
    ...parts
      .filter((file) => file.endsWith('.list'))
      .flatMap((f) => mirrorsInList(read(join(folder, 'sources.list.d', f)))),
  ].filter((uri) => /^(https?|mirror\+|file):/.test(uri) && !/security/.test(uri));
}

export function trixieSource(mirror: string, keyring: string): string {
  return `Types: deb\nURIs: ${mirror}\nSuites: trixie\nComponents: main\nSigned-By: ${keyring}\n`;
}
