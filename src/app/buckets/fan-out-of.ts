import type { Buckets } from '../../core/buckets.ts';
import type { Config, Target } from '../../core/config.ts';
import type { FanOut, PlannedRange, SectorBucket } from '../../core/words/fan-out.ts';
import type { Marked } from '../../core/words/marked.ts';
import { OPERATOR, type Viewer } from '../../core/words/viewer.ts';
import { isNamedTo, readRightOf } from '../../share/rules/read-right.ts';
import type { Gate } from '../../share/seal.ts';
import { sharedTargetsOf } from './shared-targets.ts';
import type { SinceOf } from './withdrawals.ts';

/** What the buckets of samples may take, each sealed for whom its readers are. */
export interface SealedFanOut {
  /** For operators: everything. */
  readonly whole: Marked<Omit<FanOut, 'sectors'>>;
  /** For the sector's secretariat. */
  readonly sectors: readonly Marked<SectorBucket>[];
}

export interface FanOutParts {
  readonly config: Config;
  readonly buckets: Buckets;
  readonly planned: readonly PlannedRange[];
  /** Of what is shared since `now` or later it knows nothing. */
  readonly sinceOf: SinceOf;
  /** Epoch ms. */
  readonly now: number;
}

/** No alarm is raised by a site that is of no sector. */
function neverTold({ id }: Target): PlannedRange {
  return { target: id, from: 0, to: Number.MAX_SAFE_INTEGER };
}

/**
 * Who takes what by the sharing rules as they are now. What was measured before a target came to
 * be shared stays unshared, however long it waits. A sector that may have none has no bucket.
 */
export function fanOutOf(gate: Gate, parts: FanOutParts): SealedFanOut {
  const { config, buckets, planned, sinceOf, now } = parts;
  const whole = gate.seal(
    OPERATOR,
    { kind: 'council' },
    {
      asOf: now,
      data: {
        operators: buckets.operators,
        others: [...Object.values(buckets.rollups), buckets.shared],
        practice: config.practice,
        planned: [...planned, ...config.reference.map(neverTold)],
      },
    },
  );
  const sectors = [...sharedTargetsOf(config)].flatMap(([sector, targets]) => {
    const viewer: Viewer = { kind: 'secretariat', sector: sector.id };
    const bucket = buckets.sector(sector.id);
    const admitted = targets
      .filter((target) => isNamedTo(viewer, target))
      .map((target) => {
        const inDetail = readRightOf(viewer, target) === 'detail';
        return { id: target.id, since: inDetail ? (sinceOf(bucket, target.id) ?? now) : null };
      })
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const data = { bucket, sector: sector.id, targets: admitted };
    return gate.seal(viewer, { kind: 'bucket', sector: sector.id }, { asOf: now, data }) ?? [];
  });
  if (whole === null) throw new TypeError('the operator is refused its own bucket');
  return { whole, sectors };
}
