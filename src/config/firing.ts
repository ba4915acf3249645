import { createTask, parse, validate } from 'node-cron';
import { stepsFit } from '../core/time/cron-steps.ts';

/** How a cron expression fires. */
export type Firing =
  | { readonly kind: 'fires'; readonly smallestGapMs: number }
  | { readonly kind: 'never' }
  /** A step is larger than what it steps over, so the expression fires more seldom than it says. */
  | { readonly kind: 'stepTooLarge' }
  | { readonly kind: 'invalid' };

const DAY_S = 86_400;

/**
 * Whether an expression of five or six fields is valid, ever fires (node-cron looks 100 years
 * ahead) and the smallest gap between two firings, ms. The gap supposes that two firing days may
 * follow each other, so it is a lower bound where days are restricted.
 */
export function firingOf(expression: string, timezone: string): Firing {
  if (!isFields(expression)) return { kind: 'invalid' };
  if (!validate(expression)) {
    return validate(withEveryMonth(expression)) ? { kind: 'never' } : { kind: 'invalid' };
  }
  if (!stepsFit(expression)) return { kind: 'stepTooLarge' };
  if (!firesSomeDay(expression, timezone)) return { kind: 'never' };
  return { kind: 'fires', smallestGapMs: smallestGapS(expression) * 1000 };
}

/** node-cron also knows names such as `@daily`; the files know fields only. */
function isFields(expression: string): boolean {
  const count = expression.trim().split(/\s+/).length;
  return count === 5 || count === 6;
}

/** node-cron calls a day that its months lack invalid: such an expression is valid without them. */
function withEveryMonth(expression: string): string {
  return expression.trim().split(/\s+/).with(-2, '*').join(' ');
}

function firesSomeDay(expression: string, timezone: string): boolean {
  const task = createTask(expression, () => undefined, { timezone, unref: true });
  try {
    void task.start();
    return task.getNextRuns(1).length > 0;
  } catch {
    // It throws where it finds no firing; the expression itself is known to be valid.
    return false;
  } finally {
    void task.destroy();
  }
}

function smallestGapS(expression: string): number {
  const { hour, minute, second } = parse(expression);
  const times = hour.flatMap((h) =>
    minute.flatMap((m) => second.map((s) => (h * 60 + m) * 60 + s)),
  );
  times.sort((a, b) => a - b);
  let smallest = DAY_S - (times.at(-1) ?? 0) + (times[0] ?? 0);
  for (let index = 1; index < times.length; index += 1) {
    smallest = Math.min(smallest, (times[index] ?? 0) - (times[index - 1] ?? 0));
  }
  return smallest;
}
