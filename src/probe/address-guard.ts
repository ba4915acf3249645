import { BlockList } from 'node:net';
import type { ResolvedAddress } from './resolver.ts';

type Net = readonly [address: string, prefixBits: number];

/**
 * IANA IPv4 Special-Purpose Address Registry, every entry whose "Globally Reachable" is not True,
 * and the multicast registry. 240.0.0.0/4 holds the limited broadcast address.
 */
const REFUSED_IPV4: readonly Net[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Globally reachable entries inside refused ones: port control and TURN anycast. */
const REACHABLE_IPV4: readonly Net[] = [
  ['192.0.0.9', 32],
  ['192.0.0.10', 32],
];

/** Global unicast as allocated by IANA; nothing outside it is globally reachable. */
const UNICAST_IPV6: readonly Net[] = [['2000::', 3]];

/**
 * IANA IPv6 Special-Purpose Address Registry inside 2000::/3, every entry whose "Globally Reachable"
 * is not True: protocol assignments (Teredo, benchmarking and ORCHID among them), documentation, 6to4.
 * Outside 2000::/3 lie unspecified, loopback, mapped, translated (both NAT64 prefixes), discard-only,
 * SRv6, unique-local, link-local, site-local and multicast.
 */
const REFUSED_IPV6: readonly Net[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

/**
 * Globally reachable entries inside 2001::/23: port control, TURN and DNS-SD SRP anycast, AMT,
 * AS112-v6, ORCHIDv2, drone remote identification.
 */
const REACHABLE_IPV6: readonly Net[] = [
  ['2001:1::1', 128],
  ['2001:1::2', 128],
  ['2001:1::3', 128],
  ['2001:3::', 32],
  ['2001:4:112::', 48],
  ['2001:20::', 28],
  ['2001:30::', 28],
];

const refusedV4 = blockListOf('ipv4', REFUSED_IPV4);
const reachableV4 = blockListOf('ipv4', REACHABLE_IPV4);
const unicastV6 = blockListOf('ipv6', UNICAST_IPV6);
const refusedV6 = blockListOf('ipv6', REFUSED_IPV6);
const reachableV6 = blockListOf('ipv6', REACHABLE_IPV6);

/**
 * Whether an address is globally reachable by the IANA special-purpose registries (RFC 6890, as of
 * 2025-10). IPv4 inside IPv6 is refused whatever it holds: what would be measured is the translator.
 */
export function isGloballyReachable({ address, family }: ResolvedAddress): boolean {
  if (family === 4) {
    return !refusedV4.check(address, 'ipv4') || reachableV4.check(address, 'ipv4');
  }
  if (!unicastV6.check(address, 'ipv6')) return false;
  return !refusedV6.check(address, 'ipv6') || reachableV6.check(address, 'ipv6');
}

function blockListOf(type: 'ipv4' | 'ipv6', nets: readonly Net[]): BlockList {
  const list = new BlockList();
  for (const [address, prefixBits] of nets) list.addSubnet(address, prefixBits, type);
  return list;
}
