import type { Family } from '../core/words/outcome.ts';
import { familyOfUrl } from './family-of-url.ts';
import type { Outline, TargetOutline } from './outline.ts';
import type { Problem } from './problem.ts';

/** Whether the prober would connect to this address where private ones are not allowed. */
export type Reachability = (address: string, family: Family) => boolean;

/** An address written in a URL that the prober would refuse at every probe. */
export function checkAddresses(
  { sectors }: Outline,
  isReachable: Reachability,
): readonly Problem[] {
  return sectors
    .filter(({ head }) => head.values.allowPrivate !== true)
    .flatMap(({ members }) => members.flatMap(({ targets }) => targets))
    .flatMap((target) => isProbed(target, isReachable));
}

function isProbed({ source, path, values }: TargetOutline, isReachable: Reachability): Problem[] {
  if (values.url === undefined || hasReachableHost(values.url, isReachable)) return [];
  return [
    source.problem([...path, 'url'], {
      code: 'address_not_public',
      expected: {
        ja: '公開アドレスの URL（内部のアドレスを計測するなら、セプターに allowPrivate: true）',
        en: 'a URL with a public address (or allowPrivate: true in the sector, to measure private ones)',
      },
    }),
  ];
}

/** A name is known only when it is resolved, except those that always mean this computer. */
export function hasReachableHost(url: string, isReachable: Reachability): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  if (/(^|\.)localhost\.?$/.test(host)) return false;
  const family = familyOfUrl(url);
  return family === null || isReachable(host, family);
}
