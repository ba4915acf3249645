import { timeText } from '../../core/time/time-text.ts';
import { JUDGEMENT_LABELS, JUDGEMENTS, type Judgement } from '../../core/words/judgement.ts';
import type { Language } from '../../core/words/language.ts';
import { SHARED_EN } from '../../core/words/shared-words-en.ts';
import { SHARED_JA } from '../../core/words/shared-words-ja.ts';
import {
  BAND_SHAPES,
  type BandSignKind,
  JUDGEMENT_SHAPES,
  type SignShape,
} from '../../core/words/sign-shapes.ts';
import {
  STATEMENT_KINDS,
  STATEMENT_LABELS,
  type StatementKind,
} from '../../core/words/statement.ts';
import type { BadgeDto, SectorBadgeDto, TargetBadgeDto } from '../dto/badge.ts';
import { BADGE_WORDS } from './badge-words.ts';

/** What is told loudly, quietly, and what tells that nothing can be said. */
export type Tone = 'quiet' | 'some' | 'loud' | 'none';

/** What a badge shows, in words and by a shape. */
export interface BadgeFace {
  readonly name: string;
  /** The id of a site, for a member may have several; null = it is a sector. */
  readonly id: string | null;
  readonly state: string;
  /** Every text that `state` could be: as wide as the widest is the badge, whatever it says. */
  readonly states: readonly string[];
  readonly shapes: readonly SignShape[];
  readonly tone: Tone;
  /** Our own side may be to blame. */
  readonly isDoubted: boolean;
  /** That its member says something of it, in few words; null = it does not. */
  readonly said: string | null;
  /** Every text that `said` could be, the widest of them. */
  readonly saids: readonly string[];
  /** The same in the member's own words, for who points at the badge or has it read to him. */
  readonly sayings: readonly string[];
  /** Epoch ms. */
  readonly at: number;
}

export function faceOf(badge: BadgeDto, asOf: number, language: Language): BadgeFace {
  return 'site' in badge ? siteFace(badge, asOf, language) : sectorFace(badge, asOf, language);
}

const BAND_TONES: Readonly<Record<BandSignKind, Tone>> = {
  ...{ none: 'quiet', some: 'some', half: 'loud', untold: 'none' },
};

/** The widest there is: a sector has no more members. */
const MOST_RATIO = 99.9;
const MOST_BANDS: Readonly<Record<Language, readonly string[]>> = {
  ja: ['半数以上', '一部（9999以上）', SHARED_JA.bandUntold],
  en: ['half or more', 'some (9999 or more)', SHARED_EN.bandUntold],
};

function sectorFace(badge: SectorBadgeDto, asOf: number, language: Language): BadgeFace {
  const [{ name, band, ratio }] = badge.sectors;
  const words = BADGE_WORDS[language];
  const kind = band?.level ?? 'untold';
  const withRatio = (text: string, times: number | null) =>
    times === null ? text : `${text} · ${words.ratio(times.toFixed(1))}`;
  const untold = (language === 'ja' ? SHARED_JA : SHARED_EN).bandUntold;
  return {
    ...{ name: name[language], id: null },
    state: withRatio(band === null ? untold : band.text[language], ratio),
    states: MOST_BANDS[language].map((text) => withRatio(text, MOST_RATIO)),
    ...{ shapes: BAND_SHAPES[kind], tone: BAND_TONES[kind] },
    isDoubted: badge.council.doubt !== null,
    ...{ said: null, saids: [], sayings: [] },
    at: badge.releasedAt ?? asOf,
  };
}

const JUDGEMENT_TONES: Readonly<Record<Judgement, Tone>> = {
  ...{ normal: 'quiet', slow: 'some', failing: 'loud', flapping: 'loud' },
  ...{ blocked: 'none', maintenance: 'none', unknown: 'none' },
};

function siteFace(badge: TargetBadgeDto, asOf: number, language: Language): BadgeFace {
  const { target, member, judgement, suspect } = badge.site;
  return {
    ...{ name: member.name[language], id: target },
    state: JUDGEMENT_LABELS[judgement][language],
    states: JUDGEMENTS.map((each) => JUDGEMENT_LABELS[each][language]),
    ...{ shapes: JUDGEMENT_SHAPES[judgement], tone: JUDGEMENT_TONES[judgement] },
    isDoubted: suspect || badge.council.doubt !== null,
    ...saidFace(badge, language),
    at: asOf,
  };
}

/** More a badge does not count. */
const MOST_SAID = 99;

function saidFace(
  { statements, council }: TargetBadgeDto,
  language: Language,
): Pick<BadgeFace, 'said' | 'saids' | 'sayings'> {
  const words = BADGE_WORDS[language];
  const shared = language === 'ja' ? SHARED_JA : SHARED_EN;
  const newest = statements.at(-1);
  const labelOf = (kind: StatementKind) => STATEMENT_LABELS[kind][language];
  const more = Math.min(statements.length - 1, MOST_SAID);
  return {
    said: newest === undefined ? null : words.said(labelOf(newest.kind), more),
    saids: STATEMENT_KINDS.map((kind) => words.said(labelOf(kind), MOST_SAID)),
    sayings: statements.map(({ kind, text, until, answer }) => {
      const end = shared.saidUntil(timeText(until, council.timezone, 'minute'));
      const answered = answer?.isAgreed === true ? shared.answerAgreed : shared.answerDeclined;
      const own = `${shared.saidKind(labelOf(kind))} ${text} ${end}`;
      return answer === null ? own : `${own} ${answered} ${answer.text}`;
    }),
  };
}
