import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Language } from '../../src/core/words/language.ts';
import { AXE, findingsOf, RULES } from './axe.browser.ts';
import type { OpenPages } from './open-pages.browser.ts';
import { type Settle, settling } from './settled.browser.ts';
import { DESK, fitsItsWindow, PHONE, WALL } from './widths.browser.ts';

/** Where pictures go that people look at; none are made without. */
const PICTURES = process.env['YAMABIKO_PICTURES'];
const OTHER: Readonly<Record<Language, Language>> = { ja: 'en', en: 'ja' };
const LOCALES: Readonly<Record<Language, string>> = { ja: 'ja-JP', en: 'en-GB' };

/** A page of a browser that is looked at, and goes on from there. */
export interface LookedAt {
  readonly page: Page;
  /** What it speaks now. */
  language: Language;
  readonly settle: Settle;
}

/** A page of the board's, before it goes where it is to be looked at. */
export async function pageToLookAt(
  pages: OpenPages,
  { url, language, ...options }: BrowserContextOptions & { url: string; language: Language },
): Promise<LookedAt> {
  const locale = LOCALES[language];
  const page = await pages.open(url, { ...DESK, locale, ...options });
  page.setDefaultTimeout(15_000);
  return { page, language, settle: settling(page) };
}

/** What is looked at: its name, and a selector of what stands on it. */
export interface Sight {
  readonly where: string;
  readonly shows: string;
}

/**
 * Looks at a page twice: in the language that it speaks, light, on a desk, and in the other one, dark, on
 * a phone. Each time axe finds nothing serious, and the page fits a phone and a wall.
 */
export async function look(looked: LookedAt, { where, shows }: Sight): Promise<void> {
  const { page } = looked;
  await lookOnce(looked, { where, shows, colorScheme: 'light', ...DESK });
  await page.locator('header :is(button, a)[lang]').click();
  looked.language = OTHER[looked.language];
  await lookOnce(looked, { where, shows, colorScheme: 'dark', ...PHONE });
  await page.setViewportSize(DESK.viewport);
}

/** Looks at a page once, in the language that it speaks, dark, on a phone. */
export async function glance(looked: LookedAt, sight: Sight): Promise<void> {
  await lookOnce(looked, { ...sight, colorScheme: 'dark', ...PHONE });
  await looked.page.setViewportSize(DESK.viewport);
}

interface Once extends Sight {
  readonly colorScheme: 'light' | 'dark';
  readonly viewport: { readonly width: number; readonly height: number };
}

async function lookOnce({ page, language, settle }: LookedAt, once: Once): Promise<void> {
  const { where, shows, colorScheme, viewport } = once;
  const named = `${where} (${language}, ${colorScheme})`;
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize(viewport);
  await settle(language);
  expect.soft(await page.locator(shows).count(), `${named} shows ${shows}`).toBeGreaterThan(0);
  await page.evaluate(AXE);
  expect.soft(await findingsOf(page, RULES), named).toEqual([]);
  for (const { viewport: of } of [PHONE, WALL]) {
    await page.setViewportSize(of);
    await fitsItsWindow(page, named);
    await picture(page, `${named}-${of.width}`);
  }
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  const path = join(PICTURES, `look-${name.replaceAll(/\W+/g, '-')}.png`);
  await page.screenshot({ path, fullPage: true });
}
