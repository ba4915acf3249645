import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { titleOf, visibleText } from '../../../src/probe/page/markup.ts';
import { sketchOf } from '../../../src/probe/page/sketch.ts';
import { cpuMsOf } from '../../support/cpu-time.ts';
import { madePage, pageText } from '../../support/made-page.ts';
import type { OriginAnswer } from '../../support/origin-server.ts';
import { seeded } from '../../support/seeded.ts';
import { answered } from '../answered.ts';

describe('the visible text of a page', () => {
  it.each([
    ['<p>one</p><p>two</p>', 'one two'],
    ['a<script>b < c</script>d<STYLE>e</STYLE >f', 'a d f'],
    ['a<!-- b <p> c -->d', 'a d'],
    ['<head><title>t</title><meta name="x">\n<body>a', 'a'],
    [
      'a &amp; b&nbsp;c &#23665;&#x3073; &unknown; &#99999999;',
      'a & b c 山び &unknown; &#99999999;',
    ],
    ['a<script>never closed', 'a'],
    ['a<!-- never closed', 'a'],
    ['a<p never closed', 'a'],
    ['<scripture>a</scripture>', 'a'],
    ['', ''],
  ])('of %j is %j', (markup, text) => {
    expect(visibleText(markup)).toBe(text);
  });

  it.each([
    ['tags that never end', '<title'],
    ['titles that never end', '<title>'],
    ['scripts within scripts', '<script>'],
    ['many scripts', '<script></script>'],
    ['comments', '<!--'],
    ['entities', '&#x41;'],
    ['letters', 'ﷺ'],
  ])('is read at once, whatever the page is: %s', async (_what, part) => {
    const page = part.repeat(Math.ceil((8 * 1024 * 1024) / part.length));
    const cpuMs = await cpuMsOf(() => {
      titleOf(page);
      sketchOf(visibleText(page));
    });
    // A reader that looks ahead from every place takes minutes.
    expect(cpuMs).toBeLessThan(2_000);
  });
});

describe('the title of a page', () => {
  it.each([
    ['<title>a</title>', 'a'],
    ['<html><TITLE id="x">a &lt; b\n c</TITLE>', 'a < b c'],
    ['<title></title>', ''],
    ['<titles>a</titles>', null],
    ['<title', null],
    ['<p>a</p>', null],
  ])('of %j is %j', (markup, title) => {
    expect(titleOf(markup)).toBe(title);
  });
});

/** Share of bins that agree. */
function similarity(one: string, two: string): number {
  const [a, b] = [sketchOf(one) ?? [], sketchOf(two) ?? []];
  return a.filter((value, bin) => value === b[bin]).length / a.length;
}

/** Of the sets of six neighbouring letters. */
function jaccard(one: string, two: string): number {
  const piecesOf = (text: string) =>
    new Set(Array.from({ length: text.length - 5 }, (_, at) => text.slice(at, at + 6)));
  const [a, b] = [piecesOf(one), piecesOf(two)];
  return a.intersection(b).size / a.union(b).size;
}

describe('the sketch of a text', () => {
  const letters = (seed: number, length: number): string => {
    const random = seeded(seed);
    return Array.from({ length }, () =>
      String.fromCharCode(0x4e00 + Math.floor(random() * 5_000)),
    ).join('');
  };

  it('is the same whatever numbers, dates, signs, spaces and capitals it has', () => {
    const text = letters(1, 500);
    expect(sketchOf(`ABC ${text} 2026年10月1日（木）12:34`)).toEqual(
      sketchOf(`ａｂｃ、${text}。\n 1999年1月31日(木) 00:00`),
    );
  });

  it('agrees as the sets of pieces do', () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const shared = letters(seed, 1_500);
      const one = shared + letters(1_000 + seed, seed * 60);
      const two = shared + letters(2_000 + seed, seed * 60);
      // Four standard errors of 64 bins.
      expect(Math.abs(similarity(one, two) - jaccard(one, two))).toBeLessThan(0.25);
    }
  });

  it('is none of too little text', () => {
    expect(sketchOf(letters(1, 68))).toBeNull();
    expect(sketchOf(letters(1, 69))).toHaveLength(64);
  });
});

describe('what a probe tells of the look', () => {
  const look = (answer: OriginAnswer, signs: boolean) => answered(answer, {}, { signs });

  it('is title, size and sketch of the decoded page, only where it is asked for', async () => {
    const page = madePage(pageText(5, 3));
    const answer = { headers: { 'content-encoding': 'gzip' }, chunks: [gzipSync(page)] };
    const asked = await look(answer, true);
    const bytes = Buffer.byteLength(page);
    expect(asked.sample).toMatchObject({ outcome: 'success', decodedBodyBytes: bytes });
    expect(asked.page).toEqual({
      title: '山びこ市',
      bytes,
      sketch: sketchOf(visibleText(page)),
    });
    const unasked = await look(answer, false);
    expect(unasked.sample.decodedBodyBytes).toBeNull();
    expect(unasked).not.toHaveProperty('page');
  });

  it.each([
    ['does not decode', { headers: { 'content-encoding': 'gzip' }, chunks: ['nothing'] }],
    [
      'unfolds without end',
      {
        headers: { 'content-encoding': 'gzip' },
        chunks: [gzipSync(Buffer.alloc(64 * 1024 * 1024))],
      },
    ],
  ])('is nothing of a body that %s, which is no failure', async (_what, answer) => {
    const record = await look(answer, true);
    expect(record.sample).toMatchObject({ outcome: 'success', decodedBodyBytes: null });
    expect(record).not.toHaveProperty('page');
  });

  it('is nothing of an answer that is refused by its status', async () => {
    expect(await look({ status: 500 }, true)).not.toHaveProperty('page');
  });
});
