import { describe, expect, it } from 'vitest';
import { BucketCursor } from '../../../src/store/spool/bucket-cursor.ts';
import type { Position } from '../../../src/store/spool/position.ts';
import { seeded } from '../../support/seeded.ts';

const at = (entry: number, segment = 1): Position => ({ segment, offset: entry * 10, entry });

describe('a bucket’s cursor', () => {
  it('takes fresh records from the head while nothing piled up', () => {
    const cursor = new BucketCursor({ spans: [], head: at(0) });
    expect(cursor.fresh(at(0))).toBeNull();
    const span = cursor.fresh(at(5));
    expect(span).toEqual({ from: at(0), to: at(5) });
    if (span !== null) cursor.advance(span, at(3));
    expect(cursor.earliest).toEqual(at(3));
    expect(cursor.isBehind).toBe(false);
  });

  it('catches up with what piled up beside what is fresh, and keeps both in its state', () => {
    const cursor = new BucketCursor({ spans: [], head: at(0) });
    cursor.jump(at(100));
    const fresh = cursor.fresh(at(110));
    if (fresh !== null) cursor.advance(fresh, at(110));
    expect(cursor.state).toEqual({ spans: [{ from: at(0), to: at(100) }], head: at(110) });
    const again = new BucketCursor(cursor.state);
    const oldest = again.oldest();
    if (oldest !== null) again.advance(oldest, at(100));
    expect(again.state).toEqual({ spans: [], head: at(110) });
  });

  it('joins a span to the one before where nothing fresh was taken between', () => {
    const cursor = new BucketCursor({ spans: [], head: at(0) });
    cursor.jump(at(10));
    cursor.jump(at(20));
    expect(cursor.state.spans).toEqual([{ from: at(0), to: at(20) }]);
  });

  it('holds a bounded number of spans', () => {
    const cursor = new BucketCursor({ spans: [], head: at(0) });
    let jumped = 0;
    for (let number = 1; number < 200; number += 2) {
      if (cursor.jump(at(number))) jumped += 1;
      const fresh = cursor.fresh(at(number + 1));
      if (fresh !== null) cursor.advance(fresh, at(number + 1));
    }
    expect(cursor.state.spans).toHaveLength(16);
    expect(jumped).toBe(16);
  });

  it('says what it had not taken of that which is gone', () => {
    const cursor = new BucketCursor({
      spans: [
        { from: at(0), to: at(10) },
        { from: at(20), to: at(3, 2) },
      ],
      head: at(5, 2),
    });
    const gone = cursor.dropBefore(at(0, 2));
    expect(gone).toEqual([
      { from: at(0), to: at(10) },
      { from: at(20), to: at(0, 2) },
    ]);
    expect(cursor.state).toEqual({ spans: [{ from: at(0, 2), to: at(3, 2) }], head: at(5, 2) });
    expect(cursor.dropBefore(at(9, 2))).toEqual([
      { from: at(0, 2), to: at(3, 2) },
      { from: at(5, 2), to: at(9, 2) },
    ]);
    expect(cursor.earliest).toEqual(at(9, 2));
  });

  it('takes every record exactly once, whatever comes between', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const random = seeded(seed);
      const cursor = new BucketCursor({ spans: [], head: at(0) });
      const taken = new Map<number, number>();
      let end = 0;
      const take = (isFresh: boolean, most: number) => {
        const span = isFresh ? cursor.fresh(at(end)) : cursor.oldest();
        if (span === null) return;
        const to = Math.min(span.to.entry, span.from.entry + most);
        for (let entry = span.from.entry; entry < to; entry += 1) {
          taken.set(entry, (taken.get(entry) ?? 0) + 1);
        }
        cursor.advance(span, at(to));
      };
      for (let step = 0; step < 300; step += 1) {
        end += Math.floor(random() * 5);
        if (random() < 0.1) cursor.jump(at(end));
        take(random() < 0.5, 1 + Math.floor(random() * 4));
      }
      while (cursor.isBehind) take(false, 50);
      take(true, 1e6);
      expect([...taken.values()].every((times) => times === 1)).toBe(true);
      expect(taken.size).toBe(end);
    }
  });
});
