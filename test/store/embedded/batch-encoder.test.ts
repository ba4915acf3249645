import { describe, expect, it } from 'vitest';
import { BatchEncoder, messageOfBatch } from '../../../src/store/embedded/batch-encoder.ts';
import {
  attemptOfKey,
  dayKey,
  dayOf,
  hourOfKey,
  lastKey,
  MAX_SERIES,
  msOfKey,
  seriesOfKey,
} from '../../../src/store/embedded/day-key.ts';
import {
  factsOf,
  factsOfValues,
  factValues,
  sameFacts,
} from '../../../src/store/embedded/facts.ts';
import {
  readRow,
  readVarint,
  unzigzag,
  writeRowValues,
  writeVarint,
  zigzag,
} from '../../../src/store/embedded/sample-row.ts';
import { DAY_MS, failureAt, MINUTE_MS, missedAt, sampleAt, T0 } from '../store-sample.ts';

describe('a batch', () => {
  it('carries definitions once in a life of the thread, and again in the next', () => {
    const encoder = new BatchEncoder();
    encoder.add(sampleAt('a', T0));
    encoder.add(sampleAt('a', T0 + MINUTE_MS, { peerAddress: '203.0.113.8' }));
    const first = encoder.seal();
    encoder.add(sampleAt('a', T0 + 2 * MINUTE_MS));
    const second = encoder.seal();
    const defined = (life: number) =>
      [first, second].map((batch) => {
        const { newSeries, newFacts } = messageOfBatch(batch, life);
        return [newSeries.length, newFacts.length];
      });
    expect(defined(1)).toEqual([
      [1, 2],
      [0, 0],
    ]);
    expect(messageOfBatch(second, 2).newFacts).toHaveLength(1);
    expect(messageOfBatch(second, 2).newFacts).toHaveLength(0);
  });

  it('retires facts that a series has not used for long, and defines them anew when they return', () => {
    const encoder = new BatchEncoder();
    const addresses = Array.from({ length: 10 }, (_, index) => `203.0.113.${index}`);
    for (const peerAddress of addresses) encoder.add(sampleAt('a', T0, { peerAddress }));
    const batch = encoder.seal();
    expect(batch.facts).toHaveLength(10);
    expect(batch.retired).toEqual([0, 1]);
    encoder.add(sampleAt('a', T0, { peerAddress: '203.0.113.0' }));
    encoder.add(sampleAt('a', T0, { peerAddress: '203.0.113.9' }));
    const next = encoder.seal();
    expect(messageOfBatch(next, 1).facts).toEqual([10, 9]);
    expect(next.retired).toEqual([2]);
  });

  it('names the days of its samples', () => {
    const encoder = new BatchEncoder();
    for (const at of [T0, T0 + DAY_MS, T0 + 1, T0 - DAY_MS]) encoder.add(sampleAt('a', at));
    const days = [...encoder.seal().days].sort((x, y) => x - y);
    expect(days).toEqual([T0 - DAY_MS, T0, T0 + DAY_MS].map(dayOf));
  });

  it('grows with its samples', () => {
    const encoder = new BatchEncoder();
    for (let slot = 0; slot < 2000; slot += 1) encoder.add(sampleAt('a', T0 + slot * MINUTE_MS));
    expect([encoder.count, encoder.length > 40_000, encoder.length < 120_000]).toEqual([
      2000,
      true,
      true,
    ]);
  });
});

describe('facts', () => {
  const samples = [
    sampleAt('a', T0),
    failureAt('a', T0),
    missedAt('a', T0),
    sampleAt('a', T0, { bodyTruncated: true, validity: 'suspect', suspectCause: 'own_network' }),
  ];

  it('survive the way through a row of the table', () => {
    for (const sample of samples) {
      expect(factsOfValues(factValues(sample))).toEqual(factsOf(sample));
      expect(sameFacts(sample, factsOf(sample))).toBe(true);
    }
  });

  it('differ where any field differs', () => {
    const [first] = samples;
    const changes = {
      member: 'x',
      sector: 'x',
      outcome: 'failure',
      reason: 'dns',
      blame: 'target',
      failedPhase: 'dns',
      statusCode: 500,
      protocol: 'http/1.1',
      tlsVersion: 'TLSv1.2',
      peerAddress: '203.0.113.9',
      redirectedTo: 'https://x.example/',
      certificateNotAfter: 1,
      certificateFingerprint: 'x',
      certificateError: 'x',
      hops: 9,
      bodyTruncated: true,
      validity: 'suspect',
      suspectCause: 'clock',
    } as const;
    expect(Object.keys(changes)).toEqual(Object.keys(factsOf(samples[0] ?? missedAt('a', T0))));
    for (const [name, value] of Object.entries(changes)) {
      expect(first && sameFacts(first, { ...first, [name]: value })).toBe(false);
    }
  });

  it.each([
    ['an outcome', 2],
    ['a reason', 3],
    ['a number for text', 0],
    ['text for a number', 14],
  ])('are refused with %s that is not known', (_what, place) => {
    const values = [...factValues(sampleAt('a', T0))];
    values[place] = place === 0 ? 7 : 'nonsense';
    expect(() => factsOfValues(values)).toThrow(RangeError);
  });
});

describe('a key of the day', () => {
  it('gives back its parts and orders by hour, series, time and attempt', () => {
    const parts = [
      [1, 0, 1],
      [MAX_SERIES, DAY_MS - 1, 2],
      [4303, 10 * 3_600_000, 1],
      [4303, 10 * 3_600_000 + 3_599_999, 2],
    ] as const;
    for (const [series, ms, attempt] of parts) {
      const key = dayKey(series, ms, attempt);
      expect(Number.isSafeInteger(key)).toBe(true);
      expect([seriesOfKey(key), msOfKey(key), attemptOfKey(key)]).toEqual([series, ms, attempt]);
      expect(key).toBeLessThanOrEqual(lastKey(hourOfKey(key), series));
    }
    expect(dayKey(2, 0, 1)).toBeGreaterThan(dayKey(1, 3_599_999, 2));
    expect(dayKey(1, 3_600_000, 1)).toBeGreaterThan(dayKey(MAX_SERIES, 3_599_999, 2));
  });
});

describe('a varint', () => {
  const values = [
    0,
    1,
    127,
    128,
    2 ** 31 - 1,
    2 ** 31,
    2 ** 32,
    2 ** 40 + 5,
    Number.MAX_SAFE_INTEGER,
  ];

  it('holds every whole number', () => {
    const writer = { bytes: new Uint8Array(100), at: 0 };
    for (const value of values) writeVarint(writer, value);
    const reader = { bytes: writer.bytes.subarray(0, writer.at), at: 0 };
    expect(values.map(() => readVarint(reader))).toEqual(values);
    expect(() => readVarint({ bytes: Uint8Array.of(0x80), at: 0 })).toThrow(RangeError);
  });

  it('holds numbers of either sign as zigzag', () => {
    for (const value of [0, 1, -1, 5000, -5000]) expect(unzigzag(zigzag(value))).toBe(value);
  });

  it('holds a whole row', () => {
    const row = [5, 7, -12, null, 0, 1, 2 ** 33, null, 3, 4, 5, 6, 7, 8, 9, 10];
    const writer = { bytes: new Uint8Array(200), at: 0 };
    writeRowValues(writer, row);
    expect(readRow({ bytes: writer.bytes, at: 0 }, 5, 7)).toEqual(row);
  });
});
