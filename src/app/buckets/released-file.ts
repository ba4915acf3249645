import { join } from 'node:path';
import type { Log } from '../../core/ports/log.ts';
import type { BandRelease } from '../../share/rules/band-release.ts';
import { KeptFile } from '../kept-file.ts';
import type { OwnReleases } from './own-releases.ts';
import type { Releases } from './released-now.ts';
import type { SectorRelease } from './sector-minutes.ts';

export const RELEASED_FILE = 'released.json';

/** A band's release as it is written down; an earlier version did not say whether a band began earlier. */
type KeptBand = Omit<BandRelease, 'orEarlier'> & Partial<Pick<BandRelease, 'orEarlier'>>;

/** A release as it is written down. */
interface KeptRelease extends Omit<SectorRelease, 'release' | 'own'> {
  readonly release: KeptBand;
  /** To single members; absent = to none. */
  readonly own?: readonly { readonly release: KeptBand; readonly members: readonly string[] }[];
}

/**
 * {@link RELEASED_FILE} in the data directory: the releases of the last minute by sector, so that a restart
 * neither changes a day's roster nor shows a band sooner than its grid allows.
 */
export class ReleasedFile {
  readonly #file: KeptFile<Readonly<Record<string, KeptRelease>>>;

  constructor(dir: string) {
    this.#file = new KeptFile(join(dir, RELEASED_FILE), 'buckets.released_damaged');
  }

  async read(log: Log): Promise<Releases> {
    const kept = Object.entries((await this.#file.read(log)) ?? {});
    return new Map(kept.map(([key, each]) => [key, releaseFrom(each)]));
  }

  async write(releases: Releases): Promise<void> {
    const kept = [...releases].map(([key, { roster, release, own }]) => {
      const its: KeptRelease =
        own.size === 0 ? { roster, release } : { roster, release, own: groupsOf(own) };
      return [key, its] as const;
    });
    await this.#file.write(Object.fromEntries(kept));
  }
}

function releaseFrom({ roster, release, own = [] }: KeptRelease): SectorRelease {
  const its = own.flatMap(({ release: each, members }) => {
    const band = bandFrom(each);
    return members.map((member) => [member, band] as const);
  });
  return { roster, release: bandFrom(release), own: new Map(its) };
}

function bandFrom(kept: KeptBand): BandRelease {
  return { orEarlier: true, ...kept };
}

function groupsOf(own: OwnReleases): NonNullable<KeptRelease['own']> {
  const groups = Map.groupBy(own, ([, release]) => release);
  return [...groups].map(([release, its]) => ({ release, members: its.map(([id]) => id) }));
}
