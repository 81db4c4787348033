/** `public`: https to addresses of the open internet. `loopback`: http and this machine too, for demo and tests. */
export type Targets = 'public' | 'loopback';

/** Why this address cannot be a target; undefined when it can. Where its name leads is checked at every connection. */
export function complaintAbout(url: string, targets: Targets): string | undefined {
  if (!URL.canParse(url)) return 'It is no address.';
  const { protocol, username, password, hash } = new URL(url);
  if (protocol !== 'https:' && !(protocol === 'http:' && targets === 'loopback')) return 'It must begin with https://.';
  if (username !== '' || password !== '') return 'It must not hold a password; the signature shows who is sending.';
  if (hash !== '') return 'It must not have a part after #.';
  return undefined;
}
