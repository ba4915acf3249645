import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DayFile } from '../../../src/store/embedded/day-file.ts';
import { dayKey, HOUR_MS } from '../../../src/store/embedded/day-key.ts';
import { keyOf, rowsOfTarget } from '../../../src/store/embedded/day-read.ts';
import { factsOf, factValues } from '../../../src/store/embedded/facts.ts';
import { insertRows } from '../../../src/store/embedded/hour-move.ts';
import type { SampleRow } from '../../../src/store/embedded/sample-row.ts';
import { segmentOfTarget } from '../../../src/store/embedded/target-segment.ts';
import { DAY_MS, MINUTE_MS, sampleAt, T0 } from '../store-sample.ts';
import { removeDir, temporaryDir } from './opened.ts';

const DAY = Math.floor(T0 / DAY_MS) * DAY_MS;
const WHOLE = { from: DAY, to: DAY + DAY_MS };
const UNLIMITED = { first: false, family: null, limit: Number.POSITIVE_INFINITY };

describe("a target's part of a day", () => {
  let dir: string;
  let file: DayFile;

  beforeEach(() => {
    dir = temporaryDir();
    file = new DayFile(join(dir, 'day.sqlite'), DAY, { readOnly: false, sync: 'normal' });
    file.file.transaction(() => {
      const first = file.facts.add(factValues(factsOf(sampleAt('a', T0))));
      const other = file.facts.add(factValues(factsOf(sampleAt('a', T0, { statusCode: 204 }))));
      for (const family of [4, 6] as const) {
        const closed = rows('both', family, { hours: [0, 1, 2], facts: [first, other] });
        insertRows(file, closed);
      }
      insertRows(file, rows('one', 4, { hours: [0, 1, 2, 3], facts: [first, other] }));
      // Hour 3 is being moved: some of its rows lie in both places. Hour 4 is open.
      for (const row of rows('one', 4, { hours: [3, 4], facts: [other, first] })) {
        file.openHour(Math.floor((keyOf(row) / 2 ** 47) % 24)).addRow(row);
      }
    });
  });
  afterEach(() => {
    file.close();
    removeDir(dir);
  });

  function rows(
    target: string,
    family: 4 | 6,
    { hours, facts }: { readonly hours: readonly number[]; readonly facts: readonly number[] },
  ): SampleRow[] {
    const series = file.series.add({ target, vantage: 'here', family });
    return hours.flatMap((hour) =>
      Array.from({ length: 20 }, (_, index): SampleRow => {
        const at = hour * HOUR_MS + index * 2 * MINUTE_MS;
        const values = [3, 900, index === 7 ? null : 800, 1, 2, 3, 4, 5, 6, 879, 0, 12, 4096, null];
        return [
          dayKey(series, at, index === 9 ? 2 : 1),
          facts[index % facts.length] ?? 0,
          ...values,
        ];
      }),
    );
  }

  it.each(['one', 'both', 'none'])('is the same as its rows, whatever the range (%s)', (target) => {
    for (const first of [true, false]) {
      for (const family of [null, 4, 6]) {
        for (const from of [DAY, DAY + 1, DAY + HOUR_MS + 7 * MINUTE_MS, DAY + 3.5 * HOUR_MS]) {
          for (const to of [from, from + 2 * MINUTE_MS, from + 2.2 * HOUR_MS, DAY + DAY_MS]) {
            const query = { from, to, first, family, limit: Number.POSITIVE_INFINITY };
            const segment = segmentOfTarget(file, target, query);
            expect(JSON.parse(segment.rows)).toEqual(rowsOfTarget(file, target, query));
          }
        }
      }
    }
  });

  it('holds the series and the facts that its rows point at', () => {
    const segment = segmentOfTarget(file, 'one', { ...WHOLE, ...UNLIMITED });
    expect(JSON.parse(segment.series)).toEqual([[3, 'one', 'here', 4]]);
    const facts = JSON.parse(segment.facts) as [number, unknown[]][];
    expect(facts.map(([id, values]) => [id, values[6]]).sort()).toEqual([
      [1, 200],
      [2, 204],
    ]);
    const none = segmentOfTarget(file, 'none', { ...WHOLE, ...UNLIMITED });
    expect([none.series, none.facts, none.rows]).toEqual(['[]', '[]', '[]']);
  });

  it('reads no further hour once it has what was asked for', () => {
    const query = { ...WHOLE, ...UNLIMITED, limit: 21 };
    expect(JSON.parse(segmentOfTarget(file, 'one', query).rows)).toHaveLength(40);
    expect(JSON.parse(segmentOfTarget(file, 'both', query).rows)).toHaveLength(21);
  });
});
