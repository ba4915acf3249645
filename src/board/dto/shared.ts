/**
 * What the API's `data` holds for everybody but the operator; as in `../dto.ts`. Of others it tells
 * released bands, and by name only who agreed to it. Times that tell of several are those of the
 * releases: full minutes, and fives of them.
 */
import type { FactKind } from '../../core/words/fact.ts';
import type { IncidentEnding, Pattern } from '../../core/words/incident.ts';
import type { Judgement } from '../../core/words/judgement.ts';
import type { Text } from '../../core/words/language.ts';
import type { ProberDoubt } from '../../core/words/prober-doubt.ts';
import type { DrillMark } from '../../core/words/scenario.ts';
import type { ViewerKind } from '../../core/words/viewer.ts';
import type { BriefSeriesDto, CouncilDto, NamedDto, SiteDto } from '../dto.ts';
import type { VerdictDto } from './judging.ts';
import type { TargetDto } from './target.ts';

/** Who reads. */
export interface ViewerDto {
  readonly kind: ViewerKind;
  /** null where he is none, or is none any more. */
  readonly member: NamedDto | null;
  readonly sector: NamedDto | null;
}

export interface SharedCouncilDto extends Omit<CouncilDto, 'condition'> {
  /** All that is shown belongs to this drill; null = it is none. */
  readonly drill: DrillMark | null;
  /** The prober itself may be to blame for what is shown; `since` is rounded down to five minutes. */
  readonly doubt: Pick<ProberDoubt, 'kind' | 'since'> | null;
}

/** Of a page that shows nothing that was measured. */
export type PlainCouncilDto = Omit<SharedCouncilDto, 'doubt'>;

/** How many members of a sector are affected: a level, its number where it has one, and the words. */
export interface SharedBandDto {
  readonly level: 'none' | 'some' | 'half';
  readonly atLeast: number | null;
  readonly text: Text;
  /** The full minute since which it is so. */
  readonly since: number;
  /** Nothing was told shortly before `since`: it may have been so for longer. */
  readonly orEarlier: boolean;
}

/** A sector as it was released to the reader. */
export interface SharedSectorDto {
  readonly id: string;
  readonly name: Text;
  readonly field: NamedDto;
  /** null = nothing is told of it. */
  readonly band: SharedBandDto | null;
  /** Response time over normal, rounded to 0.1; null = not told. */
  readonly ratio: number | null;
}

/** A site that the reader may know by name. */
export interface SharedSiteDto {
  readonly target: string;
  readonly member: NamedDto;
  readonly sector: string;
  /** The worst of its series; `unknown` where nothing is judged yet. */
  readonly judgement: Judgement;
  /** The slot since which it is so; null = not known. */
  readonly since: number | null;
  /** Our own network is doubted, and the judgement may rest on that. */
  readonly suspect: boolean;
  /** null where the reader may know the judgement alone. */
  readonly detail: SiteDetailDto | null;
}

export interface SiteDetailDto extends Pick<SiteDto, 'url' | 'stopped' | 'series'> {
  readonly verdicts: readonly VerdictDto[];
}

/** A trouble of a named site, or a pattern, in the form that the reader may know. */
export interface SharedIncidentDto {
  /** Made of what is told of it and no other, so that it counts nothing. */
  readonly id: string;
  readonly pattern: Exclude<Pattern, 'own-network'>;
  readonly since: number;
  /** null while it lasts. */
  readonly endedAt: number | null;
  /** null while it lasts. */
  readonly ending: IncidentEnding | null;
  /** Those of its sites that are named to the reader. */
  readonly sites: readonly SharedIncidentSiteDto[];
  /** Others are in it. */
  readonly hasOthers: boolean;
  /** What its sites have in common; `text` null: only its kind is told; null = it is not about that. */
  readonly fact: { readonly kind: FactKind; readonly text: string | null } | null;
  /** Sectors that it touches and whose released band says so; of a site its own. */
  readonly sectors: readonly NamedDto[];
}

