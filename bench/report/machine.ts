import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, cpus, loadavg, release, totalmem, type } from 'node:os';
import { blackboxVersion } from '../subject/blackbox.ts';

const NOT_AVAILABLE = 'not available';

/** Pairs (name, value) that say when, where and with what the figures were measured. */
export type MachineFacts = readonly (readonly [string, string])[];

/** Those of now: asked for before a run, whose own load they must not hold. */
export async function machineFacts(): Promise<MachineFacts> {
  const processors = cpus();
  return [
    ['date', new Date().toISOString()],
    ['revision', revision()],
    ['processor', `${processors[0]?.model ?? 'unknown'}, ${processors.length} cores`],
    ['memory', `${Math.round(totalmem() / 2 ** 30)} GiB`],
    ['system', `${type()} ${release()} ${arch()}`],
    ['load before the run (1 min)', (loadavg()[0] ?? 0).toFixed(2)],
    ['Node', `${process.version}, OpenSSL ${process.versions.openssl}, V8 ${process.versions.v8}`],
    ['undici', packageVersion('undici')],
    ['SQLite', process.versions['sqlite'] ?? 'unknown'],
    ['blackbox_exporter', (await blackboxVersion()) ?? 'not installed'],
    ['openssl', command('openssl', ['version'])],
  ];
}

/** Changes of the tree that are in no commit, a line each; pages of benches do not count. */
export function uncommitted(): readonly string[] {
  const changes = command('git', ['status', '--porcelain', '--', '.', ':!docs/bench']);
  return changes === '' || changes === NOT_AVAILABLE ? [] : changes.split('\n');
}

function revision(): string {
  const commit = command('git', ['describe', '--always']);
  return uncommitted().length === 0 ? commit : `${commit}-dirty`;
}

function packageVersion(name: string): string {
  const file = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown';
}

function command(file: string, args: readonly string[]): string {
  try {
    return execFileSync(file, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return NOT_AVAILABLE;
  }
}
