import { type Config, configOn, type Target, targetsOf } from '../../core/config.ts';
import { AppError } from '../../core/errors.ts';
import { localDateOf } from '../../core/time/local-date.ts';
import type { Gap, Sample } from '../../core/words/sample.ts';
import type { DrillMark, Scenario } from '../../core/words/scenario.ts';
import { type DrillTimeline, timelineOf } from '../../practice/drill/timeline.ts';
import { createScaledClock, type ScaledClock } from '../../schedule/scaled-clock.ts';
import { PUBLIC_TARGETS } from '../control/drill-order.ts';
import { DRILL_VANTAGE } from '../practice-mark.ts';
import type { JudgedAt } from '../sharing/member-choices.ts';
import { type DrillPace, drillPaceOf, drillSchedule, realSchedule } from './drill-pace.ts';
import { drillSites } from './drill-sites.ts';

/** A drill as a service runs it in the place of what it measures else. */
export interface DrillRun {
  readonly mark: DrillMark;
  readonly scenario: Scenario;
  /** The council of the drill: its own vantage and schedule, no planned work, a store of its own. */
  readonly config: Config;
  readonly timeline: DrillTimeline;
  readonly pace: DrillPace;
  /** When it was asked for, by the machine's clock, epoch ms. */
  readonly askedAt: number;
  /** Of the day that is replayed; stands until {@link beginDrill}. */
  readonly clock: ScaledClock;
  /** Is told when the scenario has run through. */
  readonly onEnd: () => void;
}

export interface DrillRequest {
  readonly scenario: Scenario;
  readonly speed: number;
  /** That of the practice council. */
  readonly config: Config;
  /** Real time, epoch ms. */
  readonly now: number;
  readonly onEnd: () => void;
}

/** Throws `usage` where the targets are public, or for a speed that does not fit so many. */
export function createDrillRun({ scenario, speed, config, now, onEnd }: DrillRequest): DrillRun {
  if (!config.practice) throw new AppError('usage', PUBLIC_TARGETS);
  const { timezone } = config.council;
  const council = configOn(config, localDateOf(now, timezone));
  const targets = [...targetsOf(council).map(({ target }) => target), ...council.reference];
  const series = targets.reduce((sum, { family }) => sum + (family === 'both' ? 2 : 1), 0);
  const pace = drillPaceOf(speed, series);
  const stepMs = pace.everyMinutes * 60_000;
  const from = Math.floor(scenario.startsAt / stepMs) * stepMs;
  return {
    mark: {
      id: `${scenario.id}-${stampOf(now, timezone)}`,
      scenario: scenario.id,
      title: scenario.title,
      ...{ from, to: from + scenario.lengthMs, speed },
    },
    ...{ scenario, pace, askedAt: now, onEnd },
    config: drillConfig(council, pace),
    timeline: timelineOf(scenario, drillSites(council)),
    clock: createScaledClock(from, speed),
  };
}

/** `20261128-143005` of a time in a zone. */
function stampOf(at: number, timezone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone);
  return zoned
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })
    .replaceAll(/[-:]/g, '')
    .replace('T', '-');
}

function drillConfig(council: Config, pace: DrillPace): Config {
  const { store } = council;
  const schedule = drillSchedule(pace);
  const paced = (target: Target): Target => ({
    ...target,
    schedule,
    timeoutMs: Math.min(target.timeoutMs, pace.timeoutMs),
  });
  return {
    ...council,
    vantage: DRILL_VANTAGE,
    maintenance: [],
    // What goes to InfluxDB could not be told from what is measured every day.
    store: { ...store, kind: store.kind === 'memory' ? 'memory' : 'embedded' },
    reference: council.reference.map(paced),
    fields: council.fields.map(({ id, name }) => ({ id, name })),
    sectors: council.sectors.map((sector) => ({
      ...{ ...sector, validFrom: null, validTo: null },
      members: sector.members.map((member) => ({
        ...member,
        targets: member.targets.map(paced),
      })),
    })),
  };
}

/**
 * Where what people chose by the machine's clock lies in the drill's time: what they chose before it was
 * asked for, before all that happens in it.
 */
export function judgedAtIn({ clock, mark, askedAt }: DrillRun): JudgedAt {
  return (realAt) => (realAt < askedAt ? 0 : Math.max(mark.from, clock.timeAt(realAt)));
}

/** How what is measured in real time is kept in the drill's. */
export interface DrillTimes {
  readonly speed: number;
  /** Cron expression, of real time. */
  readonly schedule: string;
  /** Moved to the drill's time; every duration and lateness stays. */
  sampleOf(sample: Sample): Sample;
  gapOf(gap: Gap): Gap;
  timeAt(realAt: number): number;
}

/** Lets the drill's time run from the last slot boundary before now on, so that no slot is waited for. */
export function beginDrill({ clock, pace }: DrillRun, realNow: number): DrillTimes {
  const stepMs = pace.everySeconds * 1000;
  clock.begin(Math.floor(realNow / stepMs) * stepMs);
  return {
    speed: clock.speed,
    schedule: realSchedule(pace),
    sampleOf(sample) {
      const scheduledAt = clock.timeAt(sample.scheduledAt);
      const lateMs = (sample.startedAt ?? 0) - sample.scheduledAt;
      const startedAt = sample.startedAt === null ? null : scheduledAt + lateMs;
      return { ...sample, scheduledAt, startedAt };
    },
    gapOf: (gap) => ({ ...gap, from: clock.timeAt(gap.from), to: clock.timeAt(gap.to) }),
    timeAt: (realAt) => clock.timeAt(realAt),
  };
}
