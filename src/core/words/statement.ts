import type { Text } from './language.ts';
import type { ViewerKind } from './viewer.ts';

/** What a member says of a judgement on its own target. */
export const STATEMENT_KINDS = [
  'intended_block',
  'sorry_page',
  'planned_work',
  'measurement_error',
  'recovered',
] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

export const STATEMENT_LABELS: Readonly<Record<StatementKind, Text>> = {
  intended_block: { ja: '意図した遮断', en: 'blocked on purpose' },
  sorry_page: { ja: 'Sorryページ', en: 'sorry page' },
  planned_work: { ja: '計画作業', en: 'planned work' },
  measurement_error: { ja: '計測の誤り', en: 'measured wrongly' },
  recovered: { ja: '復旧済', en: 'recovered' },
};

/** Kinds of those by whom a statement may be made. */
export type StatementMaker = Extract<ViewerKind, 'member' | 'secretariat' | 'operator'>;

/** A member's own words on how its target was judged; it changes no judgement. Times are epoch ms. */
export interface Statement {
  readonly id: string;
  readonly target: string;
  readonly member: string;
  readonly kind: StatementKind;
  readonly text: string;
  /** Since when the judgement stood that it is about; the moment it was made where none did. */
  readonly from: number;
  /** It is shown with judgements up to here, exclusive. */
  readonly until: number;
  readonly at: number;
  readonly actor: string;
  readonly by: StatementMaker;
  /** Reference of the member's request; null = the member made it itself. */
  readonly request: string | null;
  /** When it was taken back; null = it was not. */
  readonly endedAt: number | null;
  /** Of a `measurement_error` what the operator answered; null = not yet, or nothing is to be answered. */
  readonly answer: StatementAnswer | null;
  /** Grows with every change. */
  readonly revision: number;
}

export interface StatementAnswer {
  /** The measurement was wrong: those who were told are told that. */
  readonly isAgreed: boolean;
  readonly text: string;
  readonly at: number;
  readonly actor: string;
}
