#!/usr/bin/env node
// Starts src/main.ts (packed: dist/src/main.js) on a Node that can run it: this one when it is new
// enough, else the one that came with the installed packages. Plain JavaScript for old Nodes.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';

// A reload asked for while the service loads must not end it; src/main.ts says the same for itself.
if (process.platform !== 'win32' && process.argv.includes('run')) process.on('SIGHUP', () => {});

const NEEDED = [26, 0];
const here = dirname(fileURLToPath(import.meta.url));
const main = mainFile();

/** The source where it is; Node does not run TypeScript below a folder named node_modules. */
function mainFile() {
  const source = join(here, 'main.ts');
  const isPackage = here.split(sep).includes('node_modules');
  return existsSync(source) && !isPackage ? source : join(here, '..', 'dist', 'src', 'main.js');
}

function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
}

/** Path of the Node binary among the optional packages of this platform, or null. */
function bundledNode() {
  const require = createRequire(import.meta.url);
  const binary = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  for (const prefix of ['node', 'node-bin']) {
    const name = `${prefix}-${process.platform.replace('win32', 'win')}-${process.arch}`;
    try {
      const path = join(dirname(require.resolve(`${name}/package.json`)), binary);
      if (existsSync(path)) return path;
    } catch {
      // This platform's binary may be published under the other prefix.
    }
  }
  return null;
}

/** A folder of this user's for compiled code, or null where there is no home. */
function cacheDir() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const home = homedir();
  const base = XDG_CACHE_HOME || LOCALAPPDATA || (home === '' ? '' : join(home, '.cache'));
  return base === '' ? null : join(base, 'yamabiko', 'compiled');
}

// Compiled code is kept between starts: each thread then needs some 14 MB less and starts sooner.
// Threads and child processes find the folder in the environment.
const compiled = process.env.NODE_COMPILE_CACHE ?? cacheDir();
if (compiled !== null) process.env.NODE_COMPILE_CACHE = compiled;

// Most of a service's heap lives long. V8 would let it grow to twice that before it collects, and keep
// 64 MB for what lives short: with 4,303 sites some 80 MB that hold nothing.
const heapFlags = process.argv.includes('run')
  ? ['--heap-growing-percent=25', '--semi-space-growth-factor=1']
  : [];

if (isNewEnough(process.versions.node)) {
  for (const flag of heapFlags) setFlagsFromString(flag);
  if (compiled !== null) module.enableCompileCache(compiled);
  await import(pathToFileURL(main).href);
} else {
  const node = bundledNode();
  if (node === null) {
    process.stderr.write(
      `yamabiko needs Node ${NEEDED.join('.')} or newer; this is ${process.versions.node}, and no ` +
        `Node came with the packages for ${process.platform}-${process.arch}. ` +
        'Install one, or run `npm ci` without --omit=optional.\n' +
        `yamabiko には Node ${NEEDED.join('.')} 以降が必要です（現在は ${process.versions.node}）。\n`,
    );
    process.exit(2);
  }
  const child = spawn(node, [...heapFlags, main, ...process.argv.slice(2)], { stdio: 'inherit' });
  // A terminal sends Ctrl+C to the child too, whom a second SIGINT would end before it has stored what
  // waits: SIGTERM says the same, to a child that was not told yet. Windows tells both, and kills.
  const told = { SIGINT: 'SIGTERM', SIGTERM: 'SIGTERM', SIGHUP: 'SIGHUP' };
  for (const [signal, passedOn] of Object.entries(told)) {
    process.on(signal, () => process.platform !== 'win32' && child.kill(passedOn));
  }
  child.on('error', (error) => {
    process.stderr.write(`yamabiko could not start ${node}: ${error.message}\n`);
    process.exit(2);
  });
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
}
