import { readFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BoardOptions } from '../../src/board/start-board.ts';
import { codeAt, PASSWORD } from '../accounts/opened-entrance.ts';
import { selfSigned } from '../support/certificates.ts';
import { freePort } from '../support/free-port.ts';
import { needs } from '../support/needs.ts';
import { startNginx } from '../support/nginx-server.ts';
import { portOf } from '../support/raw-server.ts';
import { createFixture, type Fixture, startFixtureBoard } from './board-fixture.ts';
import { councilOf } from './council-fixture.ts';
import { Browser as Client, enter, startEnteredBoard } from './entrance/entered-board.ts';
import { launchBrowser } from './open-pages.browser.ts';
import { sampleOf } from './sample-fixture.ts';

const CONFIG = councilOf({ sectors: 1, sitesPerSector: 2 });
/** A proxy that ends each answer after this time, ms. */
const CUT_MS = 30_000;

let browser: Browser;
let stack: AsyncDisposableStack;

describe.skipIf(!needs('chromium', 'nginx'))('the board behind a proxy', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(() => {
    stack = new AsyncDisposableStack();
    return () => stack.disposeAsync();
  });

  async function open(url: string): Promise<Page> {
    const context = await browser.newContext({ locale: 'en-GB', ignoreHTTPSErrors: true });
    stack.defer(() => context.close());
    const page = await context.newPage();
    await page.goto(url);
    return page;
  }

  it('is reached by https through nginx as the page of accounts has it, live and by a secure cookie', async () => {
    const certificate = await selfSigned({ hosts: ['localhost'] });
    const port = await freePort();
    const server = docsExample().replace('127.0.0.1:8080', `127.0.0.1:${port}`);
    const nginx = await startNginx({ server, certificate });
    stack.defer(() => nginx.close());
    const url = `https://localhost:${nginx.port}`;
    const entered = await startEnteredBoard(CONFIG, { port, publicUrl: url });
    stack.defer(() => entered.board.close());
    const draft = { name: 'sato', office: { kind: 'operator' } };
    const { totpKey } = await enter(entered, new Client(entered.board.url), draft);
    const page = await open(url);
    await page.getByLabel('Name').fill('sato');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Code').fill(codeAt(totpKey, entered.clock.now()));
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.locator('.fresh.is-live').waitFor();
    await showsNews(page, entered.fixture);
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({
      ...{ name: '__Host-yamabiko', secure: true, httpOnly: true, sameSite: 'Strict' },
    });
    await page.goto(`${url}/account`);
    await page.getByText('this page').waitFor();
    expect(await page.locator('#own-sessions + * + table').innerText()).toContain('127.0.0.1');
  });

  it('is asked every 15 s where nginx buffers whatever we say, and says how old it is', async () => {
    const { port, fixture } = await started();
    const nginx = await startNginx({ server: holdingBack(port) });
    stack.defer(() => nginx.close());
    const page = await open('about:blank');
    await page.clock.install();
    await page.goto(`http://127.0.0.1:${nginx.port}`);
    await page.locator('.sectors').waitFor();
    expect(await page.locator('.fresh').innerText()).toContain('connecting');
    await page.clock.fastForward(12_500);
    await page.locator('.fresh.is-polling').waitFor();
    expect(await page.locator('.fresh').innerText()).toMatch(/every 15 s\s*updated \d+ s ago/);
    await showsNews(page, fixture, () => page.clock.fastForward(15_500));
  });

  it('is asked every 15 s where the stream is refused again and again', async () => {
    const stream = { tickMs: 20, heartbeatMs: 200, stallMs: 5000, maxClients: 0 };
    const { port, fixture } = await started({ stream });
    const page = await open('about:blank');
    await page.clock.install();
    await page.goto(`http://127.0.0.1:${port}`);
    await page.locator('.sectors').waitFor();
    for (let opened = 0; opened < 2; opened += 1) {
      const again = page.waitForResponse((answer) => answer.url().includes('/api/stream'));
      await page.clock.fastForward(5500);
      expect((await again).status()).toBe(503);
    }
    await page.clock.fastForward(1500);
    await page.locator('.fresh.is-polling').waitFor();
    await showsNews(page, fixture, () => page.clock.fastForward(15_500));
  });

  it('goes on by itself where each answer is cut after 30 s, live or asking, and is never stale', async () => {
    const { port, fixture } = await started();
    const passing = await startCuttingProxy(port, { isHeld: false });
    const holding = await startCuttingProxy(port, { isHeld: true });
    const [live, asking] = await Promise.all([open(passing.url), open(holding.url)]);
    await live.locator('.fresh.is-live').waitFor();
    await asking.locator('.fresh.is-polling').waitFor();
    await expect.poll(() => [passing.cuts() > 0, holding.cuts() > 0]).toEqual([true, true]);
    await showsNews(live, fixture);
    expect(await live.locator('.fresh').getAttribute('class')).toBe('fresh is-live');
    expect(await asking.locator('.fresh').innerText()).toMatch(/every 15 s\s*updated \d+ s ago/);
    await expect.poll(() => asking.locator('.lead-counts').innerText()).toContain('1 of 2');
    expect(await asking.locator('.stale-banner').count()).toBe(0);
  });

  async function started(options: Partial<BoardOptions> = {}) {
    const fixture = createFixture(CONFIG);
    const board = await startFixtureBoard(fixture.sources, options);
    stack.defer(() => board.close());
    return { port: board.port, fixture };
  }
});

/** One answer is made: the page comes to show it, by whatever way it learns of it. */
async function showsNews(
  page: Page,
  { live }: Fixture,
  wait: () => Promise<void> = async () => {},
): Promise<void> {
  const [site] = live.table.targets;
  if (site === undefined) throw new Error('the fixture has sites');
  live.observe(sampleOf(site, Date.now()));
  await expect
    .poll(async () => {
      await wait();
      return await page.locator('.lead-counts').innerText();
    })
    .toContain('1 of 2 sites answers');
}

/** As an operator finds it. */
function docsExample(): string {
  const text = readFileSync(join(import.meta.dirname, '../../docs/accounts.md'), 'utf8');
  return /```nginx\n([^`]+)```/.exec(text)?.[1] ?? '';
}

/** Buffers larger than what streams say in minutes, and no heed of what we ask for. */
function holdingBack(port: number): string {
  return `location / {
    proxy_pass http://127.0.0.1:${port};
    proxy_set_header Host $host;
    proxy_buffering on;
    proxy_ignore_headers X-Accel-Buffering;
    proxy_buffer_size 1m;
    proxy_buffers 8 1m;
    proxy_busy_buffers_size 2m;
  }`;
}

/** A proxy on loopback that cuts every answer after 30 s; `isHeld`: it passes on what has ended only. */
async function startCuttingProxy(port: number, { isHeld }: { readonly isHeld: boolean }) {
  let cuts = 0;
  const server: Server = createServer((incoming, outgoing) => {
    const { url: path = '/', headers } = incoming;
    const options = { port, host: '127.0.0.1', path, agent: false, headers };
    const passed = request(options, (answer) => {
      const isWhole = answer.headers['content-length'] !== undefined;
      if (isHeld && !isWhole) {
        answer.resume();
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    const cut = setTimeout(() => {
      cuts += 1;
      outgoing.destroy();
    }, CUT_MS);
    outgoing.on('close', () => {
      clearTimeout(cut);
      passed.destroy();
    });
    passed.end();
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  stack.defer(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  return { url: `http://127.0.0.1:${portOf(server)}`, cuts: () => cuts };
}
