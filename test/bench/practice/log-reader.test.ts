import { describe, expect, it } from 'vitest';
import { LogReader } from '../../../bench/practice/log-reader.ts';

describe('a log that is read as it arrives', () => {
  it('has a line when all of it is there, wherever it is cut', () => {
    const reader = new LogReader();
    const text = '{"event":"a.one","n":1}\n{"event":"a.two","n":2}\n';
    for (const letter of text.slice(0, -1)) reader.add(letter);
    expect(reader.lines).toEqual([{ event: 'a.one', fields: { n: 1 } }]);
    expect(reader.find('a.two')).toBeNull();
    reader.add('\n');
    expect(reader.find('a.two')).toEqual({ event: 'a.two', fields: { n: 2 } });
  });

  it('leaves out what is no entry', () => {
    const reader = new LogReader();
    reader.add('(node:1) Warning\n{"level":1}\n{broken\n\n{"event":"a.one"}\n');
    expect(reader.lines).toEqual([{ event: 'a.one', fields: {} }]);
  });
});
