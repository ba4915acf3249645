import { readFile } from 'node:fs/promises';
import type { Config } from '../core/config.ts';
import { AppError, messageOf } from '../core/errors.ts';
import { noLog } from '../core/ports/log.ts';
import type { Family } from '../core/words/outcome.ts';
import type { HttpOffer, ProbeRecord, ProbeTarget } from '../core/words/probe-record.ts';
import { createProber } from '../probe/pool/prober.ts';
import { userAgentOf } from './user-agent.ts';
import { openWarmUp } from './warm-up.ts';

export interface CheckRequest {
  /** Absolute http or https URL. */
  readonly url: string;
  readonly timeoutMs: number;
  readonly family: Family;
  readonly http: HttpOffer;
  /** PEM file of authorities to trust too; null = none. */
  readonly caFile: string | null;
  readonly allowPrivate: boolean;
  /** Where operator and resolver are taken from; null = nowhere. */
  readonly config: Config | null;
}

const BODY_LIMIT_BYTES = 256 * 1024;

/**
 * One probe of one URL by a worker as the service has them, its path warmed before. Throws `usage`
 * for a file of authorities that cannot be read.
 */
export async function checkSite(request: CheckRequest): Promise<ProbeRecord> {
  const { config } = request;
  await using warmth = await openWarmUp(request.url, request.http);
  const prober = await createProber({
    vantage: config?.vantage ?? 'check',
    userAgent: userAgentOf(config?.operator ?? null),
    resolverServers: config?.resolver.servers ?? [],
    extraCa: [
      ...warmth.extraCa,
      ...(request.caFile === null ? [] : [await readPem(request.caFile)]),
    ],
    workers: 1,
    reportEveryMs: 0,
    perAddressConcurrency: 1,
    perAddressStartsPerSecond: 1000,
    log: noLog,
  });
  try {
    await warmth.run(prober);
    return await prober.probe({ target: targetOf(request), scheduledAt: Date.now(), attempt: 1 });
  } finally {
    await prober.close(0);
  }
}

function targetOf(request: CheckRequest): ProbeTarget {
  return {
    id: 'check',
    member: 'check',
    sector: 'check',
    url: request.url,
    family: request.family,
    timeoutMs: request.timeoutMs,
    expect: { status: null, text: null },
    bodyLimitBytes: BODY_LIMIT_BYTES,
    http: request.http,
    allowPrivate: request.allowPrivate,
    limitBy: 'address',
  };
}

async function readPem(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const text = {
      ja: `--ca のファイル ${file} を読み取れません（${messageOf(error)}）`,
      en: `--ca ${file} cannot be read (${messageOf(error)})`,
    };
    throw new AppError('usage', text, { cause: error });
  }
}
