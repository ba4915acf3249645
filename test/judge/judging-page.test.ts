import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EVALUATE_MS } from '../../src/judge/look-times.ts';
import { SHIFT } from '../../src/judge/rules/council/common-shift.ts';
import { FIELD, LOG10_TOGETHER } from '../../src/judge/rules/council/cross-sector.ts';
import {
  COVERING_RATIO,
  FEWEST_TARGETS,
  HOLDERS_RATIO,
} from '../../src/judge/rules/council/fact-fit.ts';
import { LINGER_MS } from '../../src/judge/rules/council/holding.ts';
import { DOUBT_REACHES_BACK_MS } from '../../src/judge/rules/council/own-network.ts';
import { SECTOR } from '../../src/judge/rules/council/sector-wide.ts';
import { LOG10_LEVEL } from '../../src/judge/rules/council/shared-cause.ts';
import {
  NARROW_RATIO,
  NARROW_SIZE,
  TELLING_ODDS,
} from '../../src/judge/rules/council/unrelated-groups.ts';
import { FAILING } from '../../src/judge/rules/target/failing.ts';
import { residualOf } from '../../src/judge/rules/target/residual.ts';
import { RULE } from '../../src/judge/rules/target/rule.ts';
import { MIN_EXCESS_MS, MIN_RATIO } from '../../src/judge/rules/target/series-settings.ts';
import { SLOW } from '../../src/judge/rules/target/slow.ts';
import { ROOT } from '../support/yamabiko.ts';

const PAGES = ['docs/judging.md', 'docs/judging.ja.md'].map((page) => [page] as const);
const hours = (ms: number) => ms / 3_600_000;
const excess = `${Math.round(100 * (MIN_RATIO - 1))} %`;
const saying = SLOW.windows.filter(([, , enter]) => Number.isFinite(enter));

/** Figures of the rules on a site, as both pages have them in their tables and sentences. */
const FIGURES: readonly RegExp[] = [
  new RegExp(`\\| ${excess}\\D+ ${MIN_EXCESS_MS} ms \\|`),
  new RegExp(`\\| ${saying.map(([answers]) => answers).join('[,、] ?')} \\|`),
  new RegExp(`\\| ${saying.map(([, , enter]) => enter).join('[,、] ?')} \\|`),
  new RegExp(`\\| ${SLOW.agree} \\|`),
  new RegExp(`\\| ${SLOW.clip} \\|`),
  new RegExp(`\\| ${SLOW.wellAnswers} \\|`),
  new RegExp(`\\| ${RULE.least} \\|`),
  new RegExp(`${hours(RULE.learnMs) * 60} (minutes|分)\\D+ ${RULE.learnAnswers} `),
  new RegExp(`${hours(RULE.adoptMs)} (hours|時間)`),
  new RegExp(`${hours(RULE.formerMs) / 24} (days|日間)`),
  new RegExp(`${FAILING.window} (slots|回)\\D+ ?${FAILING.onsets} `),
  new RegExp(`${FAILING.steady} (slots without|回続く)`),
];

const percent = (ratio: number) => `${Math.round(100 * ratio)} %`;
const level = (log10: number) => `1e${log10}`;
const numbers = { 5: '(five|5)' } as const;

/** Of the rules on many, in the order in which both pages have them. */
const OF_THE_COUNCIL: readonly RegExp[] = [
  new RegExp(`${EVALUATE_MS / 1000} (seconds|秒ごと)`),
  new RegExp(`${LINGER_MS / 60_000} (minutes|分)`),
  new RegExp(
    `${numbers[NARROW_SIZE]} ?(members|者)[^|]{1,60}${percent(NARROW_RATIO)}[^|]*≥ ${TELLING_ODDS}[)）]`,
  ),
  new RegExp(
    `${SECTOR.fewestUnits} (groups|組)[^|]*${percent(SECTOR.leastRatio)}[^|]*${level(SECTOR.log10)}`,
  ),
  new RegExp(
    `${FIELD.fewestUnits} (groups|組)[^|]*${level(FIELD.log10)}[^|]*< ${level(LOG10_TOGETHER)}`,
  ),
  new RegExp(
    `${FEWEST_TARGETS} (sites|件)[^|]*${percent(HOLDERS_RATIO)}[^|]*${percent(COVERING_RATIO)}[^|]*${level(LOG10_LEVEL)}`,
  ),
  new RegExp(
    `${SHIFT.fewestUnits} (units|組)[^|]*${SHIFT.least} [^|]*5\\.6[^|]*${percent(SHIFT.together)}[^|]*${percent(SHIFT.affected)}[^|]*${hours(SHIFT.learnMs)} (hours|時間)`,
  ),
  new RegExp(`${DOUBT_REACHES_BACK_MS / 1000} (s before|秒前)`),
];

describe('the page about judging', () => {
  it.each(PAGES)('has the figures of the rules: %s', (page) => {
    const text = readFileSync(join(ROOT, page), 'utf8').replaceAll('**', '').replaceAll('\n', ' ');
    expect(FIGURES.filter((figure) => !figure.test(text))).toEqual([]);
  });

  it.each(PAGES)('has the figures of the rules on many sites: %s', (page) => {
    const text = readFileSync(join(ROOT, page), 'utf8').replaceAll('**', '').replaceAll('\n', ' ');
    expect(OF_THE_COUNCIL.filter((figure) => !figure.test(text))).toEqual([]);
  });

  it('reckons its example as the rule does', () => {
    const distances = [200, 187, 271, 291, 252].map((ms, slot) => {
      return residualOf(ms, slot < 4 ? 181 : 182).toFixed(2);
    });
    for (const [page] of PAGES) {
      const rows = readFileSync(join(ROOT, page), 'utf8').matchAll(
        /^\| 10:0\d \| \d+ ms \| (\S+)/gm,
      );
      expect([...rows].map(([, distance]) => distance)).toEqual(distances);
    }
  });
});
