import type { Config } from '../core/config.ts';
import { AppError } from '../core/errors.ts';
import type { SampleStore } from '../core/ports/sample-store.ts';
import type { Marked } from '../core/words/marked.ts';
import type { Marking } from '../core/words/marking.ts';
import type { Sample } from '../core/words/sample.ts';
import { OPERATOR } from '../core/words/viewer.ts';
import { wrongValue } from '../core/wrong-value.ts';
import { EXPORT_FORMATS, headOf, rowsOf } from '../report/sample-rows.ts';
import { createGate } from '../share/seal.ts';
import type { Environment } from './authorities.ts';
import type { InfluxTokenPlace } from './influx-token.ts';
import { openSampleReader, type SamplePlace } from './sample-reader.ts';
import { storeDirectoryOf } from './store-directory.ts';
import { timeAsked } from './time-asked.ts';

export interface ExportRequest extends SamplePlace {
  /** ISO or epoch ms; null = from the first, to the last sample. */
  readonly from: string | null;
  readonly to: string | null;
  readonly target: string | null;
  readonly attempts: 'first' | 'all';
  /** Zone of times without an offset. */
  readonly timezone: string;
}

/** The configuration's InfluxDB; null where samples are kept otherwise. */
export function influxOf(
  config: Config | null,
  configDir: string,
  environment: Environment,
): InfluxTokenPlace | null {
  return config?.store.kind === 'influx' ? { config, configDir, environment } : null;
}

/** How samples are written in one format. */
export interface ExportWriting {
  readonly head: string;
  rows(samples: readonly Sample[], marking: Marking): string;
}

/** `ndjson` or `csv`; throws `usage` for anything else. */
export function exportWriting(format: string): ExportWriting {
  const known = EXPORT_FORMATS.find((each) => each === format);
  if (known === undefined)
    throw wrongValue('--format', { ja: ' ndjson か csv ', en: 'ndjson or csv' }, format);
  return { head: headOf(known), rows: (samples, marking) => rowsOf(known, samples, marking) };
}

/** Whether what would be exported is practice data; throws `not_found` where there is nothing. */
export function isPracticeExport(dataDir: string): boolean {
  return storeDirectoryOf(dataDir).practice;
}

/**
 * Stored samples in order of target and time, sealed block by block for the operator. Rejects with
 * `usage`, `not_found` and `store_unavailable`.
 */
export async function* exportedSamples(
  request: ExportRequest,
): AsyncGenerator<Marked<readonly Sample[]>> {
  const { timezone } = request;
  const from = timeAsked(request.from, '--from', timezone) ?? 0;
  const to = timeAsked(request.to, '--to', timezone) ?? Number.MAX_SAFE_INTEGER;
  const store = await openSampleReader(request);
  try {
    yield* sealedBlocks(store, {
      from,
      to,
      attempts: request.attempts,
      ...(request.target === null ? {} : { target: request.target }),
    });
  } finally {
    await store.close();
  }
}

async function* sealedBlocks(
  store: Pick<SampleStore, 'scan'>,
  query: Parameters<SampleStore['scan']>[0],
): AsyncGenerator<Marked<readonly Sample[]>> {
  const gate = createGate();
  for await (const block of store.scan(query)) {
    const marked = gate.seal(OPERATOR, { kind: 'council' }, { asOf: query.to, data: block });
    if (marked === null) throw new AppError('forbidden', 'this viewer may not export samples');
    yield marked;
  }
}
