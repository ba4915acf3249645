import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** To be evaluated in a page before its findings are asked for. */
export const AXE = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** WCAG 2.2 at A and AA. */
export const RULES: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations'],
};
/** Of the other colours only what colours may change. */
export const COLOURS: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast'] } };

/** Findings that are serious or worse, a line each. */
export async function findingsOf(page: Page, options: RunOptions): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults, RunOptions>(
    async (asked) => await (globalThis as unknown as { axe: AxeRunner }).axe.run(document, asked),
    options,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
    );
}

interface AxeRunner {
  run(context: Document, options: RunOptions): Promise<AxeResults>;
}
