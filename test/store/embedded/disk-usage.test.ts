import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diskUsageOf } from '../../../src/store/embedded/disk-usage.ts';
import { openFilled, storySamples } from '../backup/backed-up.ts';
import { removeDir, temporaryDir } from './opened.ts';

describe('the disk usage of a store', () => {
  let dir: string;
  beforeAll(async () => {
    dir = temporaryDir();
    const store = await openFilled(dir);
    await store.close();
    writeFileSync(join(dir, 'samples', '2026-05-13.sqlite.damaged-1'), Buffer.alloc(1000));
  });
  afterAll(() => removeDir(dir));

  const size = (name: string) => statSync(join(dir, name)).size;

  it('is that of its files', () => {
    const usage = diskUsageOf(dir);
    const days = ['13', '14', '15', '16'].map((day) => size(`samples/2026-05-${day}.sqlite`));
    expect(usage.rawBytes).toBe(days.reduce((sum, bytes) => sum + bytes));
    expect(usage.rawDays).toBe(4);
    expect(usage.fiveMinuteBytes + usage.hourBytes).toBe(size('rollups/2026-05.sqlite'));
    expect(usage.hourBytes).toBeGreaterThan(0);
    expect(usage.fiveMinuteBytes).toBeGreaterThan(usage.hourBytes);
    expect(usage.stateBytes).toBe(size('state.sqlite'));
    expect(usage.otherBytes).toBe(1000);
  });

  it('takes the growth of a day from whole days alone', () => {
    const { daily } = diskUsageOf(dir);
    const second = storySamples().filter(
      ({ scheduledAt }) => new Date(scheduledAt).toISOString().slice(0, 10) === '2026-05-15',
    );
    expect(daily).toMatchObject({
      days: 2,
      samples: 576,
      newest: {
        day: '2026-05-15',
        requests: second.reduce((sum, { hops }) => sum + hops, 0),
        bodyBytes: second.reduce((sum, { encodedBodyBytes }) => sum + (encodedBodyBytes ?? 0), 0),
      },
    });
    const mean = (size('samples/2026-05-14.sqlite') + size('samples/2026-05-15.sqlite')) / 2;
    expect(daily?.rawBytes).toBe(Math.round(mean));
    for (const day of ['13', '16']) rmSync(join(dir, 'samples', `2026-05-${day}.sqlite`));
    expect(diskUsageOf(dir).daily).toBeNull();
  });
});
