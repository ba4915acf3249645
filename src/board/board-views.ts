import type { Config, PlacedTarget } from '../core/config.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { ConfigHistory } from '../core/ports/config-history.ts';
import type { FactsBook } from '../core/ports/facts-book.ts';
import type { JudgementStore } from '../core/ports/judgement-store.ts';
import type { Judging } from '../core/ports/judging.ts';
import type { Log } from '../core/ports/log.ts';
import type { NoticeStore } from '../core/ports/notice-store.ts';
import type { ReloadStatus } from '../core/ports/reload-status.ts';
import type { SampleStore } from '../core/ports/sample-store.ts';
import type { StateStore } from '../core/ports/state-store.ts';
import type { Dated } from '../core/words/marked.ts';
import type { DrillMark } from '../core/words/scenario.ts';
import type { PlanDto } from './dto/plan.ts';
import type { DiskDto, HealthDto, ProberDto } from './dto/prober.ts';
import type { SamplesDto, TargetDto, UsualDto } from './dto/target.ts';
import type {
  ChangesDto,
  ConditionDto,
  CouncilPageDto,
  CountsDto,
  FoundSitesDto,
  OverviewDto,
  SectorPageDto,
} from './dto.ts';
import type { MetricFamily } from './exposition.ts';
import { createFreshCache } from './fresh-cache.ts';
import { createJudgingViews, type JudgingViews } from './judging-views.ts';
import type { Live } from './live.ts';
import { createNormals } from './normals.ts';
import { readSamples } from './read-samples.ts';
import { readUsual } from './read-usual.ts';
import type { BoardStatus, ChangesQuery, TargetSamplesQuery, UsualQuery } from './sources.ts';
import { councilPageOf, foundSitesOf } from './views/council.ts';
import { healthOf, type ServiceFigures } from './views/health.ts';
import { metricsOf } from './views/metrics.ts';
import {
  changesOf,
  councilOf,
  overviewOf,
  type Summaries,
  seriesOfTarget,
  summariesOf,
} from './views/overview.ts';
import { planPageOf } from './views/plan.ts';
import { proberOf } from './views/prober.ts';
import { sectorOf } from './views/sector.ts';
import { targetOf } from './views/target.ts';

const DAY_MS = 86_400_000;

/**
 * Answers not yet sealed, for the composition root to seal. An answer about everything is built at
 * most once a second and is then the same object, so that an outlet serialises it once.
 */
export interface BoardViews extends JudgingViews {
  overview(): Dated<OverviewDto>;
  changes(query: ChangesQuery): Dated<ChangesDto>;
  council(): Dated<CouncilPageDto>;
  sites(text: string): Dated<FoundSitesDto>;
  /** null = there is no such sector. */
  sector(id: string): Dated<SectorPageDto> | null;
  /** A target of the configuration; null = there is none. */
  placed(id: string): PlacedTarget | null;
  /** `since`: what was measured before is left out, epoch ms. Rejects with `store_unavailable`. */
  target(placed: PlacedTarget, since?: number): Promise<Dated<TargetDto>>;
  /** Rejects with `store_unavailable`. */
  samples(query: TargetSamplesQuery): Promise<Dated<SamplesDto>>;
  /** As {@link target}. */
  usual(placed: PlacedTarget, query: UsualQuery, since?: number): Promise<Dated<UsualDto>>;
  /** Rejects with `store_unavailable`. */
  prober(board: BoardStatus): Promise<Dated<ProberDto>>;
  plan(): Dated<PlanDto>;
  health(): Dated<HealthDto>;
  metrics(board: BoardStatus): Dated<readonly MetricFamily[]>;
}

export interface BoardViewParts {
  readonly clock: Pick<Clock, 'now'>;
  readonly live: Live;
  /** null or absent = no drill. */
  readonly drill?: DrillMark | null;
  readonly store: Pick<SampleStore, 'samples' | 'rollups' | 'gaps'>;
  readonly state: Pick<StateStore, 'records'>;
  readonly judging: Judging;
  readonly judgements: Pick<JudgementStore, 'incidents' | 'incident'>;
  readonly notices: Pick<NoticeStore, 'decisions'>;
  readonly figures: () => ServiceFigures;
  readonly log: Log;
  /** What targets may have in common; absent = nothing is known of it. */
  readonly facts?: Pick<FactsBook, 'factsOf'>;
  /** The disk of the store; absent where it keeps nothing on one. */
  readonly disk?: () => Promise<DiskDto>;
  /** How the configuration in force came to be; absent where it cannot change. */
  readonly reload?: () => ReloadStatus | null;
  /** What became of it before; absent where it cannot change. */
  readonly history?: () => ConfigHistory | null;
}

