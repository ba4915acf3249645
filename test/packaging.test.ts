import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { createAuthority } from './support/certificates.ts';
import { needs } from './support/needs.ts';
import { type Ended, type Installation, ROOT, Yamabiko, yamabiko } from './support/yamabiko.ts';

const run = promisify(execFile);

/** What `npm pack` and its `prepack` read. */
const PACKED_FROM = [
  ...[
    'src',
    'dashboards',
    'config',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'tsconfig.build.json',
  ],
  ...['README.md', 'README.ja.md', 'CHANGELOG.md', 'LICENSE', '.npmrc'],
];

/** Packs a copy, so that the checkout's own `dist` stays as it is; resolves with the tarball. */
async function pack(dir: string): Promise<string> {
  const copy = join(dir, 'checkout');
  for (const name of PACKED_FROM) {
    await cp(join(ROOT, name), join(copy, name), { recursive: true });
  }
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  const environment = { ...process.env, npm_config_offline: 'true' };
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', dir], {
    cwd: copy,
    env: environment,
  });
  return join(dir, stdout.trim().split('\n').at(-1) ?? '');
}

/** Unpacks the tarball as npm would, beside the dependencies that it declares and no others. */
async function install(tarball: string, project: string): Promise<Installation> {
  const modules = join(project, 'node_modules');
  await mkdir(modules, { recursive: true });
  await run('tar', ['-xzf', tarball, '-C', modules]);
  await rename(join(modules, 'package'), join(modules, 'yamabiko'));
  for (const name of Object.keys(packageJson.dependencies)) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(join(ROOT, 'node_modules', name), join(modules, name));
  }
  return { launcher: join(modules, 'yamabiko', packageJson.bin.yamabiko), cwd: project };
}

describe.skipIf(!needs('npm', 'tar'))('the packed program, below node_modules', () => {
  let dir = '';
  let installation: Installation;
  const command = (...words: string[]): Promise<Ended> => yamabiko(words, {}, installation);
  const config = 'node_modules/yamabiko/config';

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'yamabiko-pack-'));
    installation = await install(await pack(dir), join(dir, 'project'));
  });

  afterAll(() => rm(dir, { recursive: true, force: true }));

  it('holds JavaScript, pages, the example and the papers, and no TypeScript', async () => {
    const { stdout } = await run('tar', ['-tzf', join(dir, `yamabiko-${packageJson.version}.tgz`)]);
    const files = stdout.trim().split('\n');
    expect(files.filter((file) => file.endsWith('.ts') || file.endsWith('.tsx'))).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining(
        [
          ...['LICENSE', 'README.md', 'README.ja.md', 'CHANGELOG.md', 'package.json'],
          ...['src/launch.mjs', 'dist/src/main.js', 'dist/src/board/pages/index.html'],
          ...['config/yamabiko.yaml', 'config/sectors/gas.yaml'],
        ].map((file) => `package/${file}`),
      ),
    );
  });

  it('prints its version', async () => {
    const { code, stdout } = await command('--version');
    expect([code, stdout]).toEqual([0, `yamabiko ${packageJson.version}\n`]);
  });

  it('leaves TypeScript alone that Node would not run there', async () => {
    const source = join(dirname(installation.launcher), 'main.ts');
    await writeFile(source, await readFile(join(ROOT, 'src/main.ts')));
    expect((await command('--version')).code).toBe(0);
    await rm(source);
  });

  it('finds the configuration that it brings valid', async () => {
    const { code, stdout } = await command('validate', '--config', config, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ valid: true, warnings: [] });
  });

  it('checks a site over TLS in a worker', async () => {
    const authority = await createAuthority();
    const site = createServer(await authority.issue({ hosts: ['127.0.0.1'] }), (_, response) =>
      response.end('here'),
    );
    await once(site.listen(0, '127.0.0.1'), 'listening');
    try {
      const ca = join(dir, 'ca.pem');
      await writeFile(ca, authority.ca);
      const url = `https://127.0.0.1:${portOf(site.address())}/`;
      const { code, stdout, stderr } = await command(
        ...['check', url, '--allow-private', '--json', '--ca', ca],
      );
      expect(code, stderr).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ outcome: 'success', statusCode: 200 });
    } finally {
      site.close();
    }
  });

  it('measures, stores and serves the board until it is told to stop', async () => {
    const words = ['run', '--config', config, '--data', 'data', '--listen', '127.0.0.1:0'];
    const service = new Yamabiko(words, {}, installation);
    try {
      const [, url] = await service.printed(/Board: (\S+)/);
      const page = await (await fetch(`${url}/`)).text();
      const [, script] = /<script[^>]* src="([^"]+)"/.exec(page) ?? [];
      const code = await fetch(new URL(script ?? '', `${url}/`));
      expect([code.status, code.headers.get('content-type')]).toEqual([
        200,
        'text/javascript; charset=utf-8',
      ]);
      const health: unknown = await (await fetch(`${url}/healthz`)).json();
      expect(health).toMatchObject({ store: { status: 'ok' } });
      while ((await successesOf(`${url}/api/overview`)) === 0) {
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    } finally {
      const { code, stderr } = await service.stop();
      expect(code, stderr).toBe(0);
    }
    const { stdout } = await command('export', '--data', 'data');
    expect(stdout).toContain('"outcome":"success"');
  });
});

/** Sites whose newest sample is a success. */
async function successesOf(overview: string): Promise<number> {
  const { data } = JSON.parse(await (await fetch(overview)).text());
  return data.counts.success;
}

/** Guarantee of the cast: a TCP server that listens has an address with a port. */
function portOf(address: ReturnType<ReturnType<typeof createServer>['address']>): number {
  return (address as AddressInfo).port;
}
