import type { Finding } from '../council-view.ts';
import { medianOf } from './median-of.ts';
import type { ReferenceNow } from './own-network.ts';
import type { RosterField, RosterSector } from './roster.ts';

/** A sector that moves together, and what is said of it. */
export interface ShiftedSector {
  readonly sector: RosterSector;
  readonly finding: Finding;
}

/** Where so many fields move, it is we who do. */
const OWN_RATIO = 0.8;
const OWN_FIELDS = 3;
/** Reference targets whose median deviation is below it are as usual. */
const QUIET_DEVIATION = 1;

/**
 * What common shifts together mean. In one field each sector stands for itself; in two or more it is the
 * council; in nearly all fields that can be looked at (80 %, three at least) it is our own network,
 * unless reference targets of ours were measured and are as usual. `testable`: fields with a sector
 * large enough and known for long enough.
 */
export function shiftFindings(
  shifted: readonly ShiftedSector[],
  { testable, references }: { testable: number; references: readonly ReferenceNow[] },
): readonly Finding[] {
  const fields = new Set<RosterField>(shifted.map(({ sector }) => sector.field)).size;
  if (fields < 2) return shifted.map(({ finding }) => finding);
  const isOurs = fields >= OWN_FIELDS && fields >= OWN_RATIO * testable && !areQuiet(references);
  return [isOurs ? ourShift(shifted, fields) : councilShift(shifted, fields)];
}

function areQuiet(references: readonly ReferenceNow[]): boolean {
  const known = references.flatMap(({ deviation }) => deviation ?? []);
  return known.length > 0 && medianOf(known) < QUIET_DEVIATION;
}

function councilShift(shifted: readonly ShiftedSector[], fields: number): Finding {
  const sectors = shifted.length;
  return {
    pattern: 'cross-sector',
    subject: { kind: 'council' },
    targets: shifted.flatMap(({ finding }) => finding.targets),
    evidence: {
      rule: 'common-shift',
      figures: { fields, sectors },
      text: {
        ja: `${fields}分野の${sectors}セプターで、応答時間がそろって長くなっています。単独で遅いと判定された計測対象は多くありません。`,
        en: `In ${sectors} sectors of ${fields} fields the response times moved together. Few sites are slow by themselves.`,
      },
    },
  };
}

function ourShift(shifted: readonly ShiftedSector[], fields: number): Finding {
  const sectors = shifted.length;
  return {
    pattern: 'own-network',
    subject: { kind: 'prober' },
    targets: [],
    evidence: {
      rule: 'common-shift',
      figures: { fields, sectors },
      text: {
        ja: `計測できるほぼすべての分野（${fields}分野、${sectors}セプター）で応答時間がそろって長くなっています。計測側の通信の影響の可能性があります。`,
        en: `In nearly all fields that can be compared (${fields}, with ${sectors} sectors) the response times moved together. Possibly it is the measuring side's own network.`,
      },
    },
  };
}
