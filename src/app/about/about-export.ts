import type { AboutFacts, AboutMeasured } from '../../board/about/about-facts.ts';
import { aboutPage } from '../../board/about/about-page.ts';
import type { Config } from '../../core/config.ts';
import { AppError } from '../../core/errors.ts';
import { noLog } from '../../core/ports/log.ts';
import type { Envelope, Marked } from '../../core/words/marked.ts';
import { OPERATOR } from '../../core/words/viewer.ts';
import { createGate } from '../../share/seal.ts';
import { configToday } from '../config-today.ts';
import { added as addedLoad } from '../load/load-report.ts';
import { readLoadReport } from '../load/read-load-report.ts';
import { requireConfig } from '../validate.ts';
import { aboutFactsOf, toldTargetsOf } from './about-facts-of.ts';
import { withSettingsInForce } from './settings-in-force.ts';

/** A page to write, and the name of its file. */
export interface AboutFile {
  readonly name: string;
  render(envelope: Envelope<AboutFacts>): string;
}

export const ABOUT_FILES: readonly AboutFile[] = [
  {
    name: 'about-measurement.html',
    render: (envelope) =>
      aboutPage(envelope, { language: 'ja', otherHref: 'about-measurement.en.html' }),
  },
  {
    name: 'about-measurement.en.html',
    render: (envelope) =>
      aboutPage(envelope, { language: 'en', otherHref: 'about-measurement.html' }),
  },
];

/**
 * The facts of a configuration and of what is stored below `dataDir`. Rejects with `usage`,
 * `config_invalid`, `store_unavailable` or `store_newer`; without samples the page says so.
 */
export async function aboutToExport(
  configDir: string,
  dataDir: string,
): Promise<Marked<AboutFacts>> {
  const now = Date.now();
  const files = configToday(await requireConfig(configDir), now, noLog);
  const config = await withSettingsInForce(files, dataDir);
  const measured = await measuredIn(dataDir, config);
  const data = aboutFactsOf({ config, measured });
  const marked = createGate().seal(OPERATOR, { kind: 'about' }, { asOf: now, data });
  if (marked === null) throw new AppError('forbidden', 'this viewer may not have the page');
  return marked;
}

async function measuredIn(dataDir: string, config: Config): Promise<AboutMeasured | null> {
  try {
    const { practice } = config;
    const report = await readLoadReport({ dataDir, target: null, practice });
    const told = toldTargetsOf(config);
    const targets = report.targets.filter(({ target, isEnded }) => !isEnded && told.has(target));
    if (targets.length === 0) return null;
    const { to } = report;
    const total = addedLoad(targets);
    const from = Math.max(report.from, Math.min(...targets.map(({ firstAt }) => firstAt)));
    const [busiest] = targets;
    return {
      from,
      to,
      sites: targets.length,
      requests: total.requests,
      bodyBytes: total.bodyBytes,
      perSiteAnHour: (total.requestsADay ?? total.requests) / 24 / targets.length,
      busiestAnHour: hourly(busiest?.requestsADay ?? null),
    };
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}

function hourly(aDay: number | null): number | null {
  return aDay === null ? null : aDay / 24;
}
