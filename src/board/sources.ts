import type { Marked } from '../core/words/marked.ts';
import type { Family } from '../core/words/outcome.ts';
import type { Viewer } from '../core/words/viewer.ts';
import type { AboutFacts } from './about/about-facts.ts';
import type { IncidentDto, IncidentListDto, JudgingDto } from './dto/judging.ts';
import type { HealthDto, ProberDto } from './dto/prober.ts';
import type { SamplesDto, TargetDto, UsualDto } from './dto/target.ts';
import type {
  ChangesDto,
  CouncilPageDto,
  FoundSitesDto,
  OverviewDto,
  SectorPageDto,
} from './dto.ts';
import type { MetricFamily } from './exposition.ts';

/**
 * All that the board can ask for, given by the composition root. Each answers sealed for the viewer,
 * or null where he may not see it or it does not exist, which he cannot tell apart.
 */
export interface BoardSources {
  overview(viewer: Viewer): Marked<OverviewDto> | null;
  changes(viewer: Viewer, query: ChangesQuery): Marked<ChangesDto> | null;
  council(viewer: Viewer): Marked<CouncilPageDto> | null;
  /** Sites in whose names, ids or URL the text is. */
  sites(viewer: Viewer, text: string): Marked<FoundSitesDto> | null;
  sector(viewer: Viewer, id: string): Marked<SectorPageDto> | null;
  target(viewer: Viewer, id: string): Promise<Marked<TargetDto> | null>;
  usual(viewer: Viewer, query: UsualQuery): Promise<Marked<UsualDto> | null>;
  targetSamples(viewer: Viewer, query: TargetSamplesQuery): Promise<Marked<SamplesDto> | null>;
  judging(viewer: Viewer, query: JudgingQuery): Marked<JudgingDto> | null;
  incidents(viewer: Viewer, query: IncidentsQuery): Promise<Marked<IncidentListDto> | null>;
  incident(viewer: Viewer, id: string): Promise<Marked<IncidentDto> | null>;
  prober(viewer: Viewer, board: BoardStatus): Promise<Marked<ProberDto> | null>;
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
}

/** What is usual for a series; null = the family that its target has, or the first of both. */
export interface UsualQuery {
  readonly target: string;
  readonly family: Family | null;
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
