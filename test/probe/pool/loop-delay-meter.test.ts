import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { LoopDelayMeter } from '../../../src/probe/pool/loop-delay-meter.ts';

const BLOCK_MS = 300;
/** The ticker was due up to this much after the block began, ms, and a clock reading may be off by 1. */
const TICK_MS = 6;

function block(): void {
  const end = performance.now() + BLOCK_MS;
  while (performance.now() < end);
}

describe('the loop delay meter', () => {
  it('sees a block inside something that the ticker never had a chance to see', () => {
    const meter = new LoopDelayMeter();
    const begun = meter.begin();
    block();
    const delayMs = meter.end(begun);
    expect(delayMs).toBeGreaterThan(BLOCK_MS - TICK_MS);
    expect(delayMs).toBeLessThan(BLOCK_MS + 1000);
  });

  it('sees a block that the ticker comes out of first', async () => {
    const meter = new LoopDelayMeter();
    const begun = meter.begin();
    setImmediate(block);
    await delay(BLOCK_MS + 50);
    expect(meter.end(begun)).toBeGreaterThan(BLOCK_MS - TICK_MS);
  });

  it('charges a block to all that ran during it, and to nothing that began after it', async () => {
    const meter = new LoopDelayMeter();
    const first = meter.begin();
    await delay(20);
    const second = meter.begin();
    block();
    const third = meter.begin();
    expect(meter.end(third)).toBeLessThan(BLOCK_MS / 2);
    expect(meter.end(second)).toBeGreaterThan(BLOCK_MS - TICK_MS);
    const fourth = meter.begin();
    await delay(20);
    expect(meter.end(fourth)).toBeLessThan(BLOCK_MS / 2);
    expect(meter.end(first)).toBeGreaterThan(BLOCK_MS - TICK_MS);
  });

  it('forgets everything when nothing runs', () => {
    const meter = new LoopDelayMeter();
    const first = meter.begin();
    block();
    meter.end(first);
    block();
    expect(meter.end(meter.begin())).toBeLessThan(BLOCK_MS / 2);
  });
});
