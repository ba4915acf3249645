import type { Marked } from '../core/words/marked.ts';
import type { Family } from '../core/words/outcome.ts';
import type { Viewer } from '../core/words/viewer.ts';
import type { AboutFacts } from './about/about-facts.ts';
import type { SectorBadgeDto, TargetBadgeDto } from './dto/badge.ts';
import type { IncidentDto, IncidentListDto, JudgingDto } from './dto/judging.ts';
import type { MemberPageDto } from './dto/member.ts';
import type { PlanDto } from './dto/plan.ts';
import type { HealthDto, ProberDto } from './dto/prober.ts';
import type {
  DetailTargetDto,
  ReaderDto,
  SharedChangesDto,
  SharedIncidentListDto,
  SharedIncidentPageDto,
  SharedPageDto,
  SharedTargetDto,
} from './dto/shared.ts';
import type { SharedDayDto } from './dto/shared-day.ts';
import type { StatementListDto, TaskListDto } from './dto/statement.ts';
import type { SamplesDto, TargetDto, UsualDto } from './dto/target.ts';
import type {
  ChangesDto,
  CouncilPageDto,
  FoundSitesDto,
  OverviewDto,
  SectorPageDto,
} from './dto.ts';
import type { MetricFamily } from './exposition.ts';

/** What the operator is answered, and what those are who share. */
type Either<Whole, Shared> = Marked<Whole | Shared> | null;

/**
 * All that the board can ask for, given by the composition root. Each answers sealed for the viewer,
 * or null where he may not see it or it does not exist, which he cannot tell apart.
 */
export interface BoardSources {
  /** To whom the board shows itself. */
  reader(viewer: Viewer): Marked<ReaderDto> | null;
  overview(viewer: Viewer): Either<OverviewDto, SharedPageDto>;
  changes(viewer: Viewer, query: ChangesQuery): Either<ChangesDto, SharedChangesDto>;
  council(viewer: Viewer): Either<CouncilPageDto, SharedPageDto>;
  /** Sites in whose names, ids or URL the text is. */
  sites(viewer: Viewer, text: string): Either<FoundSitesDto, SharedPageDto>;
  sector(viewer: Viewer, id: string): Either<SectorPageDto, SharedPageDto>;
  /** The same sites, with their judgements, in one form for everybody. */
  sectorSites(viewer: Viewer, id: string): Marked<SharedPageDto> | null;
  target(viewer: Viewer, id: string): Promise<Either<TargetDto, DetailTargetDto | SharedTargetDto>>;
  usual(viewer: Viewer, query: UsualQuery): Promise<Marked<UsualDto> | null>;
  targetSamples(viewer: Viewer, query: TargetSamplesQuery): Promise<Marked<SamplesDto> | null>;
  judging(viewer: Viewer, query: JudgingQuery): Either<JudgingDto, SharedPageDto>;
  incidents(
    viewer: Viewer,
    query: IncidentsQuery,
  ): Promise<Either<IncidentListDto, SharedIncidentListDto>>;
  incident(viewer: Viewer, id: string): Promise<Either<IncidentDto, SharedIncidentPageDto>>;
  /** What members say of the judgements that the viewer sees by name. */
  statements(viewer: Viewer): Marked<StatementListDto> | null;
  /** What members say was measured wrongly, for the operator's answer. */
  tasks(viewer: Viewer): Marked<TaskListDto> | null;
  /** A member, for itself and for whoever acts on its behalf. */
  member(viewer: Viewer, id: string): Promise<Marked<MemberPageDto> | null>;
  /** A day as it was told. Rejects with `store_unavailable`. */
  day(viewer: Viewer, query: DayQuery): Promise<Marked<SharedDayDto> | null>;
  sectorBadge(viewer: Viewer, id: string): Marked<SectorBadgeDto> | null;
  /** The judgement of a site, without its values. */
  targetBadge(viewer: Viewer, id: string): Marked<TargetBadgeDto> | null;
  prober(viewer: Viewer, board: BoardStatus): Promise<Marked<ProberDto> | null>;
  /** What became of the configuration, for the operator. */
  plan(viewer: Viewer): Marked<PlanDto> | null;
  /** For everybody, without a login. */
  about(): Marked<AboutFacts> | null;
  health(viewer: Viewer): Marked<HealthDto> | null;
  metrics(viewer: Viewer, board: BoardStatus): Marked<readonly MetricFamily[]> | null;
}

export interface ChangesQuery {
  /** A version that was handed out, exclusive; null = from now on. */
  readonly since: number | null;
  /** Only this target's series; null = all. */
  readonly target: string | null;
  /** Only this sector's series; null = all. */
  readonly sector: string | null;
  /** Of a sector, for who shares: news of its sites in few words, in the place of series. */
  readonly isBrief?: boolean;
}

/** Half open [from, to), epoch ms. */
export interface TargetSamplesQuery {
  readonly target: string;
  readonly from: number;
  readonly to: number;
  /** null = raw samples; else a multiple of 5 min. */
  readonly stepMs: number | null;
  /** null = every family. */
  readonly family: Family | null;
}

/** What is said of the whole council, or of a sector or a target alone. */
export interface JudgingQuery {
  readonly sector: string | null;
  readonly target: string | null;
}

export interface IncidentsQuery {
  /** Opened before the incident of this id; null = the newest. */
  readonly before: string | null;
  /** Only this target's; null = all. */
  readonly target: string | null;
  /** Only those that go on. */
  readonly open: boolean;
  /** In one answer; absent = as many as a page has. */
  readonly atMost?: number;
}

/** A day of the council's zone, or the last 24 hours. */
export interface DayQuery {
  /** The day that holds this moment, epoch ms; null = the last 24 hours. */
  readonly on: number | null;
  /** Only this sector; null = all. */
  readonly sector: string | null;
  /** `bands`: without incidents, and so without a name. */
  readonly of: 'all' | 'bands';
}

/** What is usual for a series. */
export interface UsualQuery {
  readonly target: string;
  /** null = the family that its target has, or the first of both. */
  readonly family: Family | null;
  /** At the end of the 24 hours that it is compared with, epoch ms; null = now, as what lies ahead. */
  readonly at: number | null;
}

/** The board about itself. */
export interface BoardStatus {
  /** Open event streams. */
  readonly clients: number;
  /** Streams ended because the client did not read, since start. */
  readonly clientsDropped: number;
  /** Requests answered since start, by class of status (`2xx`). */
  readonly requests: Readonly<Record<string, number>>;
}