/** `judgement`: the worst so far, since the site was named to the reader. */
export interface SharedIncidentSiteDto extends Omit<SharedSiteDto, 'since' | 'suspect' | 'detail'> {
  /** Slots of its first sample that was not normal, or since it was named, and since which it is normal again. */
  readonly from: number;
  readonly to: number | null;
}

/** What is in every answer to those who share. */
export interface SharedHead {
  readonly view: 'shared';
  readonly council: SharedCouncilDto;
  readonly viewer: ViewerDto;
  /** The full minute of the bands; null before the first. */
  readonly releasedAt: number | null;
}

/** The council, a sector, or what was searched for: sectors by their bands, sites by their names. */
export interface SharedPageDto extends SharedHead {
  /** Hand it to `stream` as `since`. */
  readonly version: number;
  /** As `picture` of the events: another one = ask again. */
  readonly picture: string;
  /** Sectors of the whole council whose band is 一部 or above, and their fields. */
  readonly totals: { readonly sectors: number; readonly fields: number };
  readonly sectors: readonly SharedSectorDto[];
  /** Patterns that go on. */
  readonly incidents: readonly SharedIncidentDto[];
  /** All named sites that were asked for; `sites` may hold the first of them. */
  readonly total: number;
  readonly sites: readonly SharedSiteDto[];
}

/** Incidents, the newest first. */
export interface SharedIncidentListDto extends SharedHead {
  readonly incidents: readonly SharedIncidentDto[];
  /** `before` of the next page; null = there are no more. */
  readonly next: string | null;
}

/** One incident. */
export interface SharedIncidentPageDto extends SharedHead {
  readonly incident: SharedIncidentDto;
}

/** A site of which the reader may know the judgement alone. */
export interface SharedTargetDto extends SharedHead {
  readonly site: SharedSiteDto;
  readonly sector: NamedDto;
  readonly field: NamedDto;
}

/** A site that the reader may see in detail. */
export interface DetailTargetDto extends Omit<TargetDto, 'council'> {
  readonly view: 'detail';
  readonly council: SharedCouncilDto;
  readonly viewer: ViewerDto;
}

/** A site in full, for the operator and for whoever sees it in detail. */
export type SiteTarget = TargetDto | DetailTargetDto;

/** What a page tells beside its sites: another one at full minutes only. */
export type SectorHeadDto = Pick<
  SharedPageDto,
  'council' | 'releasedAt' | 'totals' | 'sectors' | 'incidents'
>;

/** How a named site does now. */
export interface SiteNewsDto
  extends Pick<SharedSiteDto, 'target' | 'judgement' | 'since' | 'suspect'> {
  /** Of its first series; null where the reader may know the judgement alone. */
  readonly values: { readonly totalMs: number | null; readonly ratio: number | null } | null;
}

/** What changed after `since`; with nothing new in it it is the heartbeat. */
export interface SharedChangesDto {
  readonly view: 'shared';
  /** The moment of the event, epoch ms: counts nothing. */
  readonly version: number;
  /**
   * `since` is none of this run, or too old, or a series has had more than one sample after it: ask for
   * the page again.
   */
  readonly reset: boolean;
  /** Another one than before = what the page shows of bands and judgements is another. */
  readonly picture: string;
  /** Series of sites that the reader may see in detail; none in the brief form. */
  readonly series: readonly BriefSeriesDto[];
  /** In the brief form: named sites of the sector that may do other than at `since`. */
  readonly news: readonly SiteNewsDto[];
  /** In the brief form: where it may be another one than at `since`. */
  readonly head: SectorHeadDto | null;
}

/** To whom the board shows itself, and so which of its pages. */
export interface ReaderDto {
  readonly view: 'whole' | 'shared';
  readonly viewer: ViewerDto;
  /** Of the council, an IANA name. */
  readonly timezone: string;
}
