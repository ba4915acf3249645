import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Language } from '../../src/core/words/language.ts';

/** Whether a page is there, in the language, and says of no part that it is loading. */
export async function isSettled(page: Page, language: Language): Promise<boolean> {
  return await page.evaluate((asked) => {
    const loading = ['Loading…', '読み込んでいます…'];
    const parts = [...document.querySelectorAll('[role=status]')];
    const isLoading = parts.some(({ textContent }) => loading.includes(textContent?.trim() ?? ''));
    const isFilled = (document.querySelector('main')?.innerText.trim() ?? '') !== '';
    return document.documentElement.lang === asked && isFilled && !isLoading;
  }, language);
}

/** Resolves once the page is settled and asks nothing more of the board; else fails. */
export type Settle = (language: Language) => Promise<void>;

/** To be called before the page goes anywhere. */
export function settling(page: Page): Settle {
  const asked = new Set<unknown>();
  page.on('request', (request) => {
    // A stream is open as long as its page is.
    if (!request.url().includes('/api/stream')) asked.add(request);
  });
  page.on('requestfinished', (request) => void asked.delete(request));
  page.on('requestfailed', (request) => void asked.delete(request));
  const isQuiet = async (language: Language) =>
    asked.size === 0 && (await isSettled(page, language));
  return async (language) => {
    // Twice: what came is drawn in between, and may ask for more.
    const isTwiceQuiet = async () => {
      if (!(await isQuiet(language))) return false;
      await page.evaluate(
        () => new Promise<void>((drawn) => requestAnimationFrame(() => setTimeout(drawn))),
      );
      return await isQuiet(language);
    };
    const message = `${page.url()} is there in ${language}`;
    await expect.poll(isTwiceQuiet, { message, timeout: 20_000, interval: 20 }).toBe(true);
  };
}
