import { describe, expect, it } from 'vitest';
import type { PageTraits } from '../../../src/core/words/page-signs.ts';
import {
  firstUsual,
  isTeaching,
  type PageUsual,
  signsOf,
  similarityOf,
  taught,
} from '../../../src/judge/rules/page-usual.ts';
import { madePage, pageText, traitsOf } from '../../support/made-page.ts';

const START = Date.UTC(2026, 9, 1);
const HOUR = 3_600_000;

/** Teaches a page an hour. */
function taughtBy(pages: readonly PageTraits[], before: PageUsual | null = null): PageUsual {
  let usual = before;
  for (const page of pages) {
    const at = usual === null ? START : usual.taughtAt + HOUR;
    usual = usual === null ? firstUsual(page, at) : taught(usual, page, at);
  }
  if (usual === null) throw new Error('no page');
  return usual;
}

const hours = (count: number, page: (hour: number) => string) =>
  Array.from({ length: count }, (_, hour) => traitsOf(page(hour)));

/** News that change every six hours, a tenth of the page. */
const dailyPage = (hour: number) => madePage(pageText(100 + Math.floor(hour / 6), 3));
const other = traitsOf(madePage('', { title: 'Index of /', body: pageText(9, 10) }));

describe('what a page usually looks like', () => {
  it('takes bins that are not there for empty ones', () => {
    const page = traitsOf(dailyPage(0));
    const bare = { ...firstUsual(page, START), bins: new Uint8Array(0) };
    expect(similarityOf(bare.bins, [5])).toBe(0);
    expect(similarityOf(bare.bins, [])).toBeNull();
    expect(taught(bare, { ...page, sketch: [] }, START + HOUR).bins).toHaveLength(0);
  });

  it('is not known before twenty pages', () => {
    expect(signsOf(taughtBy(hours(19, dailyPage)), other)).toBeNull();
    expect(signsOf(taughtBy(hours(20, dailyPage)), other)).not.toBeNull();
  });

  it('has no sign of news that come and go', () => {
    let usual = taughtBy(hours(24, dailyPage));
    for (let hour = 24; hour < 24 * 14; hour += 1) {
      const page = traitsOf(dailyPage(hour));
      expect(signsOf(usual, page)).toBeNull();
      usual = taughtBy([page], usual);
    }
  });

  it('has signs of another page: its text, its title, its size', () => {
    const signs = signsOf(taughtBy(hours(72, dailyPage)), other);
    expect(signs?.text?.similarity).toBeLessThan(0.1);
    expect(signs?.text?.usual).toBeGreaterThan(0.8);
    expect(signs?.title).toEqual({ found: 'Index of /', usual: '山びこ市' });
    expect(signs?.bytes?.found).toBe(other.bytes);
    expect(signs?.bytes?.usual).toBeGreaterThan(other.bytes * 1.5);
  });

  it('has the sign that differs alone', () => {
    const usual = taughtBy(hours(72, dailyPage));
    const sameText = traitsOf(madePage(pageText(100, 3), { title: '工事中' }));
    expect(signsOf(usual, sameText)).toEqual({
      text: null,
      title: { found: '工事中', usual: '山びこ市' },
      bytes: null,
    });
  });

  it('tells of a page that has lost its text', () => {
    const usual = taughtBy(hours(72, dailyPage));
    const empty = traitsOf('<html><head><title>山びこ市</title></head><body></body></html>');
    expect(signsOf(usual, empty)).toMatchObject({ text: { similarity: 0 }, title: null });
  });

  it('stays through half a day of another page', () => {
    const before = taughtBy(hours(72, dailyPage));
    const during = taughtBy(new Array<PageTraits>(12).fill(other), before);
    expect(signsOf(during, other)?.text).not.toBeNull();
    expect(signsOf(during, traitsOf(dailyPage(84)))).toBeNull();
  });

  it('becomes what lasts for a week', () => {
    const before = taughtBy(hours(240, dailyPage));
    const after = taughtBy(new Array<PageTraits>(24 * 7).fill(other), before);
    expect(signsOf(after, other)).toBeNull();
  });

  it('is not compared where every page is another', () => {
    const usual = taughtBy(hours(200, (hour) => madePage('', { body: pageText(hour, 30) })));
    expect(signsOf(usual, traitsOf(madePage('', { body: pageText(999, 30) })))).toBeNull();
  });

  it('has no title where titles change with each page', () => {
    const usual = taughtBy(hours(200, (hour) => madePage('', { title: `最新 ${hour}` })));
    expect(signsOf(usual, traitsOf(madePage('', { title: '別の題名' })))).toBeNull();
  });

  it('knows a page without text and without a title', () => {
    const bare = traitsOf('<html><body><script>go()</script></body></html>');
    const usual = taughtBy(new Array<PageTraits>(30).fill(bare));
    expect(signsOf(usual, bare)).toBeNull();
    expect(signsOf(usual, { ...bare, title: 'new', bytes: bare.bytes * 9 })).toMatchObject({
      text: null,
      title: null,
      bytes: { found: bare.bytes * 9, usual: bare.bytes },
    });
  });

  it('takes 192 bytes for its text', () => {
    expect(taughtBy(hours(30, dailyPage)).bins.byteLength).toBe(192);
  });
});

describe('a page teaches', () => {
  it('each time until twenty are known, then once an hour', () => {
    const page = traitsOf(dailyPage(0));
    const few = firstUsual(page, START);
    expect(isTeaching(few, START + 1_000)).toBe(true);
    expect(isTeaching(few, START)).toBe(false);
    const many = taughtBy(new Array<PageTraits>(20).fill(page));
    expect(isTeaching(many, many.taughtAt + HOUR - 1)).toBe(false);
    expect(isTeaching(many, many.taughtAt + HOUR)).toBe(true);
  });

  it('without a change of what was usual before', () => {
    const usual = taughtBy(hours(20, dailyPage));
    const copy = structuredClone(usual);
    taught(usual, other, usual.taughtAt + HOUR);
    expect(usual).toEqual(copy);
  });
});
