import type { MaintenanceWindow } from '../../core/maintenance-window.ts';
import type { TimeRange } from '../../core/ports/sample-store.ts';
import {
  type LocalDays,
  type MaintenanceStretch,
  occurrencesIn,
} from '../../core/time/maintenance-occurrences.ts';
import type { ActiveMaintenance } from '../../core/words/maintenance.ts';

/** Occurrences are worked out for this many days at a time. */
const PAGE_MS = 28 * 86_400_000;
/** Pages kept: four years, so that a walk through the past does not work them out again and again. */
const PAGES_KEPT = 52;

/** A stretch of time in which the answer does not change. */
interface Answer extends TimeRange {
  readonly active: ActiveMaintenance | null;
}

/**
 * One window by one clock and calendar. What is on at a time costs two comparisons while the time
 * moves on, a search among the occurrences of four weeks when the answer changes.
 */
export class WindowBook {
  readonly window: MaintenanceWindow;
  readonly #local: LocalDays;
  readonly #pages = new Map<number, readonly MaintenanceStretch[]>();
  #answer: Answer = { from: 0, to: 0, active: null };

  constructor(window: MaintenanceWindow, local: LocalDays) {
    this.window = window;
    this.#local = local;
  }

  /** Of several that overlap at `at`, epoch ms, the one that ends last. */
  activeAt(at: number): ActiveMaintenance | null {
    if (at < this.#answer.from || at >= this.#answer.to) this.#answer = this.#answerAt(at);
    return this.#answer.active;
  }

  /** Those that overlap a range, in order of their start. */
  within(range: TimeRange): readonly MaintenanceStretch[] {
    return occurrencesIn(this.window, range, this.#local);
  }

  #answerAt(at: number): Answer {
    const page = Math.floor(at / PAGE_MS);
    const answer = { from: page * PAGE_MS, to: (page + 1) * PAGE_MS };
    let active: MaintenanceStretch | null = null;
    for (const each of this.#page(page)) {
      for (const edge of [each.from, each.to]) {
        if (edge <= at) answer.from = Math.max(answer.from, edge);
        else answer.to = Math.min(answer.to, edge);
      }
      const isOn = each.from <= at && at < each.to;
      if (isOn && (active === null || each.to > active.to)) active = each;
    }
    if (active === null) return { ...answer, active: null };
    const { from, to, title } = active;
    return { ...answer, active: { window: this.window.id, title, from, to } };
  }

  #page(page: number): readonly MaintenanceStretch[] {
    const known = this.#pages.get(page);
    if (known !== undefined) return known;
    if (this.#pages.size >= PAGES_KEPT) this.#pages.clear();
    const found = this.within({ from: page * PAGE_MS, to: (page + 1) * PAGE_MS });
    this.#pages.set(page, found);
    return found;
  }
}
