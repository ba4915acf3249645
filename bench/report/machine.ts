import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, cpus, loadavg, release, totalmem, type } from 'node:os';
import { blackboxVersion } from '../subject/blackbox.ts';

/** Pairs (name, value) that say where and with what the figures were measured. */
export async function machineFacts(): Promise<readonly (readonly [string, string])[]> {
  const processors = cpus();
  return [
    ['date', new Date().toISOString()],
    ['revision', command('git', ['describe', '--always', '--dirty'])],
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
    return 'not available';
  }
}
