import type { Buckets } from '../../core/buckets.ts';
import type { Config } from '../../core/config.ts';
import type { FanOut, PlannedRange, SectorBucket } from '../../core/words/fan-out.ts';
import type { Marked } from '../../core/words/marked.ts';
import { OPERATOR, type Viewer } from '../../core/words/viewer.ts';
import { detailTargetsOf } from '../../share/rules/detail-targets.ts';
import type { Gate } from '../../share/seal.ts';
import { sharedTargetsOf } from './shared-targets.ts';

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
  /** Epoch ms. */
  readonly now: number;
}

/** Who takes which samples by the sharing rules as they are now. A sector that may have none has no bucket. */
export function fanOutOf(gate: Gate, parts: FanOutParts): SealedFanOut {
  const { config, buckets, planned, now } = parts;
  const whole = gate.seal(
    OPERATOR,
    { kind: 'council' },
    {
      asOf: now,
      data: {
        operators: buckets.operators,
        others: [...Object.values(buckets.rollups), buckets.shared],
        practice: config.practice,
        planned,
      },
    },
  );
  const sectors = [...sharedTargetsOf(config)].flatMap(([sector, targets]) => {
    const viewer: Viewer = { kind: 'secretariat', sector: sector.id };
    const data = {
      bucket: buckets.sector(sector.id),
      sector: sector.id,
      targets: detailTargetsOf(viewer, targets),
    };
    return gate.seal(viewer, { kind: 'bucket', sector: sector.id }, { asOf: now, data }) ?? [];
  });
  if (whole === null) throw new TypeError('the operator is refused its own bucket');
  return { whole, sectors };
}
