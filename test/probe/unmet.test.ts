import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Expectations } from '../../src/core/words/probe-record.ts';
import { unmetText } from '../../src/core/words/unmet-expectation.ts';
import { answered } from './answered.ts';

const header = (name: string, equals: string | null = null, contains: string | null = null) => ({
  header: [{ name, equals, contains }],
});
const HTML = { 'content-type': 'text/html; charset=utf-8' };

describe('a header that is expected', () => {
  it.each([
    ['is there', header('x-a'), { 'x-a': '' }],
    ['equals', header('x-a', 'one'), { 'X-A': 'one' }],
    ['contains', header('content-type', null, 'text/html'), HTML],
    ['is one of several', header('set-cookie', 'b=2'), { 'set-cookie': ['a=1', 'b=2'] }],
  ])('is met where it %s', async (_what, expectations, headers) => {
    const record = await answered({ headers }, expectations);
    expect(record.sample).toMatchObject({ outcome: 'success', decodedBodyBytes: null });
    expect(record.unmet).toBeUndefined();
  });

  it.each([
    ['is absent', header('x-a'), {}, 'header x-a: found nothing, expected a value'],
    ['differs', header('x-a', 'one'), { 'x-a': 'One' }, 'header x-a: found "One", expected "one"'],
    [
      'does not contain it',
      header('content-type', null, 'text/html'),
      { 'content-type': 'text/plain' },
      'header content-type: found "text/plain", expected a value that contains "text/html"',
    ],
  ])('fails by `body` where it %s', async (_what, expectations, headers, detail) => {
    const record = await answered({ headers }, expectations);
    expect(record.sample).toMatchObject({
      outcome: 'failure',
      reason: 'body',
      blame: 'target',
      failedPhase: null,
      statusCode: 200,
      decodedBodyBytes: null,
    });
    expect(record.detail).toBe(detail);
    expect(record.unmet).toMatchObject({ kind: 'header' });
  });

  it('is shown cut, however long it is', async () => {
    const { detail } = await answered(
      { headers: { 'x-a': 'a'.repeat(10_000) } },
      header('x-a', 'one'),
    );
    expect(detail?.length).toBeLessThan(300);
  });
});

describe('a title that is expected', () => {
  const page = (title: string) => `<html><head>${title}</head><body>山びこ</body></html>`;

  it.each([
    ['plain', '<title>山びこ市 公式</title>'],
    ['over lines, with attributes', '<TITLE lang="ja">\n 山びこ市\n 公式 </TITLE>'],
    ['with entities', '<title>&#23665;&#x3073;&#12371;市 公式</title>'],
  ])('is found %s, under gzip', async (_what, title) => {
    const record = await answered(
      { headers: { ...HTML, 'content-encoding': 'gzip' }, chunks: [gzipSync(page(title))] },
      { title: '山びこ市 公式' },
    );
    expect(record.sample.outcome).toBe('success');
    expect(record.sample.decodedBodyBytes).toBe(Buffer.byteLength(page(title)));
  });

  it('is found in a page that does not say its encoding', async () => {
    const bytes = Buffer.concat([
      Buffer.from('<title>'),
      Buffer.from('8e5282d182b1', 'hex'),
      Buffer.from('</title>'),
    ]);
    const record = await answered({ chunks: [bytes] }, { title: '山びこ' });
    expect(record.sample.outcome).toBe('success');
  });

  it.each([
    ['another title', '<title>Index of /</title>', '"Index of /"'],
    ['no title', '', 'nothing'],
    ['the words in the body alone', '<p>山びこ市</p>', 'nothing'],
  ])('fails with %s', async (_what, title, found) => {
    const record = await answered({ headers: HTML, chunks: [page(title)] }, { title: '山びこ市' });
    expect(record.sample).toMatchObject({ outcome: 'failure', reason: 'body' });
    expect(record.detail).toBe(`title: found ${found}, expected a value that contains "山びこ市"`);
  });
});

