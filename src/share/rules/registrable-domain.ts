/** Second labels under which registries of two-letter domains register names. */
const ORGANISATION_TYPES: ReadonlySet<string> = new Set([
  'ac',
  'ad',
  'co',
  'com',
  'ed',
  'edu',
  'go',
  'gov',
  'gr',
  'lg',
  'ne',
  'net',
  'or',
  'org',
]);

/**
 * The domain that an organisation registered for a host name: its last two labels, three under an
 * organisation type (`example.lg.jp`). Where a registry takes names deeper, the result is too short
 * and so names more hosts than it should, never fewer. An address or single label is given back.
 */
export function registrableDomainOf(host: string): string {
  const name = host.toLowerCase().replace(/\.$/, '');
  const labels = name.split('.');
  if (name.includes(':') || labels.every((label) => /^\d+$/.test(label))) return name;
  const [top = '', second = ''] = labels.toReversed();
  const kept = top.length === 2 && ORGANISATION_TYPES.has(second) ? 3 : 2;
  return labels.slice(-kept).join('.');
}
