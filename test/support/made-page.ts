import type { PageTraits } from '../../src/core/words/page-signs.ts';
import { pageTraitsOf } from '../../src/probe/page/page-traits.ts';
import { seeded } from './seeded.ts';

/** A page of `paragraphs` made of a seed, with what the site has on every page. */
export function pageText(seed: number, paragraphs: number): string {
  const random = seeded(seed);
  const word = (): string =>
    Array.from({ length: 2 + Math.floor(random() * 4) }, () =>
      String.fromCharCode(0x4e00 + Math.floor(random() * 2_000)),
    ).join('');
  const line = (): string => Array.from({ length: 12 }, word).join('');
  return Array.from({ length: paragraphs }, () => `<p>${line()}</p>`).join('\n');
}

/** The site's own page with `news` that change, under its title. */
export function madePage(
  news: string,
  { title = '山びこ市', body = pageText(1, 30) }: { title?: string; body?: string } = {},
): string {
  return `<html><head><title>${title}</title><script>var x = 1;</script></head><body>${body}${news}</body></html>`;
}

export function traitsOf(page: string): PageTraits {
  return pageTraitsOf(page, Buffer.byteLength(page));
}
