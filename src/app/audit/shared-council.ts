import { type Config, targetsOf } from '../../core/config.ts';
import type { LookedSite } from '../../core/words/look.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { isAuditedView } from '../../share/rules/read-right.ts';
import type { SharedTarget } from '../../share/rules/shared-target.ts';
import { sharedTargetOf } from '../buckets/shared-targets.ts';
import { viewerKey } from '../sharing/reader.ts';
import { lookedSiteOf } from './looked-site.ts';

/** Sites that stand in a list by name, by id. */
export type ListedSites = ReadonlyMap<string, LookedSite>;

const NONE_LISTED: ListedSites = new Map();

/** Whose the targets are and how they are shared, under the configuration in force. */
export class SharedCouncil {
  readonly #today: () => Config;
  #config: Config | null = null;
  #all: readonly SharedTarget[] = [];
  #targets: ReadonlyMap<string, SharedTarget> = new Map();
  #bySector: ReadonlyMap<string, readonly SharedTarget[]> = new Map();
  /** By viewer and sector. */
  readonly #lists = new Map<string, ListedSites>();

  /** `today`: the council that holds at the moment of the call; another object when it has changed. */
  constructor(today: () => Config) {
    this.#today = today;
  }

  /** null = there is none. */
  target(id: string): SharedTarget | null {
    this.#follow();
    return this.#targets.get(id) ?? null;
  }

  /** Those of a sector; null = all. */
  of(sector: string | null): readonly SharedTarget[] {
    this.#follow();
    return sector === null ? this.#all : (this.#bySector.get(sector) ?? []);
  }

  ofMember(member: string): readonly SharedTarget[] {
    return this.of(null).filter((target) => target.member === member);
  }

  /**
   * What a list of a sector, or of all, shows by name that is not the viewer's own; the same object as long
   * as the same council holds.
   */
  othersNamed(viewer: Viewer, sector: string | null): ListedSites {
    const all = this.of(sector);
    // Whoever asks for what is not there must leave nothing behind.
    if (all.length === 0) return NONE_LISTED;
    const key = `${viewerKey(viewer)} ${sector ?? ''}`;
    const known = this.#lists.get(key) ?? listedTo(viewer, all);
    this.#lists.set(key, known);
    return known;
  }

  #follow(): void {
    const config = this.#today();
    if (config === this.#config) return;
    this.#config = config;
    this.#all = targetsOf(config).map(sharedTargetOf);
    this.#targets = new Map(this.#all.map((target) => [target.id, target]));
    this.#bySector = Map.groupBy(this.#all, ({ sector }) => sector);
    this.#lists.clear();
  }
}

function listedTo(viewer: Viewer, all: readonly SharedTarget[]): ListedSites {
  const named = all.filter((each) => isAuditedView(viewer, each));
  return new Map(named.map((each) => [each.id, lookedSiteOf(viewer, each)]));
}
