import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Assets, loadAssets } from '../../src/board/assets.ts';
import { noLog } from '../../src/core/ports/log.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { createFixture, startFixtureBoard } from './board-fixture.ts';
import { councilOf } from './council-fixture.ts';
import { ask } from './http-client.ts';

let assets: Assets;

beforeAll(async () => {
  assets = await loadAssets(noLog, { onlyFresh: true });
});

function textOf(path: string): string {
  return Buffer.from(assets.get(path)?.body ?? []).toString();
}

describe('the built pages', () => {
  it('are one page, one style sheet, an icon, and the script of the page with those it loads later', () => {
    const kinds = [...assets.keys()].map((path) => path.replace(/-[\w-]{8}\./, '.'));
    const fixed = ['/assets/index.css', '/assets/index.js', '/favicon.svg', '/index.html'];
    expect(kinds).toEqual(expect.arrayContaining(fixed));
    const others = kinds.filter((kind) => !fixed.includes(kind));
    expect(others.filter((kind) => !/^\/assets\/[\w-]+\.js$/.test(kind))).toEqual([]);
    expect(textOf('/index.html').match(/<script/g)).toHaveLength(1);
  });

  it('have scripts of at most 100 kB gzipped each', () => {
    const scripts = [...assets].filter(([path]) => path.endsWith('.js'));
    for (const [, { body }] of scripts) expect(gzipSync(body).length).toBeLessThan(100_000);
  });

  it('load nothing from outside and hold no inline code', () => {
    const html = textOf('/index.html');
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)/);
    expect([...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url]) => url)).toSatisfy(
      (urls: readonly string[]) => urls.length >= 3 && urls.every((url) => /^\/[^/]/.test(url)),
    );
    for (const path of assets.keys()) {
      if (path.endsWith('.css')) expect(textOf(path)).not.toMatch(/url\(|@import/);
    }
  });

  it('are given again from the same build while nothing changed', async () => {
    const again = await loadAssets(noLog);
    expect([...again].map(([path, { etag }]) => [path, etag])).toEqual(
      [...assets].map(([path, { etag }]) => [path, etag]),
    );
  });

  it('are kept by the browser: for ever what has its hash in its name, else by its tag', async () => {
    const { sources } = createFixture(councilOf({ sectors: 1, sitesPerSector: 1 }));
    const board = await startFixtureBoard(sources);
    const script = [...assets.keys()].find((path) => path.endsWith('.js')) ?? '';
    const first = await ask(`${board.url}${script}`);
    expect(first.headers['cache-control']).toContain('immutable');
    expect(first.headers['content-type']).toContain('text/javascript');
    const page = await ask(`${board.url}/targets/any-site`);
    expect(page.headers['cache-control']).toBe('no-cache');
    const headers = { 'if-none-match': String(page.headers['etag']) };
    expect((await ask(`${board.url}/`, { headers })).status).toBe(304);
    await board.close();
  });
});

describe('pages that cannot be built', () => {
  function brokenPlace() {
    const built = mkdtempSync(join(tmpdir(), 'yamabiko-pages-'));
    onTestFinished(() => rmSync(built, { recursive: true }));
    const builder = join(built, 'builder.mjs');
    writeFileSync(builder, "throw new Error('a page has a fault');");
    return { built, builder };
  }

  function olderBuildIn(built: string): void {
    mkdirSync(join(built, '0123456789abcdef'));
    writeFileSync(join(built, '0123456789abcdef', 'index.html'), 'older');
  }

  it('are an older build to the service, which says so', async () => {
    const place = brokenPlace();
    olderBuildIn(place.built);
    const { log, entries } = recordedLog();
    const older = await loadAssets(log, { place });
    expect(Buffer.from(older.get('/index.html')?.body ?? []).toString()).toBe('older');
    expect(entries).toMatchObject([{ level: 'warn', event: 'board.pages_not_built' }]);
  });

  it('are an error where only fresh ones do, as here, and where there is no other', async () => {
    const refusal = {
      code: 'board_unavailable',
      cause: { message: expect.stringContaining('a page has a fault') },
    };
    const place = brokenPlace();
    await expect(loadAssets(noLog, { place })).rejects.toMatchObject(refusal);
    olderBuildIn(place.built);
    const loading = loadAssets(noLog, { place, onlyFresh: true });
    await expect(loading).rejects.toMatchObject(refusal);
  });
});
