import { ICAL, type Recur, type RecurIterator, type Time } from './maintenance-ical-library.ts';

/** Steps of a rule without a date that fits; a 29 February on a Monday needs 10,227 days. */
const MOST_STEPS = 11_000;
/** Dates that one rule is followed for: daily for 54 years. */
const MOST_DATES = 20_000;

const FREQUENCIES: readonly string[] = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];

/** When a rule begins; or why it cannot be followed. */
export type RuleStarts =
  | { readonly ok: true; readonly starts: readonly Time[] }
  | { readonly ok: false; readonly why: 'frequency' | 'never' | 'many' };

/**
 * The starts of a rule from `start` on, until the end of the year `untilYear`, each a time of its own.
 * Whatever the rule says, the search ends.
 */
export function startsOfRule(rule: Recur, start: Time, untilYear: number): RuleStarts {
  if (!FREQUENCIES.includes(rule.freq)) return { ok: false, why: 'frequency' };
  const starts: Time[] = [];
  try {
    const iterator = boundedIterator(rule, start, untilYear);
    for (let count = 0; ; count += 1) {
      const next: Time | null = iterator.next();
      if (next === null || next.year > untilYear) break;
      if (count > MOST_DATES) return { ok: false, why: 'many' };
      if (fits(next, rule)) starts.push(next.clone());
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // The search went beyond the last year, or the library found that the rule contradicts itself.
    if (starts.length > 0) return { ok: true, starts };
  }
  return starts.length > 0 ? { ok: true, starts } : { ok: false, why: 'never' };
}

/** An iterator that throws where it would search on without an end. */
function boundedIterator(rule: Recur, start: Time, untilYear: number): RecurIterator {
  const iterator = rule.iterator(start);
  const check = iterator.check_contracting_rules.bind(iterator);
  let steps = 0;
  iterator.check_contracting_rules = () => {
    steps += 1;
    if (steps > MOST_STEPS || iterator.last.year > untilYear) throw new RangeError('no date fits');
    const isFit = check();
    if (isFit) steps = 0;
    return isFit;
  };
  return iterator;
}

/** The library gives 2 March for a 30 February, and a first date in months that are not asked for. */
function fits(time: Time, rule: Recur): boolean {
  const months = numbersOf(rule, 'BYMONTH');
  const days = numbersOf(rule, 'BYMONTHDAY');
  const fromEnd = time.day - ICAL.Time.daysInMonth(time.month, time.year) - 1;
  return (
    (months.length === 0 || months.includes(time.month)) &&
    (days.length === 0 || days.includes(time.day) || days.includes(fromEnd))
  );
}

function numbersOf(rule: Recur, part: string): readonly number[] {
  return (rule.getComponent(part) ?? []).map(Number);
}
