import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../../src/board/start-board.ts';
import { needs } from '../../support/needs.ts';
import { launchBrowser } from '../open-pages.browser.ts';
import { startSharedBoard } from '../shared-pages.browser.ts';

const PATHS = ['/api/sectors/rail/badge.svg', '/api/targets/far-named/badge.svg'] as const;

describe.skipIf(!needs('chromium'))('badges in an intranet page', () => {
  let browser: Browser;
  let board: Board;
  let intranet: Server;

  beforeAll(async () => {
    ({ board } = await startSharedBoard());
    browser = await launchBrowser(['--host-resolver-rules=MAP *.test 127.0.0.1']);
    const { port } = new URL(board.url);
    const images = ['ja', 'en'].flatMap((lang) =>
      PATHS.map(
        (path) => `<img src="http://board.example.test:${port}${path}?lang=${lang}" alt="">`,
      ),
    );
    intranet = createServer((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(`<!doctype html><title>intranet</title>${images.join('')}`);
    }).listen(0, '127.0.0.1');
    await once(intranet, 'listening');
  });
  afterAll(async () => {
    await browser.close();
    await board.close();
    intranet.close();
  });

  async function opened(url: string): Promise<Page> {
    const context = await browser.newContext({ extraHTTPHeaders: { 'x-viewer': 'council' } });
    const page = await context.newPage();
    await page.goto(url);
    return page;
  }

  it.each([
    ['are shown by a page of the same domain', 'intranet.example.test', true],
    ['are shown by no page of another', 'elsewhere.test', false],
  ])('%s', async (_, host, isShown) => {
    const { port } = intranet.address() as AddressInfo;
    const page = await opened(`http://${host}:${port}/`);
    const widths = await page
      .locator('img')
      .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
    expect(widths).toHaveLength(4);
    for (const width of widths) expect(width > 200).toBe(isShown);
  });

  it.each(PATHS.flatMap((path) => ['ja', 'en'].map((lang) => `${path}?lang=${lang}`)))(
    'hold every text whole and none over another: %s',
    async (path) => {
      const page = await opened(`${board.url}${path}`);
      const boxes = await page.locator('text').evaluateAll((texts) =>
        texts.map((text) => {
          const { x, y, width, height } = (text as unknown as SVGTextElement).getBBox();
          return { left: x, right: x + width, top: y, bottom: y + height };
        }),
      );
      const whole = Number(await page.locator('svg').first().getAttribute('width'));
      const [name, state, line] = boxes;
      expect(boxes).toHaveLength(3);
      expect(name?.right).toBeLessThan(state?.left ?? 0);
      for (const { right, bottom } of boxes) {
        expect(right).toBeLessThan(whole);
        expect(bottom).toBeLessThan(44);
      }
      expect(line?.left).toBeGreaterThan(0);
    },
  );
});
