import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { delimiter, join } from 'node:path';

/** Names that are not programs but properties of the machine. */
const CAPABILITIES: Readonly<Record<string, () => boolean>> = {
  'ipv6-loopback': () =>
    Object.values(networkInterfaces()).some((addresses) =>
      addresses?.some((address) => address.address === '::1'),
    ),
  // A network of one's own with nothing but a loopback: an ordinary user may make one, or not.
  'network-namespace': () => spawnSync('unshare', ['-rn', 'true']).status === 0,
  // File systems of one's own, a small disk for example.
  'mount-namespace': () =>
    spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0,
  root: () => process.getuid?.() === 0,
  // Rights of files bind nobody who runs as root; then another user must be able to run the program.
  'bound-by-rights': () =>
    process.platform !== 'win32' &&
    (process.getuid?.() !== 0 ||
      spawnSync(process.execPath, [LAUNCHER, '--version'], OTHER_USER).status === 0),
};

const LAUNCHER = join(import.meta.dirname, '../../src/launch.mjs');
/** One that owns nothing; `nobody` on most systems. */
export const OTHER_USER = { uid: 65_534, gid: 65_534 } as const;

/** Debian keeps daemons where a user's PATH does not look. */
const DAEMON_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/**
 * Whether every named program (looked up in PATH and the sbin folders) or capability
 * (`ipv6-loopback`, `network-namespace`, `mount-namespace`, `root`, `bound-by-rights`) is there. Used as
 * `describe.skipIf(!needs('unbound'))`, with literal names: the reporter reads them from the file. Throws instead of answering false when
 * YAMABIKO_TEST_ALL=1.
 */
export function needs(...tools: readonly string[]): boolean {
  const absent = absentOf(tools);
  if (absent.length > 0 && process.env['YAMABIKO_TEST_ALL'] === '1') {
    throw new Error(`YAMABIKO_TEST_ALL=1 and not on this machine: ${absent.join(', ')}`);
  }
  return absent.length === 0;
}

/** Those of the tools that this machine lacks. */
export function absentOf(tools: readonly string[]): readonly string[] {
  return tools.filter((tool) => {
    const capability = CAPABILITIES[tool];
    return capability === undefined ? executableOf(tool) === null : !capability();
  });
}

/** Absolute path of a program; null when it is not installed. */
export function executableOf(program: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...DAEMON_FOLDERS];
  for (const folder of folders) {
    if (folder === '') continue;
    const path = join(folder, program);
    if (isExecutable(path)) return path;
  }
  return null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
