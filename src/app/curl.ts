import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { AppError, messageOf } from '../core/errors.ts';
import { roundMs } from '../core/time/phases.ts';
import { PHASES, type Phase } from '../core/words/outcome.ts';
import type { ProbeRecord } from '../core/words/probe-record.ts';
import type { CheckRequest } from './check.ts';

/** A duration as we and as curl measured it, ms; null = did not happen or is not told. */
export interface ComparedDuration {
  readonly name: Phase | 'total';
  readonly oursMs: number | null;
  readonly curlMs: number | null;
}

const TIMES = [
  'namelookup',
  'connect',
  'appconnect',
  'pretransfer',
  'starttransfer',
  'total',
] as const;
const FORMAT = `%{json}`;

/**
 * Times the same URL with the system's curl, one fresh connection, the same family, HTTP version and
 * deadline, without redirects unless our probe followed one. Throws `not_found` without curl,
 * `probe_failed` when curl ends with an error.
 */
export async function compareWithCurl(
  request: CheckRequest,
  record: ProbeRecord,
): Promise<readonly ComparedDuration[]> {
  const redirected = record.hops.length > 1;
  const args = [
    ...['--silent', '--output', process.platform === 'win32' ? 'NUL' : '/dev/null'],
    ...['--noproxy', '*', `-${request.family}`, '--compressed'],
    ...['--max-time', String(request.timeoutMs / 1000), '--write-out', FORMAT],
    ...(request.http === '1.1' ? ['--http1.1'] : request.http === '2' ? ['--http2'] : []),
    ...(request.caFile === null ? [] : ['--cacert', request.caFile]),
    ...(redirected ? ['--location'] : []),
    ...['--', request.url],
  ];
  const told = await runCurl(args);
  const at = Object.fromEntries(TIMES.map((name) => [name, secondsOf(told, `time_${name}`)]));
  return durationsOf(record, cumulativeOf(at), redirected);
}

async function runCurl(args: readonly string[]): Promise<Record<string, unknown>> {
  try {
    const { stdout } = await promisify(execFile)('curl', [...args]);
    const told: unknown = JSON.parse(stdout);
    return typeof told === 'object' && told !== null ? { ...told } : {};
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new AppError(
      missing ? 'not_found' : 'probe_failed',
      missing ? 'curl is not installed here' : `curl ended with an error: ${messageOf(error)}`,
      { cause: error },
    );
  }
}

interface Cumulative {
  readonly lookup: number;
  readonly connect: number;
  readonly secure: number;
  readonly written: number;
  readonly firstByte: number;
  readonly total: number;
}

function cumulativeOf(at: Readonly<Record<string, number>>): Cumulative {
  return {
    lookup: at['namelookup'] ?? 0,
    connect: at['connect'] ?? 0,
    secure: at['appconnect'] ?? 0,
    written: at['pretransfer'] ?? 0,
    firstByte: at['starttransfer'] ?? 0,
    total: at['total'] ?? 0,
  };
}

/** curl's times are cumulative from the start; with redirects only the total can be compared. */
function durationsOf(
  record: ProbeRecord,
  at: Cumulative,
  redirected: boolean,
): readonly ComparedDuration[] {
  const ofCurl: Partial<Record<Phase, number>> = redirected
    ? {}
    : {
        dns: at.lookup,
        connect: at.connect - at.lookup,
        ...(at.secure > 0 ? { tls: at.secure - at.connect } : {}),
        send: at.written - Math.max(at.secure, at.connect),
        wait: at.firstByte - at.written,
        transfer: at.total - at.firstByte,
      };
  const phases = PHASES.map((name) => ({
    name,
    oursMs: record.sample.phases[name],
    curlMs: toMs(ofCurl[name]),
  }));
  return [...phases, { name: 'total', oursMs: record.sample.totalMs, curlMs: toMs(at.total) }];
}

function secondsOf(told: Readonly<Record<string, unknown>>, name: string): number {
  const value = told[name];
  return typeof value === 'number' ? value : 0;
}

function toMs(seconds: number | undefined): number | null {
  return seconds === undefined ? null : roundMs(seconds * 1000);
}
