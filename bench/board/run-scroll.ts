import { existsSync } from 'node:fs';
import type { BenchOptions } from '../bench.ts';
import { ForkedScript } from '../process/fork-script.ts';
import type { RunningBoard } from './board-runs.ts';

/** Debian's. */
export const CHROMIUM = '/usr/bin/chromium';

export interface ScrollOrder {
  readonly url: string;
  readonly kind: string;
  readonly cookie: string;
  readonly seconds: number;
}

export interface ScrollFigures {
  readonly viewer: string;
  /** Rows of the page when it was scrolled. */
  readonly rows: number;
  /** Tasks of 50 ms and more while it was scrolled, ms; the browser reports no shorter ones. */
  readonly tasksMs: readonly number[];
  /** Those until the page stood, ms. */
  readonly openingMs: readonly number[];
  readonly seconds: number;
}

/** The page of the largest sector, for who sees its sites in detail; null = there is no chromium. */
export async function runScroll(
  { started }: RunningBoard,
  options: BenchOptions,
): Promise<readonly ScrollFigures[] | null> {
  if (!existsSync(CHROMIUM)) return null;
  // Its types know the browser's, which the bench's do not.
  const script = await ForkedScript.start(new URL('scroll-process.browser.ts', import.meta.url));
  try {
    const figures: ScrollFigures[] = [];
    for (const kind of ['operator', 'secretariat'] as const) {
      const cookie = started.viewers.find((each) => each.kind === kind)?.cookie ?? '';
      const order: ScrollOrder = {
        ...{ url: started.url, kind, cookie },
        seconds: options.quick ? 3 : 45,
      };
      const scrolled = await script.call<ScrollFigures>('scroll', order);
      figures.push(scrolled);
      const tasks = scrolled.tasksMs.map((ms) => Math.round(ms)).join(' ');
      options.say(`${kind}: ${scrolled.rows} rows, tasks ${tasks} ms`);
    }
    await script.call('close');
    return figures;
  } finally {
    await script.stop();
  }
}
