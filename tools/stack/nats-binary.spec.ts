import { newEnough } from './nats-binary.ts';
import { mirrorsInDeb822, mirrorsInList } from './apt-sources.ts';

describe('finding nats-server', () => {
  it.each([
    ['nats-server: v2.10.27', true],
    ['nats-server: v2.10.0', true],
    ['nats-server: v2.14.5-RC.1', true],
    ['nats-server: v3.0.0', true],
    ['2.11.1', true],
    ['nats-server: v2.9.25', false],
    ['nats-server: v1.4.1', false],
    ['command not found', false],
  ])('takes "%s" as new enough: %s', (output, enough) => {
    expect(newEnough(output)).toBe(enough);
  });

  it('asks the mirror this machine uses, and no security or third-party source', () => {
    const sources = `Types: deb
# a comment
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main

Types: deb
URIs: https://elsewhere.example/tools
Suites: nodistro
Components: main

Enabled: no
Types: deb
URIs: http://off.example/debian
Suites: bookworm
`;
    expect(mirrorsInDeb822(sources)).toEqual(['http://mirror.example/debian']);
  });

  it('reads one-line sources, with and without options', () => {
    const list = `# deb http://off.example/debian bookworm main
deb http://mirror.example/debian bookworm main
deb [signed-by=/x.gpg arch=amd64] https://other.example/debian trixie main contrib
deb-src http://mirror.example/debian bookworm main
deb https://elsewhere.example stable-thing main
deb https://vendor.example/linux bookworm stable`;
    expect(mirrorsInList(list)).toEqual(['http://mirror.example/debian', 'https://other.example/debian']);
  });
});
