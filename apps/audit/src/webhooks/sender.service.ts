import { lookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { Injectable } from '@nestjs/common';
import { AuditConfig } from '../config.js';
import { cleanText } from '../projection/text.rules.js';
import { complaintAbout } from './target.rules.js';

/** More of an answer is not read. */
const keptBytes = 1_024;

export interface Sent {
  responseCode?: number;
  durationMs: number;
  responseStart: string | null;
  error: string | null;
}

/** Brings one message to its target: on a connection of its own, in bounded time, to an address that was checked. */
@Injectable()
export class Sender {
  constructor(private readonly config: AuditConfig) {}

  async send(url: string, body: string, headers: Record<string, string>, stop: AbortSignal): Promise<Sent> {
    const began = performance.now();
    const patience = AbortSignal.timeout(this.config.webhookTimeoutMs);
    try {
      const complaint = complaintAbout(url, this.config.webhookTargets);
      if (complaint) throw new Error(complaint);
      const answer = await this.#post(url, body, headers, AbortSignal.any([patience, stop]));
      return { ...answer, durationMs: Math.round(performance.now() - began), error: null };
    } catch (error) {
      const said = patience.aborted ? `no answer in ${this.config.webhookTimeoutMs} ms` : messageOf(error);
      return { durationMs: Math.round(performance.now() - began), responseStart: null, error: said.slice(0, 500) };
    }
  }

  #post(
    url: string,
    body: string,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Pick<Sent, 'responseCode' | 'responseStart'>> {
    const { hostname, protocol } = new URL(url);
    const loopbackToo = this.config.webhookTargets === 'loopback';
    const literal = hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) && !loopbackToo && !isOnTheInternet(literal)) throw notThere(literal);
    const options = {
      method: 'POST',
      // A kept connection that its server has just closed would look like a failure; and each one is checked anew.
      agent: false as const,
      headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      signal,
      ...(!loopbackToo && { lookup: onlyTheInternet }),
    };
    return new Promise((resolve, reject) => {
      const request = (protocol === 'https:' ? httpsRequest : httpRequest)(url, options, (response) => {
        readStart(response, (responseStart) => resolve({ responseCode: response.statusCode ?? 0, responseStart }));
      });
      request.on('error', reject);
      request.end(body);
    });
  }
}

/** The first bytes of an answer. Its status counts as soon as it is there, also when the rest never comes. */
function readStart(response: IncomingMessage, done: (start: string) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  const finish = (): void => {
    response.destroy();
    done(cleanText(Buffer.concat(chunks).subarray(0, keptBytes).toString('utf8')));
  };
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= keptBytes) finish();
  });
  response.once('end', finish).once('error', finish);
}

/** Resolves a name, and refuses all of it when one of its addresses is inside: the address checked is the one used. */
const onlyTheInternet: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const inside = addresses?.find(({ address }) => !isOnTheInternet(address));
    const [first] = addresses ?? [];
    if (error || inside || !first) callback(error ?? notThere(inside?.address ?? hostname), '', 0);
    else if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

const inside = new BlockList();
for (const [net, bits] of [
  ...[['0.0.0.0', 8] as const, ['10.0.0.0', 8] as const, ['100.64.0.0', 10] as const, ['127.0.0.0', 8] as const],
  ...[['169.254.0.0', 16] as const, ['172.16.0.0', 12] as const, ['192.0.0.0', 24] as const],
  ...[['192.0.2.0', 24] as const, ['192.88.99.0', 24] as const, ['192.168.0.0', 16] as const],
  ...[['198.18.0.0', 15] as const, ['198.51.100.0', 24] as const, ['203.0.113.0', 24] as const],
  ...[['224.0.0.0', 4] as const, ['240.0.0.0', 4] as const],
]) {
  inside.addSubnet(net, bits, 'ipv4');
}
// Of IPv6 only what is given out for the internet (2000::/3), less documentation, 6to4 and Teredo, which lead elsewhere.
const internet6 = new BlockList();
internet6.addSubnet('2000::', 3, 'ipv6');
for (const [net, bits] of [['2001:db8::', 32] as const, ['2002::', 16] as const, ['2001::', 23] as const]) {
  inside.addSubnet(net, bits, 'ipv6');
}

/** False for private, loopback, link-local, shared, documentation and multicast addresses, in every way to write them. */
export function isOnTheInternet(address: string): boolean {
  if (isIP(address) === 4) return !inside.check(address, 'ipv4');
  return isIP(address) === 6 && internet6.check(address, 'ipv6') && !inside.check(address, 'ipv6');
}

function notThere(address: string): Error {
  return new Error(`${address} is not on the open internet.`);
}

function messageOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return code && message && !message.includes(code) ? `${code}: ${message}` : (message ?? String(error));
}
