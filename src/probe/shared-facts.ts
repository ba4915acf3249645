import type { Certificate, SharedFacts } from '../core/words/probe-record.ts';
import { type AnswerHeaders, headerOf } from './exchange.ts';

/** What a target may share with others, from the last hop. */
export function sharedFactsOf(parts: {
  readonly peerAddress: string | null;
  readonly certificate: Certificate | null;
  readonly headers: AnswerHeaders;
}): SharedFacts {
  const { peerAddress, certificate, headers } = parts;
  return {
    network: peerAddress === null ? null : networkOf(peerAddress),
    certificateIssuer: certificate?.issuer ?? null,
    certificateFingerprint: certificate?.fingerprint ?? null,
    serverFamily: productOf(headerOf(headers, 'server')),
    viaFamily: productOf(lastViaOf(headers)),
  };
}

/** The /24 or /48 of an address, in CIDR form; IPv6 as RFC 5952 writes it. */
export function networkOf(address: string): string {
  if (!address.includes(':')) {
    return `${address.slice(0, address.lastIndexOf('.'))}.0/24`;
  }
  const groups = firstGroupsOf(address);
  while (groups.at(-1) === '0') groups.pop();
  return `${groups.join(':')}::/48`;
}

/** The first three of eight groups, without leading zeros. */
function firstGroupsOf(address: string): string[] {
  const [head = '', tail = ''] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const zeros = Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...new Array<string>(zeros).fill('0'), ...after];
  return groups.slice(0, 3).map((group) => Number.parseInt(group, 16).toString(16));
}

/** The product name in front of a version or comment, lower case: `nginx/1.24 (x)` is `nginx`. */
function productOf(value: string | null): string | null {
  const name = value?.trim().split(/[/\s(]/, 1)[0] ?? '';
  return name === '' ? null : name.toLowerCase().slice(0, 64);
}

/**
 * `received-by` of the last `via` entry (RFC 9110 §7.6.3): its comment, where it names the product,
 * else the host that received.
 */
function lastViaOf(headers: AnswerHeaders): string | null {
  const value = headers['via'];
  const text = value === undefined || typeof value === 'string' ? value : value.join(',');
  const last = text?.split(',').at(-1)?.trim();
  if (last === undefined || last === '') return null;
  const comment = /\(([^)]+)\)/.exec(last)?.[1];
  return comment ?? last.split(/\s+/)[1] ?? last;
}
