import { createServer, request, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAssets } from '../../src/board/assets.ts';
import { noLog } from '../../src/core/ports/log.ts';
import { needs } from '../support/needs.ts';
import { createFixture, startFixtureBoard } from './board-fixture.ts';
import { councilOf } from './council-fixture.ts';
import { launchBrowser } from './open-pages.browser.ts';
import { sampleOf } from './sample-fixture.ts';

describe('the script of the pages', () => {
  it('is at most 100 kB, gzipped, where it is opened first', async () => {
    const assets = await loadAssets(noLog, { onlyFresh: true });
    const textOf = (path: string) => Buffer.from(assets.get(path)?.body ?? []).toString();
    const page = textOf('/index.html');
    const first = [...page.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, path]) => `${path}`);
    const scripts = new Set(first);
    // What a script imports before it runs comes with it; Sets are gone through as they grow.
    for (const path of scripts) {
      const imports = textOf(path).matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g);
      for (const [, name] of imports) scripts.add(path.replace(/[^/]+$/, `${name}`));
    }
    const words = [...assets.keys()].filter((path) => /\/catalogue-ja-[^/]*\.js$/.test(path));
    expect(words.length).toBe(1);
    const all = [...scripts, ...words];
    const bytes = all.reduce((sum, path) => sum + gzipSync(textOf(path)).length, 0);
    process.stdout.write(`scripts of the first page: ${bytes} bytes, gzipped\n`);
    expect(first.length).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(100_000);
  });
});

describe.skipIf(!needs('chromium'))('a browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterAll(async () => await browser.close());

  it('spends half a second at most on the overview of 4,302 sites, and paints before it is filled', async () => {
    const fixture = createFixture(councilOf({ sectors: 18, sitesPerSector: 239 }));
    const now = Date.now();
    for (const site of fixture.live.table.targets) fixture.live.observe(sampleOf(site, now));
    const board = await startFixtureBoard(fixture.sources);
    const looks = [];
    // Each by a browser without anything of the one before; the best of them, in CPU, because other
    // tests run beside it.
    for (let look = 0; look < 3; look += 1) looks.push(await firstLook(board.url));
    await board.close();
    const paintMs = Math.min(...looks.map((look) => look.paintMs));
    const filledMs = Math.min(...looks.map((look) => look.filledMs));
    const cpuMs = Math.min(...looks.map((look) => look.cpuMs));
    process.stdout.write(
      `page's thread ${cpuMs.toFixed(0)} ms of CPU, first contentful paint ${paintMs.toFixed(0)} ms, overview filled ${filledMs.toFixed(0)} ms\n`,
    );
    // Of the second, the page's thread takes about a seventh: the rest is for a slower machine and the way.
    expect(cpuMs).toBeLessThan(500);
    expect(looks.some((look) => look.paintMs < look.filledMs)).toBe(true);
    expect(filledMs).toBeLessThan(60_000);
  });

  async function firstLook(url: string) {
    const page = await (await browser.newContext({ locale: 'ja-JP' })).newPage();
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.goto(url);
    await page.locator('.sectors tbody tr').nth(17).waitFor();
    const { metrics } = await session.send('Performance.getMetrics');
    const cpuMs = 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
    const filledMs = Number(await page.evaluate('performance.now()'));
    const paint = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN";
    const paintMs = Number(await page.evaluate(paint));
    await page.context().close();
    return { paintMs, filledMs, cpuMs };
  }

  it('asks every 15 s by itself behind a proxy that holds events back, and says how old it is', async () => {
    const fixture = createFixture(councilOf({ sectors: 1, sitesPerSector: 2 }));
    const board = await startFixtureBoard(fixture.sources);
    const proxy = await startHoldingProxy(board.port);
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await page.clock.install();
    await page.goto(proxy.url);
    await page.locator('.sectors').waitFor();
    const sign = page.locator('.fresh');
    expect(await sign.innerText()).toContain('connecting');
    await page.clock.fastForward(12_500);
    await page.locator('.fresh.is-polling').waitFor();
    expect(await sign.innerText()).toMatch(/updating every 15 s\s*updated \d+ s ago/);
    const [site] = fixture.live.table.targets;
    if (site === undefined) throw new Error('the fixture has sites');
    fixture.live.observe(sampleOf(site, Date.now()));
    await expect
      .poll(async () => {
        await page.clock.fastForward(15_500);
        return await page.locator('.lead-counts').innerText();
      })
      .toContain('1 of 2 sites answers');
    expect(proxy.asked('/api/council')).toBeGreaterThanOrEqual(3);
    await page.context().close();
    await proxy.close();
    await board.close();
  });
});

/** A proxy on loopback that passes answers on when they have ended: an event stream never does. */
async function startHoldingProxy(port: number) {
  const counts = new Map<string, number>();
  const server: Server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/';
    counts.set(path, (counts.get(path) ?? 0) + 1);
    const options = { port, host: '127.0.0.1', path, agent: false, headers: incoming.headers };
    const passed = request(options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', () => outgoing.destroy());
      answer.on('end', () => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        outgoing.end(Buffer.concat(chunks));
      });
    });
    passed.on('error', () => outgoing.destroy());
    outgoing.on('close', () => passed.destroy());
    passed.end();
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked: (path: string) => counts.get(path) ?? 0,
    async close() {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
    },
  };
}
