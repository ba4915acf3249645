import type { Viewer } from '../../core/words/viewer.ts';
import { type Audience, audienceOf } from './audience.ts';

/** Whose released bands said that members are affected. */
export interface SaidSectors extends Readonly<Record<Audience, readonly string[]>> {
  /** By sector, members of it that were told the opposite of `inside`. */
  readonly unlike: Readonly<Record<string, readonly string[]>>;
}

/** Those of any minute of a pattern; what an earlier version did not keep is absent. */
interface During extends Partial<SaidSectors> {
  /** The last minute of it, epoch ms. */
  readonly at: number;
}

/** By the pattern's incident. */
export type ReleasedDuringText = Readonly<Record<string, During>>;

/** Incidents are told so long, ms. */
const KEPT_MS = 31 * 86_400_000;

/** What was released while a pattern went on: to whom it was shown then it may be shown after its end. */
export class ReleasedDuring {
  readonly #known: Map<string, During>;

  constructor(known: ReleasedDuringText = {}) {
    this.#known = new Map(Object.entries(known));
  }

  get text(): ReleasedDuringText {
    return Object.fromEntries(this.#known);
  }

  /** Takes what is said by what is released in the minute `at`, epoch ms. */
  take(patterns: readonly string[], at: number, said: SaidSectors): void {
    for (const id of patterns) {
      const before = this.#known.get(id);
      this.#known.set(id, { at, ...bothOf({ ...SAID_NOWHERE, ...before }, said) });
    }
    for (const [id, during] of this.#known) {
      if (during.at < at - KEPT_MS) this.#known.delete(id);
    }
  }

  /** Whether the sector's band, as it was released to the viewer, said so during the pattern. */
  saidTo(viewer: Viewer, sector: string, incident: string): boolean {
    const during = { ...SAID_NOWHERE, ...this.#known.get(incident) };
    const audience = audienceOf(viewer, sector);
    if (audience !== 'inside' || viewer.kind !== 'member') {
      return during[audience].includes(sector);
    }
    return isSaidInside(during, sector, viewer.member);
  }
}

const SAID_NOWHERE: SaidSectors = { outside: [], inside: [], observers: [], unlike: {} };

function isSaidInside({ inside, unlike }: SaidSectors, sector: string, member: string): boolean {
  const isUnlike = unlike[sector]?.includes(member) ?? false;
  return inside.includes(sector) !== isUnlike;
}

/** What was said by one of the two. */
function bothOf(one: SaidSectors, other: SaidSectors): SaidSectors {
  const union = (audience: Audience) => [...new Set([...one[audience], ...other[audience]])];
  const inside = union('inside');
  const sectors = new Set([...Object.keys(one.unlike), ...Object.keys(other.unlike)]);
  const unlike = [...sectors].map((sector) => {
    const members = new Set([...(one.unlike[sector] ?? []), ...(other.unlike[sector] ?? [])]);
    const isSaid = (member: string) =>
      isSaidInside(one, sector, member) || isSaidInside(other, sector, member);
    const its = [...members].filter((member) => isSaid(member) !== inside.includes(sector));
    return [sector, its] as const;
  });
  return {
    ...{ outside: union('outside'), inside, observers: union('observers') },
    unlike: Object.fromEntries(unlike.filter(([, its]) => its.length > 0)),
  };
}
