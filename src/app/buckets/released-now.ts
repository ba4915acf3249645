import { isSomeOrMore } from '../../share/rules/band.ts';
import type { BandRelease } from '../../share/rules/band-release.ts';
import { isSameTold, ownKey, type Told, type ToldNow } from '../past/release-lines.ts';
import { type Audience, releaseKey } from './audience.ts';
import type { SaidSectors } from './released-during.ts';
import type { SectorRelease } from './sector-minutes.ts';

/** By sector and to whom. */
export type Releases = ReadonlyMap<string, SectorRelease>;

/** What is told by releases, to write it down. */
export function toldBy(releases: Releases): ToldNow {
  const all = [...releases];
  const own = all.flatMap(([key, { release, own: its }]) => {
    const common = toldOf(release);
    return [...its]
      .map(([member, each]) => [ownKey(key, member), toldOf(each)] as const)
      .filter(([, told]) => !isSameTold(told, common));
  });
  const told = all.map(([key, { release }]) => [key, toldOf(release)] as const);
  return { told: Object.fromEntries(told), own: Object.fromEntries(own) };
}

/** Of which of these sectors releases say to whom that members are affected. */
export function saidBy(releases: Releases, sectors: readonly string[]): SaidSectors {
  const isSaid = ({ band }: BandRelease) => isSomeOrMore(band);
  const saidTo = (audience: Audience) =>
    sectors.filter((sector) => {
      const known = releases.get(releaseKey(audience, sector));
      return known !== undefined && isSaid(known.release);
    });
  const unlike = sectors.map((sector) => {
    const inside = releases.get(releaseKey('inside', sector));
    const own = [...(inside?.own ?? [])];
    const its = own.filter(([, each]) => inside && isSaid(each) !== isSaid(inside.release));
    return [sector, its.map(([member]) => member)] as const;
  });
  return {
    ...{ outside: saidTo('outside'), inside: saidTo('inside'), observers: saidTo('observers') },
    unlike: Object.fromEntries(unlike.filter(([, its]) => its.length > 0)),
  };
}

function toldOf({ band, ratio, changedAt, orEarlier }: BandRelease): Told {
  return band === null ? null : [band.level, band.atLeast, ratio, changedAt, orEarlier];
}
