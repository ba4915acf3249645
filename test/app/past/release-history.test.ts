import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReleaseHistory } from '../../../src/app/past/release-history.ts';
import type { Told } from '../../../src/app/past/release-lines.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import { recordedLog } from '../../support/recorded-log.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const T = Date.UTC(2026, 10, 21, 23, 50);
const SOME: Told = ['some', null, 1.4];
const NONE: Told = ['none', null, 1];

/** Takes a letter a minute: `s` some, `.` none, `-` nothing told, a blank no release at all. */
function take(history: ReleaseHistory, letters: string, from = T): void {
  const by: Readonly<Record<string, Told>> = { s: SOME, '.': NONE, '-': null };
  for (const [n, letter] of [...letters].entries()) {
    if (letter === ' ') continue;
    const gas = by[letter] ?? null;
    history.take(from + n * MINUTE, { told: { gas, rail: NONE }, own: {} });
  }
}

/** The bands of a sector as letters, a minute each; a blank where nothing was told. */
async function told(
  history: ReleaseHistory,
  key: string,
  from: number,
  to: number,
  member: string | null = null,
) {
  const own = member === null ? null : { key, member };
  const runs = (await history.between(from, to, own)).runs.get(key);
  const letters = Array.from({ length: (to - from) / MINUTE }, (_, n) => {
    const at = from + n * MINUTE;
    const run = runs?.bands.find((each) => each.from <= at && at < each.to);
    return run === undefined ? ' ' : (run.level[0] ?? '');
  });
  return letters.join('');
}

