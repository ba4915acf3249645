/** An IPv6 network is one caller: whoever has an address there has 2^64. */
export function callerKey(address: string): string {
  return prefixOf(address, 4);
}

/** The site of an IPv6 address, whose owner has 2^16 networks; null = IPv4, which has none. */
export function siteKey(address: string): string | null {
  const site = prefixOf(address, 3);
  return site.includes(':') ? site : null;
}

function prefixOf(address: string, most: number): string {
  const mapped = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!mapped.includes(':')) return mapped;
  const [head = '', tail] = mapped.split('::', 2);
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - groups.length - after.length;
  return [...groups, ...Array<string>(Math.max(0, zeros)).fill('0'), ...after]
    .slice(0, most)
    .join(':');
}
