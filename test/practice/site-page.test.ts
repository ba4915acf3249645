import { describe, expect, it } from 'vitest';
import { sitePage } from '../../src/practice/site-page.ts';

const NAME = { ja: '架空市', en: 'Kakū City' };

describe('a practice page', () => {
  it('says in both languages what it is, in its title and its text', () => {
    const page = sitePage(NAME, 20_000);
    expect(page).toContain('<title>架空市【模擬データ】 / Kakū City (PRACTICE)</title>');
    expect(page).toContain('<strong>模擬データ / PRACTICE</strong>');
    expect(page).toContain('架空の組織');
    expect(page).toContain('fictional organisation');
  });

  it.each([5_000, 24_000, 200_000])('has about %i bytes', (bytes) => {
    expect(Math.abs(Buffer.byteLength(sitePage(NAME, bytes)) - bytes)).toBeLessThan(400);
  });

  it('escapes what a name holds', () => {
    const page = sitePage({ ja: '<b>架空</b>', en: 'A & B' }, 0);
    expect(page).toContain('&lt;b&gt;架空&lt;/b&gt;');
    expect(page).toContain('A &amp; B');
    expect(page).not.toContain('<b>');
  });
});
