import type { Evidence } from '../../../core/words/incident.ts';
import type { CouncilMemory } from './council-memory.ts';
import type { CouncilPicture, JudgedTarget } from './council-picture.ts';
import { chanceInWords, percentOf } from './figures-in-words.ts';
import type { Candidate } from './holding.ts';
import { lookedAtMs } from './learning.ts';
import { medianOf } from './median-of.ts';
import type { RosterSector } from './roster.ts';
import { log10NormalTail, type ShiftBaseline, taughtShift } from './shift-baseline.ts';

/** Figures of the common shift. */
export const SHIFT = {
  fewestUnits: 10,
  /** Time that must have taught what is usual before anything is said, ms. */
  learnMs: 2 * 3_600_000,
  log10: -8,
  /** Of the members' own standard deviations: below it nobody would notice. */
  least: 0.5,
  /** Share of units above what is usual; where half of them move far it is 0.75. */
  together: 0.85,
  /** Where more of the sector is affected one by one, it is no common shift. */
  affected: 0.1,
  /** A shift that was found goes on above so many standard deviations. */
  holdingZ: 3,
} as const;
const FARTHEST = 10;
/** √(π/2): standard error of the median of n normal values is this / √n. */
const MEDIAN_ERROR = Math.sqrt(Math.PI / 2);

export interface SectorShift {
  readonly sector: RosterSector;
  readonly units: number;
  /** The median deviation above what it usually is, in the members' standard deviations. */
  readonly shift: number;
  /** The same in standard deviations of the median. */
  readonly z: number;
  readonly taught: ShiftBaseline;
  readonly isKnown: boolean;
  readonly candidate: Candidate | null;
  readonly holds: boolean;
}

/**
 * How far the answers of a sector moved together where no member is slow by itself. Statistic: the
 * median over units of the median deviation of their normal targets (`TargetNow.deviation`, standard
 * deviations of the target's own log response time). Under independence and with deviations of
 * median 0 and standard deviation 1 its standard error is √(π/2)/√n (asymptotic, normal; for heavier
 * tails it is smaller, so this is on the safe side). Sites are not quite independent (time of day, our
 * own line), so the measured spread of the statistic over two days counts where it is larger, and its
 * mean instead of 0. Found where z ≥ 5.6 (normal tail below 1e-8), the median moved by half a standard
 * deviation at least, 85 % of the units lie above what is usual, and fewer than 10 % of the sector's
 * targets are affected. Only slower counts. A shift that is found or goes on does not teach.
 */
export function sectorShifts(
  { now, roster, judged, affectedTargets }: CouncilPicture,
  { shifts, evaluatedAt }: Pick<CouncilMemory, 'shifts' | 'evaluatedAt'>,
): readonly SectorShift[] {
  const ms = lookedAtMs(now, evaluatedAt);
  const bySector = Map.groupBy(judged, ({ target }) => target.member.sector);
  return roster.sectors.flatMap((sector): readonly SectorShift[] => {
    const targets = bySector.get(sector) ?? [];
    const values = unitValues(targets);
    if (values.length < SHIFT.fewestUnits) return [];
    const affected = targets.filter(({ target }) => affectedTargets.has(target)).length;
    const isCalm = affected < SHIFT.affected * targets.length;
    return [shiftOf({ sector, values, isCalm, known: shifts.get(sector.id) ?? null, ms })];
  });
}

/** One value a unit, so that 40 sites on one host are one voice. */
function unitValues(targets: readonly JudgedTarget[]): readonly number[] {
  const usable = targets.filter(
    ({ state }) => state.judgement === 'normal' && state.deviation !== null,
  );
  const units = Map.groupBy(usable, ({ target }) => target.member.unit);
  return [...units.values()].map((unit) =>
    medianOf(
      unit.map(({ state }) => Math.max(-FARTHEST, Math.min(FARTHEST, Number(state.deviation)))),
    ),
  );
}

interface Measured {
  /** Since the evaluation before. */
  readonly ms: number;
  readonly sector: RosterSector;
  readonly values: readonly number[];
  readonly isCalm: boolean;
  readonly known: ShiftBaseline | null;
}

function shiftOf({ sector, values, isCalm, known, ms }: Measured): SectorShift {
  const median = medianOf(values);
  const taught = taughtShift(known, median, ms);
  const usual = known ?? taught;
  const spread = Math.max(MEDIAN_ERROR / Math.sqrt(values.length), Math.sqrt(usual.variance));
  const shift = median - usual.mean;
  const z = shift / spread;
  const isKnown = usual.taughtMs >= SHIFT.learnMs;
  const above = values.filter((value) => value > usual.mean).length / values.length;
  const log10 = z > 1 ? log10NormalTail(z) : 0;
  const isFound =
    isKnown && isCalm && shift >= SHIFT.least && above >= SHIFT.together && log10 < SHIFT.log10;
  const units = values.length;
  return {
    sector,
    units,
    shift,
    z,
    taught,
    isKnown,
    holds: isCalm && z >= SHIFT.holdingZ,
    candidate: isFound
      ? {
          about: { kind: 'shift', id: sector.id },
          strength: units,
          log10,
          evidence: evidenceOf({ units, shift, above, z, log10 }),
        }
      : null,
  };
}

interface Figures {
  readonly units: number;
  readonly shift: number;
  readonly above: number;
  readonly z: number;
  readonly log10: number;
}

function evidenceOf({ units, shift, above, z, log10 }: Figures): Evidence {
  const chance = chanceInWords(log10);
  const [by, share] = [shift.toFixed(1), percentOf(above)];
  return {
    rule: 'common-shift',
    figures: {
      units,
      medianShift: shift,
      aboveRatio: above,
      standardDeviations: z,
      log10Probability: log10,
    },
    text: {
      ja: `単独で遅いと判定された計測対象は少ないものの、互いに関係のない${units}組の応答時間がそろって長くなっています（中央値が各自のばらつきの${by}倍、${share}が平常より長い）。偶然にこうなる確率は${chance.ja}です。`,
      en: `Few sites are slow by themselves, but the response times of ${units} unrelated groups moved together (their median by ${by} of their own standard deviations, ${share} above normal). The probability by chance is ${chance.en}.`,
    },
  };
}
