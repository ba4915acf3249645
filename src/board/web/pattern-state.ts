import { FACT_NAMES, type FactKind } from '../../core/words/fact.ts';
import {
  AFFECTED_JUDGEMENTS,
  JUDGEMENT_WEIGHTS,
  type Judgement,
} from '../../core/words/judgement.ts';
import type { Language } from '../../core/words/language.ts';
import type { IncidentRowDto, IncidentSubjectDto, JudgingDto, VerdictDto } from '../dto/judging.ts';

/** What a pattern reaches; times are formatted. */
export interface Reach {
  /** Not normal now. */
  readonly affected: number;
  /** That are or were; 0 = their response times have grown together, none is slow by itself. */
  readonly sites: number;
  readonly sectors: number;
  /** Names, in the order of the configuration. */
  readonly fields: readonly string[];
  readonly since: string;
}

/** What is said now of all that is looked at: the widest of it; texts are formatted. */
export type PatternState =
  | { readonly kind: 'not-judged' }
  | NothingState
  /** `targets` that failed together, whereupon nothing is judged; null = what else makes it likely. */
  | { readonly kind: 'own-network'; readonly targets: number | null; readonly since: string }
  | { readonly kind: 'cross-sector'; readonly reach: Reach }
  | {
      readonly kind: 'shared-cause';
      readonly fact: { readonly name: string; readonly text: string };
      readonly reach: Reach;
    }
  | { readonly kind: 'sector-wide'; readonly sector: string; readonly reach: Reach }
  | SinglesState;

/** Nothing differs as far as anything can be said; numbers of sites, `judged` 0 = of none. */
export interface NothingState {
  readonly kind: 'normal';
  readonly judged: number;
  readonly learning: number;
  readonly unknown: number;
}

export interface SinglesState {
  readonly kind: 'singles';
  readonly slow: number;
  readonly failing: number;
  readonly flapping: number;
  /** That have one of them; null on the page of one sector. */
  readonly sectors: number | null;
  /** The earliest of them. */
  readonly since: string;
}

/** What goes on beside what the sentence says first. */
export interface Beside {
  readonly patterns: number;
  readonly singles: number;
}

export interface Told {
  readonly state: PatternState;
  readonly beside: Beside;
}

export interface TellContext {
  readonly language: Language;
  /** A moment as the sentence says it. */
  readonly time: (at: number) => string;
  /** Whether it is the council that is looked at, not one of its sectors. */
  readonly council: boolean;
}

/** The widest of what goes on: doubt of our own network, a pattern, single sites, nothing. */
export function toldOf(judging: JudgingDto, context: TellContext): Told {
  const { incidents, ownNetwork } = judging;
  const patterns = incidents.filter(({ pattern }) => pattern !== 'single');
  const singles = incidents.length - patterns.length;
  const [first] = patterns;
  if (ownNetwork !== null) {
    const { targets, since } = ownNetwork;
    const state = { kind: 'own-network', targets, since: context.time(since) } as const;
    const others = patterns.filter(({ pattern }) => pattern !== 'own-network');
    return { state, beside: { patterns: others.length, singles } };
  }
  if (first !== undefined) {
    return { state: stateOf(first, context), beside: { patterns: patterns.length - 1, singles } };
  }
  const state = singlesOf(judging, context) ?? nothingOf(judging);
  return { state, beside: { patterns: 0, singles: 0 } };
}

function nothingOf({ version, coverage }: JudgingDto): PatternState {
  const { sites, learning, unknown } = coverage;
  if (version === 0 || sites === 0) return { kind: 'not-judged' };
  return { kind: 'normal', judged: sites - learning - unknown, learning, unknown };
}

/** What one incident says, as the sentence at the top of its page. */
export function stateOf(
  incident: IncidentRowDto,
  { language, time }: Pick<TellContext, 'language' | 'time'>,
): Exclude<PatternState, SinglesState> {
  const { subject, since } = incident;
  const reach: Reach = {
    affected: incident.affected,
    sites: incident.sites,
    sectors: incident.sectors.length,
    fields: incident.fields.map(({ name }) => name[language]),
    since: time(since),
  };
  switch (subject.kind) {
    case 'fact':
      return { kind: 'shared-cause', fact: factOf(subject.fact, language), reach };
    case 'sector':
      return { kind: 'sector-wide', sector: subjectName(subject, language), reach };
    case 'prober':
      return { kind: 'own-network', targets: null, since: time(since) };
    case 'council':
    case 'target':
      return { kind: 'cross-sector', reach };
    default:
      return subject satisfies never;
  }
}

/**
 * Sites by the worst that is said of their series, or was where an incident goes on without a new
 * judgement; null where there is none.
 */
function singlesOf(
  { verdicts, incidents }: JudgingDto,
  { time, council }: TellContext,
): SinglesState | null {
  const worst = new Map<string, Judgement>();
  const affected = verdicts.filter(({ judgement }) => AFFECTED_JUDGEMENTS.has(judgement));
  for (const { target, judgement } of affected) {
    const known = worst.get(target);
    if (known === undefined || JUDGEMENT_WEIGHTS[judgement] > JUDGEMENT_WEIGHTS[known])
      worst.set(target, judgement);
  }
  for (const { subject, worst: said } of incidents) {
    if (subject.kind === 'target' && said !== null && !worst.has(subject.target))
      worst.set(subject.target, said.judgement);
  }
  if (worst.size === 0) return null;
  const begun = [...affected, ...incidents].map(({ since }) => since);
  const count = (judgement: Judgement) =>
    [...worst.values()].filter((each) => each === judgement).length;
  return {
    kind: 'singles',
    slow: count('slow'),
    failing: count('failing'),
    flapping: count('flapping'),
    sectors: council ? sectorsOf(affected, incidents).size : null,
    since: time(Math.min(...begun)),
  };
}

function sectorsOf(
  verdicts: readonly VerdictDto[],
  incidents: readonly IncidentRowDto[],
): ReadonlySet<string | null> {
  return new Set([
    ...verdicts.map(({ sector }) => sector),
    ...incidents.flatMap(({ sectors }) => sectors.map(({ id }) => id)),
  ]);
}

/** A fact by what it is called, and its text. */
export function factOf(
  { kind, text }: { readonly kind: FactKind; readonly text: string },
  language: Language,
): { readonly name: string; readonly text: string } {
  return { name: FACT_NAMES[kind][language], text };
}

/** The name of a site's member or of a sector; its id where it is not configured any more. */
export function subjectName(
  subject: Extract<IncidentSubjectDto, { kind: 'target' | 'sector' }>,
  language: Language,
): string {
  if (subject.kind === 'target') return subject.member?.name[language] ?? subject.target;
  return subject.name?.name[language] ?? subject.sector;
}
