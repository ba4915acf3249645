import { execFile } from 'node:child_process';
import { AppError, codeOf, messageOf } from '../core/errors.ts';
import { roundMs } from '../core/time/phases.ts';
import type { Text } from '../core/words/language.ts';
import { PHASES, type Phase } from '../core/words/outcome.ts';
import type { ProbeRecord } from '../core/words/probe-record.ts';
import type { CheckRequest } from './check.ts';

/** The same URL as we and as curl measured it. */
export interface Comparison {
  readonly durations: readonly ComparedDuration[];
  /** curl sent a request; false where it failed before that. */
  readonly curlAsked: boolean;
  /** curl's words where it failed, else null. */
  readonly curlError: string | null;
}

/** A duration as we and as curl measured it, ms; null = did not happen or is not told. */
export interface ComparedDuration {
  readonly name: Phase | 'total';
  readonly oursMs: number | null;
  readonly curlMs: number | null;
}

/** What curl told, by the names of its `--write-out '%{json}'`. */
type Told = Readonly<Record<string, unknown>>;

/**
 * Times the same URL with the system's curl, one fresh connection, the same family, HTTP version and
 * deadline, following redirects where our probe did. Throws `not_found` without curl, `probe_failed`
 * when curl says nothing that can be read; a site that fails is a result here as well.
 */
export async function compareWithCurl(
  request: CheckRequest,
  record: ProbeRecord,
): Promise<Comparison> {
  const isRedirected = record.hops.length > 1;
  const told = await runCurl([
    ...['--silent', '--output', process.platform === 'win32' ? 'NUL' : '/dev/null'],
    ...['--noproxy', '*', `-${request.family}`, '--compressed'],
    ...['--max-time', String(request.timeoutMs / 1000), '--write-out', '%{json}'],
    ...(request.http === '1.1' ? ['--http1.1'] : request.http === '2' ? ['--http2'] : []),
    ...(request.caFile === null ? [] : ['--cacert', request.caFile]),
    ...(isRedirected ? ['--location'] : []),
    ...['--', request.url],
  ]);
  const error = told['errormsg'];
  return {
    durations: durationsOf(record, told, isRedirected),
    curlAsked: Number(told['size_request']) > 0,
    curlError: typeof error === 'string' ? error : null,
  };
}

const CURL_MISSING: Text = {
  ja: 'curl がインストールされていません',
  en: 'curl is not installed here',
};

function runCurl(args: readonly string[]): Promise<Told> {
  const { promise, resolve, reject } = Promise.withResolvers<Told>();
  execFile('curl', [...args], (error, stdout) => {
    if (codeOf(error) === 'ENOENT') {
      reject(new AppError('not_found', CURL_MISSING, { cause: error }));
      return;
    }
    try {
      const told: unknown = JSON.parse(stdout);
      resolve(typeof told === 'object' && told !== null ? { ...told } : {});
    } catch (unreadable) {
      const problem = error === null ? messageOf(unreadable) : error.message;
      reject(new AppError('probe_failed', `curl: ${problem}`, { cause: error ?? unreadable }));
    }
  });
  return promise;
}

/** curl's times are cumulative and of the last hop: after redirects only the totals compare. */
function durationsOf(
  record: ProbeRecord,
  told: Told,
  isRedirected: boolean,
): readonly ComparedDuration[] {
  const at = (name: string): number | null => positiveMs(told[`time_${name}`]);
  const connected = at('connect');
  const ready = at('appconnect') ?? connected;
  const ofCurl: Partial<Record<Phase, number | null>> = isRedirected
    ? {}
    : {
        dns: at('namelookup'),
        connect: between(at('namelookup') ?? 0, connected),
        tls: between(connected, at('appconnect')),
        send: between(ready, at('pretransfer')),
        wait: between(at('pretransfer'), at('starttransfer')),
        transfer: between(at('starttransfer'), at('total')),
      };
  const phases = PHASES.map((name) => ({
    name,
    oursMs: record.sample.phases[name],
    curlMs: ofCurl[name] ?? null,
  }));
  return [...phases, { name: 'total', oursMs: record.sample.totalMs, curlMs: at('total') }];
}

/** curl says 0 for what did not happen. */
function positiveMs(seconds: unknown): number | null {
  return typeof seconds === 'number' && seconds > 0 ? roundMs(seconds * 1000) : null;
}

function between(fromMs: number | null, toMs: number | null): number | null {
  return fromMs === null || toMs === null ? null : roundMs(toMs - fromMs);
}
