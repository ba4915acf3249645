import type { PlacedTarget } from '../../core/config.ts';
import type { SharedFact } from '../../core/words/fact.ts';
import type { ActiveMaintenance } from '../../core/words/maintenance.ts';
import type { ProbeRecord } from '../../core/words/probe-record.ts';
import type { Sample } from '../../core/words/sample.ts';
import type { TargetDto } from '../dto/target.ts';
import type { ConditionDto } from '../dto.ts';
import type { Live } from '../live.ts';
import { seriesSince } from '../series-since.ts';
import { dayOf } from './day.ts';
import { councilOf, fieldOf, stoppedSince } from './overview.ts';

/**
 * One target: its newest samples, the records kept of it, and its last 24 hours, [from, to). `since`:
 * nothing is told of what was before, epoch ms; endless = all is.
 */
export function targetOf(
  live: Live,
  placed: PlacedTarget,
  stored: {
    readonly records: readonly ProbeRecord[];
    readonly facts: readonly SharedFact[];
    readonly samples: readonly Sample[];
    readonly condition: ConditionDto;
    readonly from: number;
    readonly to: number;
    readonly since: number;
  },
): TargetDto {
  const { target, member, sector } = placed;
  const index = live.table.indexOf(target.id);
  const { from, to, since } = stored;
  const series = index === null ? [] : seriesSince(live, index, { since, now: to });
  const range = { from, to };
  return {
    id: target.id,
    council: councilOf(live.config, stored.condition),
    url: target.url,
    practice: target.practice,
    member: { id: member.id, name: member.name },
    sector: { id: sector.id, name: sector.name },
    field: fieldOf(live.config, sector),
    schedule: target.schedule,
    timeoutMs: target.timeoutMs,
    consent: target.consent,
    stopped: stoppedSince(live, target.id, since),
    maintenance: maintenanceOf(live, target.id, range),
    series,
    facts: stored.facts,
    records: stored.records,
    day: series.map(({ family }) => dayOf(stored.samples, family, range)),
  };
}

/** Distance of two looks for planned work, ms. */
const LOOK_MS = 300_000;

/** The planned work that lies in or touches [from, to], oldest first. */
function maintenanceOf(
  live: Live,
  target: string,
  { from, to }: { readonly from: number; readonly to: number },
): readonly ActiveMaintenance[] {
  const found: ActiveMaintenance[] = [];
  for (let at = from; at <= to; ) {
    const active = live.maintenanceOf(target, at);
    const last = found.at(-1);
    if (active && !(last?.window === active.window && last.from === active.from))
      found.push(active);
    const next = active && active.to > at ? active.to : at + LOOK_MS;
    at = at < to ? Math.min(next, to) : to + 1;
  }
  return found;
}
