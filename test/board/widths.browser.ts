import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** As narrow as WCAG 1.4.10 has it, CSS px: a window of 1280 at 400 %. */
export const PHONE = { viewport: { width: 320, height: 640 } } as const;
export const DESK = { viewport: { width: 1280, height: 800 } } as const;
export const WALL = { viewport: { width: 1920, height: 1080 } } as const;

/** Charts take their width a moment after the page has its own, ms. */
const SOON_MS = 2000;

/** Fails where the page is wider than its window. */
export async function fitsItsWindow(page: Page, where: string): Promise<void> {
  const width = page.viewportSize()?.width ?? 0;
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth), {
      ...{ message: `${where} at ${width} px`, timeout: SOON_MS, interval: 20 },
    })
    .toBeLessThanOrEqual(width);
}
