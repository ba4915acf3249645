import { afterEach, describe, expect, it } from 'vitest';
import type { NameFacts } from '../../../src/core/words/name-facts.ts';
import { DailyLookups } from '../../../src/probe/facts/daily-lookups.ts';
import type { NameLookup } from '../../../src/probe/facts/name-lookup.ts';
import { ManualClock, settled } from '../../support/manual-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';

const START = Date.UTC(2026, 9, 1);
const HOUR = 3_600_000;
const NAMES: NameFacts = { aliases: [], aliasZones: [], nameServers: ['ns1.test'] };
const never = (): null => null;

const opened: DailyLookups[] = [];
afterEach(() => Promise.all(opened.splice(0).map((lookups) => lookups.close())));

function open(lookup: NameLookup) {
  const clock = new ManualClock(START);
  const asked: { readonly host: string; readonly at: number }[] = [];
  const learned: string[] = [];
  const lookups = new DailyLookups({
    clock,
    log: recordedLog().log,
    lookup: (host, signal) => {
      asked.push({ host, at: clock.now() });
      return lookup(host, signal);
    },
    onFacts: (host) => learned.push(host),
  });
  opened.push(lookups);
  return { clock, asked, learned, lookups };
}

const hosts = (count: number) =>
  new Set(Array.from({ length: count }, (_, index) => `www.m${index}.test`));

const untilCancelled: NameLookup = (_host, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('cancelled')));
  });

describe('the daily lookups', () => {
  it('ask for new hosts one after the other, half a second apart', async () => {
    const { clock, asked, lookups } = open(async () => NAMES);
    lookups.setHosts(hosts(20), never);
    await clock.run(20_000);
    expect(asked).toHaveLength(20);
    expect(new Set(asked.map(({ host }) => host)).size).toBe(20);
    const gaps = asked.slice(1).map(({ at }, index) => at - (asked[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(500);
  });

  it('come once a day to each host, spread over the day', async () => {
    const { clock, asked, lookups } = open(async () => NAMES);
    lookups.setHosts(hosts(48), never);
    await clock.run(36 * HOUR);
    const from = asked.length;
    await clock.run(10 * 24 * HOUR);
    const later = asked.slice(from);
    expect(later).toHaveLength(480);
    const byHost = Map.groupBy(later, ({ host }) => host);
    for (const times of byHost.values()) {
      const apart = times.slice(1).map(({ at }, index) => at - (times[index]?.at ?? 0));
      for (const ms of apart) expect(Math.abs(ms - 24 * HOUR)).toBeLessThan(60_000);
    }
    const ofDay = new Set(later.map(({ at }) => Math.floor((at % (24 * HOUR)) / HOUR)));
    expect(ofDay.size).toBeGreaterThan(12);
  });

  it('leave what an earlier run looked up for its own time of day', async () => {
    const { clock, asked, lookups } = open(async () => NAMES);
    lookups.setHosts(hosts(5), () => START - HOUR);
    await clock.run(10 * HOUR);
    expect(asked).toEqual([]);
    await clock.run(26 * HOUR);
    expect(asked).toHaveLength(5);
  });

  it('wait longer after each failure, and learn nothing from it', async () => {
    const { clock, asked, learned, lookups } = open(async () => {
      throw Object.assign(new Error('no answer'), { code: 'ETIMEOUT' });
    });
    lookups.setHosts(hosts(1), never);
    await clock.run(8 * HOUR);
    const minutes = asked.map(({ at }) => Math.round((at - START) / 60_000));
    expect(minutes).toEqual([0, 15, 45, 105, 225, 465]);
    expect(learned).toEqual([]);
  });

  it('have two in flight at most, and give up what lasts too long', async () => {
    const { clock, asked, lookups } = open(untilCancelled);
    lookups.setHosts(hosts(6), never);
    await clock.run(19_000);
    expect(asked).toHaveLength(2);
    await clock.run(3_000);
    expect(asked).toHaveLength(4);
  });

  it('take new hosts soon and forget those that are gone', async () => {
    const { clock, asked, learned, lookups } = open(async () => NAMES);
    lookups.setHosts(new Set(['old.test']), never);
    await clock.run(1_000);
    lookups.setHosts(new Set(['new.test']), never);
    await clock.run(1_000);
    expect(learned).toEqual(['old.test', 'new.test']);
    for (let hours = 0; hours < 72; hours += 1) await clock.run(HOUR);
    expect(asked.filter(({ host }) => host === 'old.test')).toHaveLength(1);
    expect(asked.filter(({ host }) => host === 'new.test').length).toBeGreaterThanOrEqual(3);
  });

  it('leave nothing behind when they end', async () => {
    const { clock, lookups } = open(untilCancelled);
    lookups.setHosts(hosts(6), never);
    await clock.run(2_000);
    await lookups.close();
    await settled();
    expect(clock.pending).toBe(0);
  });
});
