import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LoopDelayMeter } from '../../../src/probe/pool/loop-delay-meter.ts';

const BLOCK_MS = 300;
/** The ticker was due up to this much after the block began, ms, and a clock reading may be off by 1. */
const TICK_MS = 6;
/** A timer set by a simulated timer comes this much late, ms. */
const ODD_MS = 1;

function blockFor(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

describe('the loop delay meter on a real loop', () => {
  it('sees a block inside something that the ticker never had a chance to see', () => {
    const meter = new LoopDelayMeter();
    const begun = meter.begin();
    blockFor(BLOCK_MS);
    expect(meter.end(begun)).toBeGreaterThan(BLOCK_MS - TICK_MS);
  });

  it('sees a block that the ticker comes out of first', async () => {
    const meter = new LoopDelayMeter();
    const begun = meter.begin();
    await new Promise<void>((resolve) => {
      setImmediate(() => {
        blockFor(BLOCK_MS);
        setTimeout(resolve, 20);
      });
    });
    expect(meter.end(begun)).toBeGreaterThan(BLOCK_MS - TICK_MS);
  });
});

describe('the loop delay meter by a clock that the machine cannot hold up', () => {
  let nowMs = 0;

  beforeEach(() => {
    nowMs = 1000;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  /** Time in which nothing runs. */
  const block = (): void => {
    nowMs += BLOCK_MS;
  };
  /** Time in which every timer comes when it is due. */
  const pass = (ms: number): void => {
    for (let passed = 0; passed < ms; passed += 1) {
      nowMs += 1;
      vi.advanceTimersByTime(1);
    }
  };

  it('tells next to nothing while every timer comes in time', () => {
    const meter = new LoopDelayMeter();
    const begun = meter.begin();
    pass(1000);
    expect(meter.end(begun)).toBeLessThanOrEqual(ODD_MS);
  });

  it('charges a block to all that ran during it, and to nothing that began after it', () => {
    const meter = new LoopDelayMeter();
    const first = meter.begin();
    pass(20);
    const second = meter.begin();
    block();
    const third = meter.begin();
    expect(meter.end(third)).toBe(0);
    expect(meter.end(second)).toBeGreaterThan(BLOCK_MS - TICK_MS);
    const fourth = meter.begin();
    pass(20);
    expect(meter.end(fourth)).toBeLessThanOrEqual(ODD_MS);
    expect(meter.end(first)).toBeGreaterThan(BLOCK_MS - TICK_MS);
  });

  it('forgets everything when nothing runs', () => {
    const meter = new LoopDelayMeter();
    const first = meter.begin();
    block();
    expect(meter.end(first)).toBe(BLOCK_MS - 5);
    block();
    expect(meter.end(meter.begin())).toBe(0);
  });
});
