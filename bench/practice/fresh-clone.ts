import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suspectRatioAfter } from './board-looks.ts';
import { type LivingTimes, livingTimes } from './practice-run.ts';
import { StartedService } from './started-service.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LIMIT_MS = 240_000;
const MINUTE_MS = 60_000;

export interface FreshClone {
  readonly cloneMs: number;
  /** null where `npm ci` was not run or did not succeed. */
  readonly installMs: number | null;
  /** Why there is no `installMs`. */
  readonly notInstalled: string | null;
  /** Since `npm start`. */
  readonly times: LivingTimes;
  /** Of the probes of the minute after that; null in a quick run. */
  readonly suspectRatio: number | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A clone of the newest commit, its packages by `npm ci` with a cache of its own, and `npm start`: as
 * on a machine that never saw the project. Without the packages' registry, or where `installs` is
 * false, the tree's own packages stand in.
 */
export async function runFreshClone(installs: boolean): Promise<FreshClone> {
  const place = await mkdtemp(join(tmpdir(), 'yamabiko-bench-clone-'));
  const clone = join(place, 'yamabiko');
  const env = {
    ...userEnvironment(process.env, ROOT),
    XDG_CACHE_HOME: join(place, 'cache'),
    npm_config_cache: join(place, 'npm'),
  };
  try {
    const cloned = await timed('git', ['clone', '--quiet', `file://${ROOT}`, clone], {
      cwd: place,
      env,
    });
    if (cloned.failure !== null) throw new Error(`git clone: ${cloned.failure}`);
    const installed = installs ? await timed('npm', ['ci'], { cwd: clone, env }) : NOT_ASKED;
    if (installed.failure !== null) {
      await rm(join(clone, 'node_modules'), { recursive: true, force: true });
      await symlink(join(ROOT, 'node_modules'), join(clone, 'node_modules'), 'junction');
    }
    const words = ['start', '--', '--data', join(place, 'data'), '--listen', '127.0.0.1:0'];
    const service = new StartedService({ file: 'npm', words, cwd: clone, env });
    try {
      const { times } = await livingTimes(service, LIMIT_MS);
      const url = await service.board();
      return {
        cloneMs: cloned.tookMs,
        installMs: installed.failure === null ? installed.tookMs : null,
        notInstalled: installed.failure,
        times,
        suspectRatio: installs ? await suspectRatioAfter(url, MINUTE_MS) : null,
      };
    } finally {
      await service.stop();
    }
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

interface Timed {
  readonly tookMs: number;
  /** The last line of its complaints; null = it ended well. */
  readonly failure: string | null;
}

const NOT_ASKED: Timed = { tookMs: 0, failure: 'not run' };

async function timed(
  file: string,
  words: readonly string[],
  at: { readonly cwd: string; readonly env: Environment },
): Promise<Timed> {
  const startedMs = performance.now();
  const child = spawn(file, words, { ...at, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const [code]: unknown[] = await once(child, 'close');
  const last = complaints.trim().split('\n').at(-1) ?? '';
  const failure = code === 0 ? null : last || `ended with ${String(code)}`;
  return { tookMs: performance.now() - startedMs, failure };
}

/** The environment without what `npm run` of the tree at `root` and Node's cache put into it. */
export function userEnvironment(environment: Environment, root: string): Environment {
  const kept = Object.entries(environment).filter(
    ([name]) =>
      !/^(npm_(?!config_)|npm_config_local_prefix$|INIT_CWD$|NODE_COMPILE_CACHE$)/.test(name),
  );
  const path = (environment['PATH'] ?? '').split(delimiter);
  const others = path.filter((each) => !each.startsWith(root));
  return { ...Object.fromEntries(kept), PATH: others.join(delimiter) };
}