describe('what was released', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'yamabiko-releases-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('is told as runs of minutes, over midnight, without what was not released', async () => {
    const history = await ReleaseHistory.open(null, T, noLog);
    take(history, '..sss---..  ss.......s');
    expect(await told(history, 'gas', T, T + 22 * MINUTE)).toBe('nnsss   nn  ssnnnnnnns');
    expect(await told(history, 'rail', T, T + 22 * MINUTE)).toBe('nnnnnnnnnn  nnnnnnnnnn');
    expect(await told(history, 'gas', T + 3 * MINUTE, T + 6 * MINUTE)).toBe('ss ');
    const runs = (await history.between(T, T + 22 * MINUTE)).runs.get('gas');
    expect(runs?.bands.map(({ from, to }) => (to - from) / MINUTE)).toEqual([2, 3, 2, 2, 7, 1]);
    expect(runs?.ratios.map(({ ratio }) => ratio)).toEqual([1, 1.4, 1, 1.4, 1, 1.4]);
    expect(await told(history, 'water', T, T + MINUTE)).toBe(' ');
  });

  it('is there after a restart, with the gap between', async () => {
    const first = await ReleaseHistory.open(dir, T, noLog);
    take(first, '..ss');
    await first.keep();
    take(first, 's', T + 4 * MINUTE);
    await first.keep();
    const second = await ReleaseHistory.open(dir, T + 9 * MINUTE, noLog);
    take(second, 's..', T + 9 * MINUTE);
    await second.keep();
    const third = await ReleaseHistory.open(dir, T + 20 * MINUTE, noLog);
    for (const each of [second, third]) {
      expect(await told(each, 'gas', T, T + 13 * MINUTE)).toBe('nnsss    snn ');
    }
    expect(readdirSync(join(dir, 'releases'))).toEqual(['2026-11-21.ndjson', '2026-11-22.ndjson']);
  });

  it('keeps since when it is so, over gaps, restarts and midnight', async () => {
    const first = await ReleaseHistory.open(dir, T, noLog);
    const at = (minute: number) => T + minute * MINUTE;
    const tell = (history: ReleaseHistory, minute: number, gas: Told) =>
      history.take(at(minute), { told: { gas }, own: {} });
    tell(first, 0, ['some', 5, 1, at(-90), false]);
    tell(first, 1, ['some', 5, 2, at(-90), false]);
    tell(first, 4, ['some', 5, 2, at(-90), false]);
    await first.keep();
    const second = await ReleaseHistory.open(dir, at(9), noLog);
    tell(second, 9, ['half', null, 2, at(9), true]);
    for (const minute of [10, 11]) tell(second, minute, ['half', null, 2, at(9), true]);
    await second.keep();
    const third = await ReleaseHistory.open(dir, at(20), noLog);
    for (const each of [second, third]) {
      const { runs: all } = await each.between(at(1), at(12));
      const runs = all.get('gas')?.bands;
      const said = runs?.map(({ from, to, since, orEarlier }) =>
        [...[from, to, since].map((time) => (time - T) / MINUTE), orEarlier].join(' '),
      );
      expect(said).toEqual(['1 2 -90 false', '4 5 -90 false', '9 12 9 true']);
    }
  });

  it('says of lines of an earlier version since when they tell the same', async () => {
    const history = await ReleaseHistory.open(null, T, noLog);
    take(history, '..sss---..  ss......s');
    const { runs } = await history.between(T + MINUTE, T + 22 * MINUTE);
    const said = runs.get('gas')?.bands.map(({ since, orEarlier }) => {
      return `${(since - T) / MINUTE}${orEarlier ? ' or earlier' : ''}`;
    });
    expect(said).toEqual(['0 or earlier', '2', '8 or earlier', '12 or earlier', '14', '20']);
  });

  it('goes on after a line that was cut off, and says so', async () => {
    const first = await ReleaseHistory.open(dir, T, noLog);
    take(first, '..s');
    await first.keep();
    appendFileSync(join(dir, 'releases', '2026-11-21.ndjson'), '\n{"at":179');
    const log = recordedLog();
    const second = await ReleaseHistory.open(dir, T + 3 * MINUTE, log.log);
    take(second, 's.', T + 3 * MINUTE);
    await second.keep();
    expect(await told(second, 'gas', T, T + 5 * MINUTE)).toBe('nnssn');
    expect(log.entries.map(({ event }) => event)).toContain('past.release_lines_damaged');
    const third = await ReleaseHistory.open(dir, T + 5 * MINUTE, noLog);
    expect(await told(third, 'gas', T, T + 5 * MINUTE)).toBe('nnssn');
  });

  it('is forgotten after a month', async () => {
    const history = await ReleaseHistory.open(dir, T, noLog);
    take(history, '.s');
    await history.keep();
    const month = T - (T % DAY) + 31 * DAY;
    take(history, '.', month);
    await history.keep();
    expect(readdirSync(join(dir, 'releases'))).toHaveLength(2);
    take(history, '.', month + DAY);
    await history.keep();
    expect(readdirSync(join(dir, 'releases'))).not.toContain('2026-11-21.ndjson');
    expect(await told(history, 'gas', T, T + 2 * MINUTE)).toBe('  ');
  });

  it('is written later where it could not be written', async () => {
    const history = await ReleaseHistory.open(dir, T, noLog);
    const place = join(dir, 'releases');
    writeFileSync(place, '');
    take(history, '.s');
    await expect(history.keep()).rejects.toThrow();
    expect(await told(history, 'gas', T, T + 2 * MINUTE)).toBe('ns');
    rmSync(place);
    await history.keep();
    const again = await ReleaseHistory.open(dir, T + 2 * MINUTE, noLog);
    expect(await told(again, 'gas', T, T + 2 * MINUTE)).toBe('ns');
  });

  it('tells a member what was told to it alone, and else what was told to the others', async () => {
    const history = await ReleaseHistory.open(dir, T, noLog);
    const own: readonly Record<string, Told>[] = [
      ...[{}, { 'gas/one': NONE }, { 'gas/one': NONE, 'gas/two': null }],
      ...[{ 'gas/one': null }, {}, {}],
    ];
    for (const [n, each] of own.entries()) {
      history.take(T + n * MINUTE, { told: { gas: n < 5 ? SOME : NONE }, own: each });
    }
    await history.keep();
    // After a pause all is told anew.
    history.take(T + 8 * MINUTE, { told: { gas: SOME }, own: { 'gas/two': NONE } });
    await history.keep();
    const again = await ReleaseHistory.open(dir, T + 9 * MINUTE, noLog);
    const to = T + 9 * MINUTE;
    for (const each of [history, again]) {
      expect(await told(each, 'gas', T, to)).toBe('sssssn  s');
      expect(await told(each, 'gas', T, to, 'one')).toBe('snn sn  s');
      expect(await told(each, 'gas', T, to, 'two')).toBe('ss ssn  n');
      expect(await told(each, 'gas', T, to, 'three')).toBe('sssssn  s');
    }
  });
});