export function createBoardViews(parts: BoardViewParts): BoardViews {
  const { clock, live, store, log } = parts;
  const now = () => clock.now();
  const cached = createFreshCache(now);
  const refreshNormals = createNormals(live, store, { log, readUntil: now() });
  // By version, so that no answer holds a sample that its own counts do not.
  const summaries = () => {
    refreshNormals(now());
    const { version } = parts.judging;
    const key = `summaries/${live.firstVersion}/${live.version}/${version}`;
    const rest = () => ({ condition: conditionOf(parts), judging: version });
    return cached(key, () => summariesOf(live, now(), rest())).data;
  };
  const overview = createOverview(live, summaries, now);
  return {
    overview: () => cached(`overview/${live.firstVersion}`, overview),
    changes(query) {
      const { since, target, sector } = query;
      const key = `changes/${live.firstVersion}/${since}/${target ?? ''}/${sector ?? ''}`;
      return cached(key, () => changesOf(live, summaries(), query));
    },
    council: () =>
      cached(`council/${live.firstVersion}`, () =>
        councilPageOf(live, { summaries: summaries(), now: now() }),
      ),
    sites: (text) => ({ asOf: now(), data: foundSitesOf(live, text) }),
    sector(id) {
      const sector = live.config.sectors.find((each) => each.id === id);
      if (sector === undefined) return null;
      const build = () => sectorOf(live, sector, { summaries: summaries(), now: now() });
      return cached(`sector/${live.firstVersion}/${id}`, build);
    },
    ...siteViews(parts),
    ...createJudgingViews({
      judging: parts.judging,
      judgements: parts.judgements,
      notices: parts.notices,
      now,
      place: () => ({
        config: live.config,
        council: councilOf(live.config, conditionOf(parts)),
      }),
    }),
    ...proberViews(parts, () => summaries().counts),
  };
}

function proberViews(
  parts: BoardViewParts,
  counts: () => CountsDto,
): Pick<BoardViews, 'prober' | 'plan' | 'health' | 'metrics'> {
  const { clock, live, store } = parts;
  const now = () => clock.now();
  return {
    async prober(board) {
      const asOf = now();
      const [gaps, disk] = await Promise.all([
        store.gaps({ from: asOf - DAY_MS, to: asOf }),
        parts.disk?.() ?? null,
      ]);
      const figures = parts.figures();
      const reload = parts.reload?.() ?? null;
      const rest = { figures, counts: counts(), condition: conditionOf(parts), board, reload };
      return { asOf, data: proberOf(live, { ...rest, disk, gaps, now: asOf }) };
    },
    plan() {
      const council = councilOf(live.config, conditionOf(parts));
      const input = { reload: parts.reload?.() ?? null, history: parts.history?.() ?? null };
      return { asOf: now(), data: planPageOf(council, input) };
    },
    health() {
      const asOf = now();
      return { asOf, data: healthOf(parts.figures(), { doubt: live.doubtAt(asOf), now: asOf }) };
    },
    metrics(board) {
      const figures = parts.figures();
      return {
        asOf: now(),
        data: metricsOf({
          tally: live.tally,
          counts: counts(),
          figures,
          board,
          practice: live.config.practice,
          reload: parts.reload?.() ?? null,
          now: clock.now(),
        }),
      };
    },
  };
}

function siteViews(
  parts: BoardViewParts,
): Pick<BoardViews, 'placed' | 'target' | 'samples' | 'usual'> {
  const { clock, live, store, state } = parts;
  return {
    placed(id) {
      const index = live.table.indexOf(id);
      return index === null ? null : (live.table.targets[index] ?? null);
    },
    async target(placed, since = Number.NEGATIVE_INFINITY) {
      const to = clock.now();
      const from = Math.min(to, Math.max(to - DAY_MS, since));
      const [kept, samples] = await Promise.all([
        state.records(placed.target.id),
        store.samples({ target: placed.target.id, from, to }),
      ]);
      const facts = parts.facts?.factsOf(placed.target.id) ?? [];
      const records = kept.filter(({ sample }) => sample.scheduledAt >= since);
      const condition = conditionOf(parts);
      const stored = { records, samples, facts, from, to, since, condition };
      return { asOf: to, data: targetOf(live, placed, stored) };
    },
    async samples(query) {
      const asOf = clock.now();
      return { asOf, data: await readSamples(store, query, live.config.council.timezone) };
    },
    async usual({ target }, { family, at }, since = Number.NEGATIVE_INFINITY) {
      const asOf = clock.now();
      const { timezone } = live.config.council;
      const index = live.table.indexOf(target.id);
      const first = index === null ? undefined : seriesOfTarget(live.table, index)[0];
      const series = { target: target.id, family: family ?? first?.family ?? 4 };
      const range = { at: Math.min(at ?? asOf, asOf), timezone, since };
      return { asOf, data: await readUsual(store, series, range) };
    },
  };
}

function conditionOf({ clock, figures, live, drill, reload }: BoardViewParts): ConditionDto {
  const now = clock.now();
  const doubt = live.doubtAt(now);
  return {
    prober: healthOf(figures(), { doubt, now }).status,
    reloadRefused: (reload?.()?.refused ?? null) !== null,
    doubt,
    drill: drill ?? null,
  };
}

/** Builds the overview; sites without news are those of the one before, under one configuration. */
function createOverview(live: Live, summaries: () => Summaries, now: () => number) {
  let last: { readonly overview: OverviewDto; readonly config: Config } | null = null;
  return (): OverviewDto => {
    const { config } = live;
    const previous = last?.config === config ? last.overview : null;
    const overview = overviewOf(live, summaries(), { now: now(), previous });
    last = { overview, config };
    return overview;
  };
}
