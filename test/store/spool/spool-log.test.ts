import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sample } from '../../../src/core/words/sample.ts';
import { removeDir, temporaryDir } from '../embedded/opened.ts';
import { failureAt, MINUTE_MS, missedAt, sampleAt, T0 } from '../store-sample.ts';
import { recordStarts, segmentPath, TestLog } from './log-of.ts';

describe('the log of the spool', () => {
  let dir: string;

  beforeEach(() => {
    dir = temporaryDir();
  });
  afterEach(() => removeDir(dir));

  /** A minute of three targets, one record. */
  const minute = (number: number): Sample[] => [
    sampleAt('a', T0 + number * MINUTE_MS, { totalMs: number + 0.125 }),
    failureAt('b', T0 + number * MINUTE_MS),
    number % 2 === 0 ? missedAt('c', T0 + number * MINUTE_MS) : sampleAt('c', T0 + number, {}),
  ];
  const minutes = (count: number) => Array.from({ length: count }, (_, number) => minute(number));

  it('gives back every kind of sample as it was added, in order', () => {
    const test = new TestLog(dir);
    for (const record of minutes(5)) test.add(record);
    expect(test.all()).toEqual({ samples: minutes(5).flat(), lost: 0 });
    const middle = test.log.read(test.log.start, test.log.end)?.next ?? test.log.end;
    expect(test.all(middle).samples).toEqual(minutes(5).slice(1).flat());
    test.log.close();
  });

  it('goes on in another segment, where everything is told anew, and counts across them', () => {
    const test = new TestLog(dir, { segmentBytes: 1000 });
    for (const record of minutes(40)) test.add(record);
    const names = readdirSync(dir).filter((name) => name.endsWith('.log'));
    expect(names.length).toBeGreaterThan(3);
    expect(test.all()).toEqual({ samples: minutes(40).flat(), lost: 0 });
    expect(test.log.entriesBetween(test.log.start, test.log.end)).toBe(120);
    test.log.dropOldest();
    const { samples } = test.all();
    expect(samples).toEqual(minutes(40).flat().slice(-samples.length));
    expect(test.log.entriesBetween(test.log.start, test.log.end)).toBe(samples.length);
    test.log.close();
  });

  it('begins a new segment at every start, also where the segments before are gone', () => {
    const first = new TestLog(dir);
    first.add(minute(0));
    first.log.close();
    const second = new TestLog(dir);
    second.add(minute(1));
    expect(second.log.end.segment).toBe(2);
    expect(second.all().samples).toEqual(minutes(2).flat());
    second.log.close();
    const third = new TestLog(dir, { lastSegment: 7 });
    expect(third.log.end.segment).toBe(8);
    third.log.close();
  });

  it('loses nothing but the record that was torn, wherever it was cut', () => {
    const whole = new TestLog(dir);
    for (const record of minutes(3)) whole.add(record);
    whole.log.close();
    const path = segmentPath(dir, 1);
    const bytes = readFileSync(path);
    const [, , lastStart = 0, end = 0] = recordStarts(path);
    for (let cut = lastStart; cut < end; cut += 7) {
      writeFileSync(path, bytes);
      truncateSync(path, cut);
      const reopened = new TestLog(dir, { lastSegment: 1 });
      expect(reopened.all()).toEqual({ samples: minutes(2).flat(), lost: 0 });
      expect(reopened.log.entriesBetween(reopened.log.start, reopened.log.end)).toBe(6);
      reopened.log.close();
    }
  });

  it('passes over a damaged record and counts what was in it, whichever byte was flipped', () => {
    const whole = new TestLog(dir);
    // The first record tells the series and facts of the others, so the damage is in the second.
    for (const record of minutes(5)) whole.add(record);
    whole.log.close();
    const path = segmentPath(dir, 1);
    const bytes = readFileSync(path);
    const [, start = 0, next = 0] = recordStarts(path);
    for (let at = start; at < next; at += 3) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 0x10;
      writeFileSync(path, damaged);
      const reopened = new TestLog(dir, { lastSegment: 1 });
      const { samples, lost } = reopened.all();
      expect(samples.length + lost).toBe(15);
      expect(samples.slice(0, 3)).toEqual(minute(0));
      // What only the damaged record told is lost with it; everything else is there.
      expect(samples.filter(({ target }) => target !== 'c')).toEqual(
        [0, 2, 3, 4].flatMap((number) => minute(number).slice(0, 2)),
      );
      reopened.log.close();
    }
  });

  it('leaves the segment as it was where a record cannot be written', () => {
    const test = new TestLog(dir);
    test.add(minute(0));
    const broken = { ...minute(1)[0] } as Sample;
    expect(() => test.add([{ ...broken, totalMs: -1 }])).toThrow(RangeError);
    test.add(minute(1));
    expect(test.all().samples).toEqual(minutes(2).flat());
    test.log.close();
  });

  it('knows the nearest place where a loss of power took the end of a segment', () => {
    const whole = new TestLog(dir);
    for (const record of minutes(3)) whole.add(record);
    const lost = whole.log.end;
    whole.log.close();
    const path = segmentPath(dir, 1);
    const [, , lastStart = 0] = recordStarts(path);
    truncateSync(path, lastStart);
    const reopened = new TestLog(dir, { lastSegment: 1 });
    const place = reopened.log.nearest(lost);
    expect(place).toEqual({ segment: 1, offset: lastStart, entry: 6 });
    reopened.add(minute(5));
    expect(reopened.all(place)).toEqual({ samples: minute(5), lost: 0 });
    expect(reopened.log.nearest({ segment: 9, offset: 0, entry: 0 })).toEqual(reopened.log.end);
    reopened.log.close();
  });

  it('goes on where the next segment could not be begun at first', () => {
    const test = new TestLog(dir, { segmentBytes: 300 });
    for (const record of minutes(3)) test.add(record);
    const next = segmentPath(dir, test.log.end.segment + 1);
    mkdirSync(next);
    expect(() => {
      for (const record of minutes(3)) test.add(record);
    }).toThrow('EISDIR');
    rmdirSync(next);
    // What an attempt left behind is begun anew.
    writeFileSync(next, 'left behind');
    test.add(minute(7));
    test.add(minute(8));
    expect(test.all().samples.slice(-6)).toEqual([...minute(7), ...minute(8)]);
    expect(test.all().lost).toBe(0);
    test.log.close();
  });

  it('deletes what lies before a place, never the segment that is written to', () => {
    const test = new TestLog(dir, { segmentBytes: 500 });
    for (const record of minutes(20)) test.add(record);
    test.log.release(test.log.end);
    expect(readdirSync(dir)).toEqual([`${String(test.log.end.segment).padStart(8, '0')}.log`]);
    test.add(minute(20));
    expect(test.all().samples.slice(-3)).toEqual(minute(20));
    test.log.close();
  });
});
