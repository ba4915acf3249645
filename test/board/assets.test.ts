import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Assets, loadAssets } from '../../src/board/assets.ts';
import { noLog } from '../../src/core/ports/log.ts';
import { createFixture, startFixtureBoard } from './board-fixture.ts';
import { councilOf } from './council-fixture.ts';
import { ask } from './http-client.ts';

let assets: Assets;

beforeAll(async () => {
  assets = await loadAssets(noLog);
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
