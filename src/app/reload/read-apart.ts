import { type ChildProcess, fork } from 'node:child_process';
import type { AppliedNote } from '../../config/applied-config.ts';
import type { FileDigests } from '../../config/file-digests.ts';
import type { MemberTouched } from '../../config/owner-of-field.ts';
import type { Config, Sector } from '../../core/config.ts';
import { AppError, messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { ReloadProblem } from '../../core/ports/reload-status.ts';
import type { Text } from '../../core/words/language.ts';
import type { ToldPlan } from '../../core/words/told-plan.ts';
import { type ConfigHead, headOf } from './pinned.ts';
import {
  asFromReading,
  type FromReading,
  type PlanCounts,
  type ToReading,
} from './reading-messages.ts';

export interface ReadingRequest {
  readonly dir: string;
  readonly dataDir: string;
  readonly running: Config;
  readonly touched: MemberTouched;
  readonly log: Log;
  /** Ends it; the reading rejects. */
  readonly signal: AbortSignal;
}

/** A configuration as read by a process of its own, which waits to hear what became of it. */
export interface ConfigReading extends AsyncDisposable {
  readonly result:
    | { readonly problems: readonly ReloadProblem[]; readonly digests: FileDigests }
    | {
        readonly problems: null;
        readonly config: Config;
        readonly plan: PlanCounts;
        /** The same in words. */
        readonly told: ToldPlan;
        readonly digests: FileDigests;
        readonly restart: readonly string[];
        readonly warnings: number;
      };
  /** Records it as the one in force; rejects with `config_invalid`. */
  record(note: AppliedNote): Promise<void>;
}

/** 4,300 targets take a few seconds of a core. */
const LIMIT_MS = 300_000;
const LIMIT_TEXT: Text = {
  ja: `${LIMIT_MS / 1000}秒以内に終わりません`,
  en: `not done in ${LIMIT_MS / 1000} s`,
};
/** The service ends within 5 s, and does not leave a record half done before. */
const RECORD_LIMIT_MS = 3000;

/** Reads `dir` and compares it with the record in `dataDir`; rejects with `config_invalid`. */
export async function readApart(request: ReadingRequest): Promise<ConfigReading> {
  const { dir, dataDir, running, touched, signal, log } = request;
  const child = forkReading(log);
  const end = () => endProcess(child);
  try {
    const read: ToReading = { kind: 'read', dir, dataDir, running: headOf(running), touched };
    const result = await readBy(child, read, signal);
    return {
      result,
      async record(note) {
        const inTime = AbortSignal.timeout(RECORD_LIMIT_MS);
        await exchange(child, { kind: 'taken', note }, inTime, ({ kind }) => kind === 'recorded');
      },
      [Symbol.asyncDispose]: end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

async function readBy(
  child: ChildProcess,
  request: ToReading,
  signal: AbortSignal,
): Promise<ConfigReading['result']> {
  const sectors: Sector[] = [];
  let head: ConfigHead | null = null;
  const last = await exchange(child, request, signal, (message) => {
    if (message.kind === 'head') head = message.head;
    if (message.kind === 'sector') sectors.push(message.sector);
    return message.kind === 'read' || message.kind === 'invalid';
  });
  if (last.kind === 'invalid') return { problems: last.problems, digests: last.digests };
  if (last.kind !== 'read' || head === null)
    throw new AppError('internal', 'a reading without a head');
  const { plan, told, digests, restart, warnings } = last;
  const config: Config = { ...assured(head), sectors };
  return { problems: null, config, plan, told, digests, restart, warnings };
}

/** What a callback has assigned is not seen by the compiler's flow analysis. */
function assured(head: ConfigHead): ConfigHead {
  return head;
}

/** Sends, and resolves with the first answer that `isLast` takes for the last. */
async function exchange(
  child: ChildProcess,
  request: ToReading,
  signal: AbortSignal,
  isLast: (message: FromReading) => boolean,
): Promise<FromReading> {
  const { promise, resolve, reject } = Promise.withResolvers<FromReading>();
  const fail = (why: Text) =>
    reject(
      new AppError('config_invalid', {
        ja: `設定を読み取るプロセスから答えがありません（${why.ja}）`,
        en: `the process that reads the configuration gave no answer (${why.en})`,
      }),
    );
  const onMessage = (raw: unknown) => {
    const message = asFromReading(raw);
    if (message.kind === 'failed') reject(new AppError('config_invalid', message.text));
    else if (isLast(message)) resolve(message);
  };
  const onExit = (code: number | null, killedBy: string | null) => fail(endText(code, killedBy));
  const onError = (error: Error) => fail(said(error));
  const onAbort = () => fail({ ja: '停止の指示または時間切れ', en: 'told to stop, or too late' });
  const limit = setTimeout(() => fail(LIMIT_TEXT), LIMIT_MS);
  child.on('message', onMessage).on('exit', onExit).on('error', onError);
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  else child.send(request, (error) => (error === null ? undefined : fail(said(error))));
  try {
    return await promise;
  } finally {
    clearTimeout(limit);
    child.off('message', onMessage).off('exit', onExit).off('error', onError);
    signal.removeEventListener('abort', onAbort);
  }
}

function endText(code: number | null, killedBy: string | null): Text {
  if (killedBy !== null) return { ja: `シグナル ${killedBy} で終了`, en: `ended by ${killedBy}` };
  return { ja: `終了コード ${code} で終了`, en: `ended with exit code ${code}` };
}

/** What the system says is in its own language. */
function said(error: Error): Text {
  return { ja: `詳細: ${messageOf(error)}`, en: messageOf(error) };
}

/** The entry stands beside this file, as TypeScript or, in a package, as JavaScript. */
function forkReading(log: Log): ChildProcess {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const child = fork(new URL(`./reading-process.${extension}`, import.meta.url), {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child.on('error', (error) => log.error('config.reading_error', { error: messageOf(error) }));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    log.warn('config.reading_stderr', { text });
  });
  return child;
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once('exit', () => resolve());
  const limit = setTimeout(() => child.kill('SIGKILL'), 1000);
  if (child.connected) child.disconnect();
  await promise;
  clearTimeout(limit);
}
