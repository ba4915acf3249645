import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AppError } from '../../src/core/errors.ts';
import type { LoadSpec } from '../load/load.ts';
import { ForkedScript } from '../process/fork-script.ts';
import type { TruthPlace } from '../truth/truth.ts';
import type { SubjectRun } from './measured.ts';
import type { Subject } from './subject.ts';

export const BLACKBOX = 'prometheus-blackbox-exporter';
const READY_TIMEOUT_MS = 10_000;

/** First line of its `--version`; null where it is not installed. */
export async function blackboxVersion(): Promise<string | null> {
  try {
    const { stdout, stderr } = await promisify(execFile)(BLACKBOX, ['--version']);
    return (stdout || stderr).split('\n', 1)[0] ?? null;
  } catch {
    return null;
  }
}

/**
 * The peer with its own defaults, fresh connections and the bench's authority, and a small process
 * that asks its /probe as Prometheus would. It takes its name servers from /etc/resolv.conf alone,
 * so it runs in a mount namespace of its own whose resolv.conf names the truth's DNS server.
 */
export class Blackbox implements Subject {
  readonly name = 'blackbox_exporter';
  readonly resolves: boolean;
  readonly speaksH2 = true;
  readonly #child: ChildProcess;
  readonly #driver: ForkedScript;
  readonly #folder: string;

  private constructor(
    parts: { child: ChildProcess; driver: ForkedScript; folder: string },
    resolves: boolean,
  ) {
    this.#child = parts.child;
    this.#driver = parts.driver;
    this.#folder = parts.folder;
    this.resolves = resolves;
  }

  static async start(place: TruthPlace): Promise<Blackbox> {
    const folder = await mkdtemp(join(tmpdir(), 'yamabiko-peer-'));
    const config = join(folder, 'blackbox.yml');
    const resolvConf = join(folder, 'resolv.conf');
    await writeFile(config, configOf(place.caFile));
    await writeFile(resolvConf, `nameserver ${place.dns.address}\n`);
    const port = await freePort();
    const args = [
      `--config.file=${config}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=error',
    ];
    const resolves = place.dns.port === 53 && (await canUnshare());
    const child = resolves
      ? spawn(
          'unshare',
          ['--mount', 'sh', '-c', IN_NAMESPACE, resolvConf, BLACKBOX, ...args],
          QUIET,
        )
      : spawn(BLACKBOX, args, QUIET);
    await answers(child, port);
    const driver = await ForkedScript.start(
      new URL('blackbox-driver-process.ts', import.meta.url),
      {
        env: {
          TRUTH_PLACE: JSON.stringify(place),
          BLACKBOX_PORT: String(port),
          BLACKBOX_PID: String(child.pid),
        },
      },
    );
    return new Blackbox({ child, driver, folder }, resolves);
  }

  run(spec: LoadSpec): Promise<SubjectRun> {
    return this.#driver.call('run', spec);
  }

  async close(): Promise<void> {
    await this.#driver.stop();
    if (this.#child.exitCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await ended;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }
}

const QUIET = {
  stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, GODEBUG: 'netdns=go' },
};
/** $0 is the resolv.conf, "$@" the program, which keeps the process id. */
const IN_NAMESPACE = 'mount --bind "$0" /etc/resolv.conf && exec "$@"';

async function canUnshare(): Promise<boolean> {
  try {
    await promisify(execFile)('unshare', ['--mount', 'mount', '--bind', '/etc', '/etc']);
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function answers(child: ChildProcess, port: number): Promise<void> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  while (performance.now() < deadline && child.exitCode === null) {
    const ready = await fetch(`http://127.0.0.1:${port}/-/healthy`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
  }
  throw new AppError('internal', `${BLACKBOX} does not answer`);
}

/** One module for each of the bench's schemes; JSON is YAML. */
function configOf(caFile: string): string {
  const http = { preferred_ip_protocol: 'ip4', ip_protocol_fallback: false };
  const tls = { ...http, tls_config: { ca_file: caFile } };
  const module = (settings: object) => ({ prober: 'http', timeout: '15s', http: settings });
  return JSON.stringify({
    modules: {
      http: module(http),
      https: module({ ...tls, enable_http2: false }),
      h2: module({ ...tls, enable_http2: true }),
    },
  });
}
