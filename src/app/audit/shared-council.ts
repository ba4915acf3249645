import { type Config, targetsOf } from '../../core/config.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { isAuditedView } from '../../share/rules/read-right.ts';
import type { SharedTarget } from '../../share/rules/shared-target.ts';
import { sharedTargetOf } from '../buckets/shared-targets.ts';
import { viewerKey } from '../sharing/reader.ts';

/** Whose the targets are and how they are shared, under the configuration in force. */
export class SharedCouncil {
  readonly #today: () => Config;
  #config: Config | null = null;
  #all: readonly SharedTarget[] = [];
  #targets: ReadonlyMap<string, SharedTarget> = new Map();
  #bySector: ReadonlyMap<string, readonly SharedTarget[]> = new Map();
  /** By viewer and sector. */
  readonly #namesOthers = new Map<string, boolean>();

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

  /** Whether a list of a sector, or of all, holds by name what is not the viewer's own. */
  namesOthers(viewer: Viewer, sector: string | null): boolean {
    const all = this.of(sector);
    // Whoever asks for what is not there must leave nothing behind.
    if (all.length === 0) return false;
    const key = `${viewerKey(viewer)} ${sector ?? ''}`;
    const known = this.#namesOthers.get(key) ?? all.some((each) => isAuditedView(viewer, each));
    this.#namesOthers.set(key, known);
    return known;
  }

  #follow(): void {
    const config = this.#today();
    if (config === this.#config) return;
    this.#config = config;
    this.#all = targetsOf(config).map(sharedTargetOf);
    this.#targets = new Map(this.#all.map((target) => [target.id, target]));
    this.#bySector = Map.groupBy(this.#all, ({ sector }) => sector);
    this.#namesOthers.clear();
  }
}
