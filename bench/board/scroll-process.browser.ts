import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { answerParent } from '../process/answer-parent.ts';
import { CHROMIUM, type ScrollFigures, type ScrollOrder } from './run-scroll.ts';

const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-sync'];
const VIEW = { width: 1280, height: 900 };
/** Of a turn of the wheel, ten of which come in a second. */
const STEP_PX = 400;
const PAUSE_MS = 100;

const OBSERVE = `
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.longTasks.push(entry.duration);
  }).observe({ type: 'longtask', buffered: true });
`;
const TASKS = 'window.longTasks.splice(0)';
const BOTTOM = 'scrollY + innerHeight >= document.documentElement.scrollHeight - 2';

let browser: Browser | null = null;

/** Scrolls the page of the largest sector up and down while its events come. */
async function scroll(order: ScrollOrder): Promise<ScrollFigures> {
  browser ??= await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  const [name = '', value = ''] = order.cookie.split('=');
  const context = await browser.newContext({ viewport: VIEW, locale: 'ja-JP' });
  try {
    await context.addCookies([{ name, value, url: order.url }]);
    return await scrolled(context, order);
  } finally {
    await context.close();
  }
}

async function scrolled(
  context: BrowserContext,
  { url, kind, seconds: wanted }: ScrollOrder,
): Promise<ScrollFigures> {
  const page = await context.newPage();
  await page.addInitScript(OBSERVE);
  await page.goto(`${url}/sectors/sector-0`);
  await page.locator('tbody tr').nth(50).waitFor();
  // All rows, where the page shows a hundred first.
  const more = page.locator('button.more');
  if ((await more.count()) > 0) await more.first().click();
  await page.waitForTimeout(2000);
  const openingMs = await page.evaluate<number[]>(TASKS);
  const rows = await page.locator('tbody tr').count();
  await page.mouse.move(VIEW.width / 2, VIEW.height / 2);
  const beganMs = performance.now();
  const endMs = beganMs + wanted * 1000;
  let way = STEP_PX;
  while (performance.now() < endMs) {
    await page.mouse.wheel(0, way);
    await page.waitForTimeout(PAUSE_MS);
    const isEnd = await page.evaluate<boolean>(way > 0 ? BOTTOM : 'scrollY <= 0');
    if (isEnd) way = -way;
  }
  const seconds = (performance.now() - beganMs) / 1000;
  const tasksMs = await page.evaluate<number[]>(TASKS);
  return { viewer: kind, rows, tasksMs, openingMs, seconds };
}

answerParent({ scroll, close: () => browser?.close() });
