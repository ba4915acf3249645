import { forgetOldest } from '../../core/forget-oldest.ts';
import { type Reader, viewerKey } from './reader.ts';
import { siteStateOf } from './shared-site.ts';
import type { SiteSources } from './site-detail.ts';

export interface ToldSources extends SiteSources {
  readonly minute: { readonly at: number };
}

/** Of so many readers it is known since when they are told of the sites that they are. */
const READERS_AT_MOST = 300;

/**
 * When what may be told of a site by its name changed last, in moments of looks. What is not told to a
 * reader changes nothing that he is told by it: neither how such sites do nor that they come and go.
 */
export class ToldStates {
  #key = '';
  readonly #states = new Map<string, { readonly state: string; readonly changedAt: number }>();
  /** By reader. */
  readonly #names = new Map<string, { readonly names: string; readonly changedAt: number }>();
  #from: number | null = null;

  /** Takes what is told now, where it can be other than at the last look. */
  look({ viewer, sites }: Reader, sources: ToldSources, moment: number): void {
    this.#takeNames(viewerKey(viewer), sites.names, moment);
    const { live, judging, minute } = sources;
    const key = [live.firstVersion, judging.version, minute.at].join('/');
    if (this.#key === key) return;
    this.#key = key;
    for (const { target } of live.table.targets) {
      const { judgement, since, suspect } = siteStateOf(target.id, sources);
      const state = `${judgement} ${since} ${suspect}`;
      if (this.#states.get(target.id)?.state === state) continue;
      // What was never looked at before is as the pages of then told it.
      const changedAt = this.#from === null ? Number.NEGATIVE_INFINITY : moment;
      this.#states.set(target.id, { state, changedAt });
    }
    this.#from ??= moment;
  }

  /** Whether all that changed for the reader since a moment is known, and he is told of the same sites. */
  isKnown({ viewer }: Reader, moment: number): boolean {
    const changedAt = this.#names.get(viewerKey(viewer))?.changedAt ?? Number.POSITIVE_INFINITY;
    return this.#from !== null && moment >= this.#from && moment > changedAt;
  }

  /** Whether how a site does may have changed in the second of the moment or later. */
  isOther(target: string, moment: number): boolean {
    return (this.#states.get(target)?.changedAt ?? Number.NEGATIVE_INFINITY) >= moment;
  }

  #takeNames(reader: string, names: string, moment: number): void {
    const known = this.#names.get(reader);
    if (known?.names === names) return;
    const changedAt = known === undefined ? Number.NEGATIVE_INFINITY : moment;
    this.#names.delete(reader);
    this.#names.set(reader, { names, changedAt });
    forgetOldest(this.#names, READERS_AT_MOST);
  }
}
