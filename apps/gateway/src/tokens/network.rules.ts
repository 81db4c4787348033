/** An address is 4 or 16 bytes; of a network the first `length` bits count. */
interface Network {
  bytes: number[];
  length: number;
}

/** `192.0.2.0/24`, `2001:db8::/32`, or one address; what PostgreSQL calls a network has no bit set behind its length. */
export function isNetwork(text: string): boolean {
  const network = networkOf(text);
  return network !== undefined && network.bytes.every((byte, index) => (byte & hostBits(network.length, index)) === 0);
}

export interface Networks {
  has(address: string): boolean;
}

/** Whether an address lies in one of these; in none of an empty list. */
export function networksOf(texts: readonly string[]): Networks {
  const networks = texts.map(networkOf).filter((network) => network !== undefined);
  return {
    has: (text) => {
      // An IPv4 address in the clothes of IPv6 is that address; a zone says on which cable, not where.
      const address = bytesOf(text.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, ''));
      return address !== undefined && networks.some((network) => liesIn(address, network));
    },
  };
}

function liesIn(address: number[], { bytes, length }: Network): boolean {
  if (address.length !== bytes.length) return false;
  return bytes.every((byte, index) => ((byte ^ (address[index] ?? 0)) & ~hostBits(length, index) & 0xff) === 0);
}

/** The bits of a byte that lie behind the length of the network. */
function hostBits(length: number, index: number): number {
  return 0xff >> Math.min(8, Math.max(0, length - index * 8));
}

function networkOf(text: string): Network | undefined {
  const [, address = '', length] = /^([^/]+)(?:\/(0|[1-9]\d{0,2}))?$/.exec(text) ?? [];
  // It would never match: callers are told apart before.
  const bytes = /^::ffff:/i.test(address) ? undefined : bytesOf(address);
  if (!bytes) return undefined;
  const most = bytes.length * 8;
  const bits = length === undefined ? most : Number(length);
  return bits <= most ? { bytes, length: bits } : undefined;
}

function bytesOf(address: string): number[] | undefined {
  if (/^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(address)) return address.split('.').map(Number);
  return /^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$/.test(address) ? bytesOfIpv6(address) : undefined;
}

function bytesOfIpv6(address: string): number[] | undefined {
  const url = `http://[${address}]`;
  if (!URL.canParse(url)) return undefined;
  // The parser of URLs spells an address in its shortest form: at most one `::`, no dotted end.
  const [head = '', tail = ''] = new URL(url).hostname.slice(1, -1).split('::');
  const groups = (part: string): number[] => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)));
  const [front, back] = [groups(head), groups(tail)];
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => 0);
  return [...front, ...zeros, ...back].flatMap((group) => [group >> 8, group & 0xff]);
}
