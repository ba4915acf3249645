import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../src/config/decode-text.ts';
import {
  digitsOfCodes,
  digitsUnder,
  isLocalGovernmentCode,
  withLostZeros,
} from '../../../src/config/import/lost-zeros.ts';
import { readContacts } from '../../../src/config/import/read-contacts.ts';
import { readDate } from '../../../src/config/import/read-date.ts';
import { readUrl } from '../../../src/config/import/read-url.ts';
import { readConsent, readFamily, readSchedule } from '../../../src/config/import/read-words.ts';
import type { Reading } from '../../../src/config/import/reading.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/import');

/** The value read, or the code of what is wrong with it. */
function said<Value>(reading: Reading<Value>): Value | string {
  return reading.ok ? reading.value : reading.note.code;
}

describe('decodeText', () => {
  const text = '団体名,①㈱髙﨑～－';
  const utf16 = (label: 'le' | 'be') => {
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
    return label === 'le' ? bytes : bytes.swap16();
  };

  it.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\ufeff${text}`)],
    ['utf-16le', utf16('le')],
    ['utf-16be', utf16('be')],
  ])('reads %s', (encoding, bytes) => {
    expect(decodeText(bytes)).toEqual({ text, encoding });
  });

  it('reads Windows-31J with the characters that only it has', async () => {
    const decoded = decodeText(await readFile(join(FIXTURES, 'windows-31j.csv')));
    expect(decoded?.encoding).toBe('windows-31j');
    expect(decoded?.text).toContain('①㈱髙﨑');
  });

  it.each([
    ['bytes of no text', Buffer.from([0x00, 0x01, 0x02])],
    ['EUC-JP', Buffer.from([0xc3, 0xc4, 0xc2, 0xce, 0xa5, 0xfd, 0xff])],
  ])('refuses %s', (_, bytes) => {
    expect(decodeText(bytes)).toBeNull();
  });
});

describe('readUrl', () => {
  it.each([
    ['https://www.example.jp', 'https://www.example.jp/'],
    [' https://www.example.jp/a?b=c ', 'https://www.example.jp/a?b=c'],
    ['ｈｔｔｐｓ：／／ｗｗｗ．ｅｘａｍｐｌｅ．ｊｐ／', 'https://www.example.jp/'],
    ['https://www.example.jp/\u200b', 'https://www.example.jp/'],
    ['https://例え.テスト/', 'https://xn--r8jz45g.xn--zckzah/'],
    ['www.example.jp', 'bad_url'],
    ['https://user:pass@www.example.jp/', 'bad_url'],
    ['ftp://www.example.jp/', 'bad_url'],
    ['https://www', 'bad_url'],
    ['https://www.example.jp/#top', 'bad_url'],
    ['https://a.example/ https://b.example/', 'several_urls'],
    ['https://a.example/\nhttps://b.example/', 'several_urls'],
    ['https://a.example/b c', 'bad_url'],
    ['なし', 'bad_url'],
  ])('reads %j as %s', (written, value) => {
    expect(said(readUrl(written))).toBe(value);
  });

  it('tells what it put right, and what a bare name probably means', () => {
    expect(readUrl('ｈｔｔｐｓ：／／a.example/').note?.code).toBe('corrected');
    expect(readUrl('https://a.example/').note).toBeNull();
    expect(readUrl('www.a.example/b').note?.text.en).toContain('https://www.a.example/b');
  });
});

describe('readDate', () => {
  it.each([
    ['2026-10-01', '2026-10-01'],
    ['2026/10/1', '2026-10-01'],
    ['2026.10.1', '2026-10-01'],
    ['2026年10月1日', '2026-10-01'],
    ['２０２６年１０月１日', '2026-10-01'],
    ['20261001', '2026-10-01'],
    ['2026/10/01 0:00', '2026-10-01'],
    ['令和8年10月1日', '2026-10-01'],
    ['令和 8 年 10 月 1 日', '2026-10-01'],
    ['令和元年5月1日', '2019-05-01'],
    ['R8.10.1', '2026-10-01'],
    ['Ｒ８．１０．１', '2026-10-01'],
    ['H30/4/1', '2018-04-01'],
    ['昭和60年1月2日', '1985-01-02'],
    ['2026/13/1', 'bad_date'],
    ['2026/2/29', 'bad_date'],
    ['10/1/2026', 'bad_date'],
    ['10月1日', 'bad_date'],
    ['未定', 'bad_date'],
    ['46296', 'bad_date'],
  ])('reads %j as %s', (written, value) => {
    expect(said(readDate(written, 'text'))).toBe(value);
  });

  it('reads the number that a spreadsheet keeps a day as, and says so', () => {
    expect(readDate('46296', 'number')).toMatchObject({
      value: '2026-10-01',
      note: { code: 'date_from_number' },
    });
    expect(said(readDate('12', 'number'))).toBe('bad_date');
    expect(said(readDate('20261001', 'number'))).toBe('2026-10-01');
  });
});

describe('words', () => {
  it.each([
    ['本人のみ', 'own'],
    ['件数だけ', 'counted'],
    ['Counted', 'counted'],
    ['ｓｅｃｔｏｒ', 'sector'],
    ['セプター内（業界内）', 'sector'],
    ['全体', 'named'],
    ['○', 'unknown_consent'],
    ['だれでも', 'unknown_consent'],
  ])('reads the sharing %j as %s', (written, value) => {
    expect(said(readConsent(written))).toBe(value);
  });

  it.each([
    ['4', 4],
    ['ＩＰｖ６', 6],
    ['両方', 'both'],
    ['IPv4/IPv6', 'both'],
    ['5', 'unknown_family'],
  ])('reads the family %j as %s', (written, value) => {
    expect(said(readFamily(written))).toBe(value);
  });

  it.each([
    ['毎分', '* * * * *'],
    ['1分ごと', '* * * * *'],
    ['５分毎', '*/5 * * * *'],
    ['10 分間隔', '*/10 * * * *'],
    ['60分', '0 * * * *'],
    ['毎時', '0 * * * *'],
    ['6時間ごと', '0 */6 * * *'],
    ['24時間', '0 0 * * *'],
    ['every 5 minutes', '*/5 * * * *'],
    ['*/5 9-17 * * 1-5', '*/5 9-17 * * 1-5'],
    ['7分ごと', 'bad_schedule'],
    ['5', 'bad_schedule'],
    ['たまに', 'bad_schedule'],
  ])('reads the interval %j as %s', (written, value) => {
    expect(said(readSchedule(written))).toBe(value);
  });

  it('reads contacts of every kind out of one cell', () => {
    expect(
      said(readContacts('web@a.example\n０３－１２３４－５６７８、https://hook.example/x')),
    ).toEqual([
      { kind: 'mail', to: 'web@a.example' },
      { kind: 'telephone', to: '03-1234-5678' },
      { kind: 'webhook', to: 'https://hook.example/x' },
    ]);
    expect(said(readContacts('mailto: web@a.example'))).toEqual([
      { kind: 'mail', to: 'web@a.example' },
    ]);
    expect(said(readContacts('山田'))).toBe('bad_contact');
    expect(said(readContacts('web@a.example, 山田'))).toBe('bad_contact');
  });
});

describe('lost leading zeros', () => {
  it('are missed by the length that most codes have', () => {
    const digits = digitsOfCodes(['011002', '131016', '12025'], []);
    expect(digits).toBe(6);
    expect(withLostZeros('12025', digits)).toBe('012025');
    expect(withLostZeros('131016', digits)).toBeNull();
    expect(withLostZeros('A-12', digits)).toBeNull();
  });

  it('are missed where the members known already have longer codes', () => {
    expect(digitsOfCodes(['1', '5'], ['0001', '0005', '0009'])).toBe(4);
  });

  it('are missed in a list of the north, where every code has lost its zero', () => {
    expect(digitsOfCodes(['11002', '12025', '12033'], [])).toBe(6);
    expect(digitsOfCodes(['01100', '13101', '27100'], [])).toBe(5);
  });

  it('are counted by what the heading promises', () => {
    expect(digitsUnder('統一金融機関コード', ['1', '5'], [])).toBe(4);
    expect(digitsUnder('法人番号', ['123456789012'], [])).toBe(13);
    expect(digitsUnder('全国地方公共団体コード', ['1', '5'], [])).toBe(6);
    expect(digitsUnder('団体コード', ['01100', '13101', '27100'], [])).toBe(5);
    expect(digitsUnder('コード', ['1', '5'], [])).toBe(1);
  });

  it('are unknown without codes of digits', () => {
    expect(digitsOfCodes(['', 'A1'], [])).toBeNull();
    expect(withLostZeros('12', null)).toBeNull();
  });

  it.each([
    ['011002', true],
    ['131016', true],
    ['473821', true],
    ['011003', false],
    ['481017', false],
    ['13101', false],
  ])('knows %s as a code of a local government: %s', (code, is) => {
    expect(isLocalGovernmentCode(code)).toBe(is);
  });
});
