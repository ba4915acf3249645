import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { AddressLimiter, type Entrant } from '../../../src/probe/pool/address-limiter.ts';

const refused = (): never => {
  throw new Error('refused');
};

const idle: Entrant = { who: 'a', start: () => {}, refuse: refused };

describe('the address limiter', () => {
  it('starts at once what the limits allow, without a wait', () => {
    const limiter = new AddressLimiter({ perAddressConcurrency: 2, perAddressStartsPerSecond: 9 });
    const waits: number[] = [];
    for (const key of ['a', 'a', 'b', 'a']) {
      limiter.enter(key, { who: key, start: (waitedMs) => waits.push(waitedMs), refuse: refused });
    }
    expect(waits).toEqual([0, 0, 0]);
    limiter.leave('b');
    expect(waits).toHaveLength(3);
    limiter.leave('a');
    expect(waits).toHaveLength(4);
    limiter.clear();
  });

  it('keeps to a rate below one a second', async () => {
    const limiter = new AddressLimiter({
      perAddressConcurrency: 9,
      perAddressStartsPerSecond: 0.8,
    });
    const starts: number[] = [];
    const second = new Promise<void>((resolve) => {
      for (let count = 0; count < 2; count += 1) {
        limiter.enter('a', {
          who: String(count),
          start: () => {
            starts.push(performance.now());
            if (starts.length === 2) resolve();
          },
          refuse: refused,
        });
      }
    });
    await second;
    expect((starts[1] ?? 0) - (starts[0] ?? 0)).toBeGreaterThanOrEqual(1250);
  });

  it('refuses at once whose turn would come after half a minute', () => {
    const limiter = new AddressLimiter({ perAddressConcurrency: 9, perAddressStartsPerSecond: 2 });
    let started = 0;
    let turnedAway = 0;
    for (let count = 0; count < 70; count += 1) {
      limiter.enter('a', {
        who: String(count),
        start: () => {
          started += 1;
        },
        refuse: () => {
          turnedAway += 1;
        },
      });
    }
    expect(started).toBe(2);
    // The last pair's turn comes after 30 s less what this loop took.
    expect(turnedAway).toBeGreaterThanOrEqual(8);
    expect(turnedAway).toBeLessThanOrEqual(10);
    limiter.clear();
  });

  it('refuses who has waited too long for the probes in flight, though none of them ends', async () => {
    const limits = { perAddressConcurrency: 1, perAddressStartsPerSecond: 9 };
    const limiter = new AddressLimiter(limits, 300);
    limiter.enter('a', { who: 'a', start: () => {}, refuse: refused });
    const enteredMs = performance.now();
    const refusedMs = await new Promise<number>((resolve, reject) => {
      limiter.enter('a', { who: 'b', start: reject, refuse: () => resolve(performance.now()) });
    });
    expect(refusedMs - enteredMs).toBeGreaterThanOrEqual(299);
    expect(refusedMs - enteredMs).toBeLessThan(15_000);
    limiter.leave('a');
    const waits: number[] = [];
    limiter.enter('a', { who: 'a', start: (waitedMs) => waits.push(waitedMs), refuse: refused });
    expect(waits).toEqual([0]);
  });

  it('lets every site of a crowded address come to its turn', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    try {
      const limits = { perAddressConcurrency: 4, perAddressStartsPerSecond: 2 };
      const limiter = new AddressLimiter(limits);
      const sites = Array.from({ length: 300 }, (_, index) => ({
        who: `site-${index}`,
        starts: 0,
      }));
      for (let minute = 0; minute < 15; minute += 1) {
        for (const site of sites) {
          const start = (): void => {
            site.starts += 1;
            setTimeout(() => limiter.leave('shared'), 50);
          };
          limiter.enter('shared', { who: site.who, start, refuse: () => {} });
          vi.advanceTimersByTime(60_000 / sites.length);
        }
      }
      // 120 starts a minute for 300 sites: 6 each in 15 minutes.
      const starts = sites.map((site) => site.starts);
      expect(Math.min(...starts)).toBeGreaterThanOrEqual(4);
      expect(Math.max(...starts)).toBeLessThanOrEqual(8);
      limiter.clear();
    } finally {
      vi.useRealTimers();
    }
  });

  it('takes no rate that is not finite', () => {
    const limits = {
      perAddressConcurrency: 1,
      perAddressStartsPerSecond: Number.POSITIVE_INFINITY,
    };
    expect(() => new AddressLimiter(limits)).toThrow(expect.objectContaining({ code: 'internal' }));
  });

  it('does not remember addresses that no limit concerns any more', async () => {
    const limiter = new AddressLimiter({
      perAddressConcurrency: 1,
      perAddressStartsPerSecond: 1000,
    });
    for (let index = 0; index < 2000; index += 1) {
      limiter.enter(`once-${index}`, idle);
      limiter.leave(`once-${index}`);
    }
    await delay(1100);
    expect(limiter.size).toBe(2000);
    limiter.enter('busy', idle);
    for (let index = 0; index < 100; index += 1) limiter.enter(`more-${index}`, idle);
    expect(limiter.size).toBeLessThan(110);
  });
});
