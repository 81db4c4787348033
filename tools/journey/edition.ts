// A journey may be played again in the same register, where the serials of the last time are active (CR-08 would refuse
// them). So a journey first reads its file; if serials are known, it takes the next edition of the file: the same bytes
// with every serial and MAC address marked. Real deliveries never need this.

/** The bytes of a packing list with each of `codes` marked as edition `edition`; the first edition is the file itself. */
export function editionOf(bytes: Buffer, codes: { serials: string[]; macs: string[] }, edition: number): Buffer {
  if (edition <= 1) return bytes;
  // Bytes are kept one to one: the file may be in any single-byte encoding, and codes are ASCII.
  let text = bytes.toString('latin1');
  for (const serial of new Set(codes.serials)) text = replaceAllIgnoringCase(text, serial, `${serial}X${edition}`);
  for (const mac of new Set(codes.macs)) {
    // Locally administered addresses (second-least bit of the first octet set) cannot belong to a maker.
    const octets = mac.split(':');
    octets[0] = '02';
    octets[1] = edition.toString(16).padStart(2, '0').toUpperCase().slice(-2);
    text = text.replaceAll(mac, octets.join(':'));
  }
  return Buffer.from(text, 'latin1');
}

function replaceAllIgnoringCase(text: string, what: string, by: string): string {
  return text.replace(new RegExp(what.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi'), by);
}
