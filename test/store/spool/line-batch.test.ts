import { describe, expect, it } from 'vitest';
import { LineBatch } from '../../../src/store/spool/line-batch.ts';

const LINES = ['probe a=1 1', 'probe,member=東京ガス b="山びこ😀" 2', 'x="two\nlines" 3', ''];

describe('lines as bytes', () => {
  it('come back as they were, alone and together', () => {
    const batch = new LineBatch();
    for (const line of LINES) batch.add(line);
    expect(batch.count).toBe(4);
    expect(LINES.map((_, at) => batch.text(at, at + 1))).toEqual(LINES);
    expect(batch.text(0, 4)).toBe(LINES.join('\n'));
    expect(batch.text(1, 3)).toBe(LINES.slice(1, 3).join('\n'));
  });

  it('are taken from one batch into another, some or all', () => {
    const from = new LineBatch();
    for (const line of LINES) from.add(line);
    from.trim();
    const batch = new LineBatch();
    batch.add('first');
    batch.take(from, 1, 3);
    batch.take(from, 0, 0);
    batch.take(from, 0, 1);
    expect(batch.text(0, batch.count)).toBe(['first', ...LINES.slice(1, 3), LINES[0]].join('\n'));
  });

  it('grow as far as they must, and give back what they do not need', () => {
    const batch = new LineBatch();
    const line = `probe a="${'山'.repeat(50_000)}" 1`;
    for (let index = 0; index < 20; index += 1) batch.add(line);
    expect(batch.text(19, 20)).toBe(line);
    batch.trim();
    expect(batch.bytes).toBe(20 * (Buffer.byteLength(line) + 1));
    expect(batch.text(0, 1)).toBe(line);
  });
});
