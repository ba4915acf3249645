import type { Text } from '../../src/core/words/language.ts';

/** A figure that must not exceed its limit. */
export interface Goal {
  readonly what: Text;
  /** null = could not be measured on this machine; `missing` says why. */
  readonly figure: number | null;
  readonly limit: number;
  /** Behind the number, with its leading space where it has one. */
  readonly unit: string;
  readonly missing?: Text;
}

/** English cells: figure, goal, verdict. */
export function goalCells(goal: Goal): readonly [string, string, string, string] {
  return [goal.what.en, figureText(goal), `≤ ${goal.limit}${goal.unit}`, verdict(goal)];
}

/** The same as one Japanese sentence. */
export function goalSentence(goal: Goal): string {
  const limit = `目標 ${goal.limit}${goal.unit} 以下`;
  if (isMissing(goal)) return `${goal.what.ja}：未測定（${limit}）。${goal.missing?.ja ?? ''}`;
  const reached = isReached(goal) ? '達成' : `未達（${overJa(goal)}）`;
  return `${goal.what.ja}：${figureText(goal)}（${limit}）… ${reached}`;
}

export function isReached(goal: Goal): boolean {
  return goal.figure !== null && goal.figure <= goal.limit;
}

/** Nothing measured, or nothing to divide by. */
function isMissing({ figure }: Goal): boolean {
  return figure === null || !Number.isFinite(figure);
}

function verdict(goal: Goal): string {
  if (isMissing(goal)) return `not measured: ${goal.missing?.en ?? 'no value'}`;
  return isReached(goal) ? 'reached' : `not reached: ${overEn(goal)}`;
}

function overEn(goal: Goal): string {
  return goal.limit === 0 ? `${figureText(goal)} more` : `${timesOver(goal)} times the goal`;
}

function overJa(goal: Goal): string {
  return goal.limit === 0 ? `${figureText(goal)} 超過` : `${timesOver(goal)} 倍`;
}

function timesOver(goal: Goal): string {
  return ((goal.figure ?? 0) / goal.limit).toFixed(2);
}

function figureText(goal: Goal): string {
  return isMissing(goal) ? '–' : `${numberText(goal.figure)}${goal.unit}`;
}

/** Three significant digits, whole numbers from 100 on; – for null and where nothing was divided. */
export function numberText(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}
