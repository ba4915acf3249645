import type { Text } from '../core/words/language.ts';
import type { Family } from '../core/words/outcome.ts';
import { familyOfUrl } from './family-of-url.ts';
import type { Outline, TargetOutline } from './outline.ts';
import type { Problem } from './problem.ts';

/** Whether the prober would connect to this address where private ones are not allowed. */
export type Reachability = (address: string, family: Family) => boolean;

/** An address written in a URL that the prober would refuse at every probe. */
export function checkAddresses(
  { council, sectors }: Outline,
  isReachable: Reachability,
): readonly Problem[] {
  const targets = sectors
    .filter(({ head }) => head.values.allowPrivate !== true)
    .flatMap(({ members }) => members.flatMap((member) => member.targets));
  return [
    ...(council?.reference ?? []).flatMap((site) => isProbed(site, isReachable, OF_REFERENCE)),
    ...targets.flatMap((target) => isProbed(target, isReachable, OF_TARGET)),
  ];
}

const OF_REFERENCE: Text = { ja: '公開アドレスの URL', en: 'a URL with a public address' };
const OF_TARGET: Text = {
  ja: '公開アドレスの URL（内部のアドレスを計測するなら、セプターに allowPrivate: true）',
  en: 'a URL with a public address (or allowPrivate: true in the sector, to measure private ones)',
};

function isProbed(
  { source, path, values }: TargetOutline,
  isReachable: Reachability,
  expected: Text,
): readonly Problem[] {
  if (values.url === undefined || hasReachableHost(values.url, isReachable)) return [];
  return [source.problem([...path, 'url'], { code: 'address_not_public', expected })];
}

/** A name is known only when it is resolved, except those that always mean this computer. */
export function hasReachableHost(url: string, isReachable: Reachability): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  if (/(^|\.)localhost\.?$/.test(host)) return false;
  const family = familyOfUrl(url);
  return family === null || isReachable(host, family);
}