describe('a size that is expected', () => {
  const size = (
    of: 'encoded' | 'decoded',
    minBytes: number | null,
    maxBytes: number | null,
  ): Partial<Expectations> => ({ size: { of, minBytes, maxBytes } });
  const zeros = Buffer.alloc(10_000);
  const packed = gzipSync(zeros);
  const gzip = { headers: { 'content-encoding': 'gzip' }, chunks: [packed] };

  it.each([
    ['encoded', 1, 100, 'success'],
    ['encoded', 10_000, null, 'failure'],
    ['decoded', 10_000, 10_000, 'success'],
    ['decoded', 10_001, null, 'failure'],
    ['decoded', null, 9_999, 'failure'],
  ] as const)('of %s bytes from %s to %s ends in a %s', async (of, min, max, outcome) => {
    const record = await answered(gzip, size(of, min, max));
    expect(record.sample.outcome).toBe(outcome);
    expect(record.sample.decodedBodyBytes).toBe(of === 'decoded' ? zeros.byteLength : null);
  });

  it('says what was found and expected', async () => {
    const small = await answered(gzip, size('decoded', 20_000, 30_000));
    expect(small.detail).toBe(
      'size of the body (decoded): found 10000 bytes, expected at least 20000 and at most 30000',
    );
    expect(small.unmet && unmetText(small.unmet).ja).toBe(
      '本文の大きさ（展開後）: 実際は10000バイト、期待は20000バイト以上30000バイト以下',
    );
  });

  it('takes a body that was not read to its end as longer than what was read', async () => {
    const body = { chunks: [Buffer.alloc(5_000)] };
    const limit = { bodyLimitBytes: 1_000 };
    const least = await answered(body, size('encoded', 1_000, null), limit);
    expect(least.sample).toMatchObject({ outcome: 'success', bodyTruncated: true });
    const most = await answered(body, size('encoded', null, 1_000), limit);
    expect(most.detail).toContain('found more than 1000 bytes, expected at most 1000');
    const decoded = await answered(body, size('decoded', null, 1_000), limit);
    expect(decoded.sample).toMatchObject({ outcome: 'failure', reason: 'body' });
  });

  it('leaves a body that unfolds without end to its own reason', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const answer = { headers: { 'content-encoding': 'gzip' }, chunks: [bomb] };
    const asked = await answered(answer, size('decoded', 1, null));
    expect(asked.sample).toMatchObject({ reason: 'too_large', decodedBodyBytes: null });
    const unasked = await answered(answer, size('encoded', 1, null));
    expect(unasked.sample).toMatchObject({ outcome: 'success', decodedBodyBytes: null });
  });
});

describe('several expectations', () => {
  it('are told in the order header, size, title, text; the status before all', async () => {
    const all: Partial<Expectations> = {
      ...header('x-a'),
      size: { of: 'decoded', minBytes: 1_000, maxBytes: null },
      title: 'one',
      text: 'two',
    };
    const kinds: (string | null)[] = [];
    for (const change of [
      {},
      { header: null },
      { header: null, size: null },
      { header: null, size: null, title: null },
    ]) {
      kinds.push((await answered({ chunks: ['x'] }, { ...all, ...change })).unmet?.kind ?? null);
    }
    expect(kinds).toEqual(['header', 'size', 'title', 'text']);
    const refused = await answered({ status: 500 }, all);
    expect(refused.sample.reason).toBe('status');
    expect(refused.unmet).toBeUndefined();
  });

  it('each have their words in both languages', () => {
    const text = { kind: 'text', contains: '山びこ', readBytes: 12 } as const;
    expect(unmetText(text)).toEqual({
      ja: '本文（12バイトを確認）に「山びこ」がありません',
      en: 'text "山びこ" not found in 12 bytes of the body',
    });
    const title = { kind: 'title', found: null, contains: '山びこ' } as const;
    expect(unmetText(title).ja).toBe('題名: 実際はなし、期待は「山びこ」を含む値');
  });
});
