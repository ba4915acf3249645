import type { Reason, SuspectCause } from '../core/words/outcome.ts';
import type { StrainDoubt } from '../core/words/prober-doubt.ts';
import type { Sample } from '../core/words/sample.ts';

/** Slots of this time are looked at, ms. */
const WINDOW_MS = 300_000;
const PARTS = 10;
const PART_MS = WINDOW_MS / PARTS;

/** From this share of disturbed slots on the prober is in doubt, where there are enough slots. */
const DISTURBED_RATIO = 0.1;
const LEAST_SLOTS = 20;
/** A probe that starts so long after its slot is late, ms; what waits for its address is not. */
const LATE_MS = 1000;
/** With more late ones than this share, the 99 % point of lateness is above {@link LATE_MS}. */
const LATE_RATIO = 0.01;
const LEAST_SLOTS_FOR_LATE = 100;

const SUSPECT_BY_US: readonly (SuspectCause | null)[] = ['loop_delay', 'overloaded', 'clock'];
/** `late` is a site's slowness, and `overloaded` may be the limit of its address. */
const MISSED_BY_US: readonly (Reason | null)[] = ['paused', 'prober_down', 'clock'];

interface Part {
  /** Start, epoch ms; NaN = not used yet. */
  at: number;
  slots: number;
  disturbed: number;
  late: number;
}

/** How much of what was measured of late was disturbed by the prober itself; first attempts only. */
export class ProbeStrain {
  readonly #parts = Array.from({ length: PARTS }, (): Part => emptyPart(Number.NaN));

  count(sample: Sample): void {
    if (sample.attempt !== 1) return;
    const at = Math.floor(sample.scheduledAt / PART_MS) * PART_MS;
    const place = (at / PART_MS) % PARTS;
    const held = this.#parts[place];
    if (held !== undefined && at < held.at) return;
    const part = held !== undefined && held.at === at ? held : emptyPart(at);
    this.#parts[place] = part;
    const late = isLate(sample);
    part.slots += 1;
    if (late) part.late += 1;
    if (late || isDisturbed(sample)) part.disturbed += 1;
  }

  /** null = the prober keeps up, or too few slots came due to tell. */
  doubtAt(now: number): StrainDoubt | null {
    const parts = this.#parts.filter(({ at }) => at > now - WINDOW_MS && at <= now);
    const sum = (name: 'slots' | 'disturbed' | 'late') =>
      parts.reduce((total, part) => total + part[name], 0);
    const [slots, disturbed, late] = [sum('slots'), sum('disturbed'), sum('late')];
    const strained =
      (slots >= LEAST_SLOTS && disturbed >= slots * DISTURBED_RATIO) ||
      (slots >= LEAST_SLOTS_FOR_LATE && late > slots * LATE_RATIO);
    if (!strained) return null;
    return { kind: 'strained', since: Math.min(...parts.map(({ at }) => at)), slots, disturbed };
  }
}

function emptyPart(at: number): Part {
  return { at, slots: 0, disturbed: 0, late: 0 };
}

function isLate({ startedAt, scheduledAt, queueMs }: Sample): boolean {
  return startedAt !== null && startedAt - scheduledAt - (queueMs ?? 0) > LATE_MS;
}

function isDisturbed({ outcome, reason, suspectCause }: Sample): boolean {
  return outcome === 'missed'
    ? MISSED_BY_US.includes(reason)
    : SUSPECT_BY_US.includes(suspectCause);
}
