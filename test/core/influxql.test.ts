import { describe, expect, it } from 'vitest';
import { quoteName, quoteText } from '../../src/core/influxql.ts';

describe('quoting for InfluxQL', () => {
  it.each([
    ['sector_gas', '"sector_gas"'],
    ['a"b', '"a\\"b"'],
    ['a\\', '"a\\\\"'],
    ['a\nb', '"a\\nb"'],
    ["it's", '"it\'s"'],
  ])('quotes the name %j', (name, quoted) => {
    expect(quoteName(name)).toBe(quoted);
  });

  it.each([
    ['gas-0001', "'gas-0001'"],
    ["x' OR 'a' = 'a", "'x\\' OR \\'a\\' = \\'a'"],
    ['a\\', "'a\\\\'"],
    ['架空"ガス"', `'架空"ガス"'`],
  ])('quotes the text %j', (text, quoted) => {
    expect(quoteText(text)).toBe(quoted);
  });
});
