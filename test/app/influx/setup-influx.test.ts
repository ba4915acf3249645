import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SetupStep } from '../../../src/app/influx/setup-step.ts';
import {
  INFLUX_KINDS,
  type InfluxPlace,
  readableWith,
  SetupFolder,
  stepText,
} from './influx-places.ts';

const BUCKETS = ['yamabiko', 'yamabiko_5m', 'yamabiko_1h', 'shared', 'sector_gas', 'sector_water'];

describe.each(INFLUX_KINDS)('influx setup against $kind', ({ start }) => {
  let place: InfluxPlace;
  let folder: SetupFolder;
  const readable = (token: string) => readableWith(token, place, place.token);
  beforeEach(async () => {
    place = await start();
    folder = await SetupFolder.make(place);
  });
  afterEach(async () => {
    await folder.remove();
    await place.close();
  });

  it('makes the organisation, buckets, mappings and tokens, and a second run changes nothing', async () => {
    const first = await folder.run(place.token);
    expect(first.changes).toEqual([
      `created organisation ${place.org}`,
      ...BUCKETS.map((name) => `created bucket ${name}`),
      ...BUCKETS.map((name) => `created mapping ${name}.autogen`),
      'created token yamabiko service',
      'created token yamabiko operators',
      'created token yamabiko sector gas',
      'created token yamabiko sector water',
    ]);
    expect(first.steps[1]?.detail?.en).toBe('90 days');
    const tokens = await Promise.all(
      ['service.token', 'operators.token', 'sector-gas.token'].map((file) => folder.token(file)),
    );
    const second = await folder.run(place.token);
    expect(second.changes).toEqual([]);
    expect(second.steps).toHaveLength(first.steps.length);
    expect(second.outcome.hasReplaced).toBe(false);
    expect(await folder.token('service.token')).toBe(tokens[0]);
    expect(new Set(tokens).size).toBe(3);
  });

  it('gives a sector its bucket and shared, operators and the service everything', async () => {
    await folder.run(place.token);
    expect(await readable(await folder.token('sector-gas.token'))).toEqual([
      'sector_gas',
      'shared',
    ]);
    const all = [...BUCKETS].sort();
    expect(await readable(await folder.token('operators.token'))).toEqual(all);
    expect(await readable(await folder.token('service.token'))).toEqual(all);
  });

  it('writes tokens for their owner alone, or for the group where that is asked for', async () => {
    await folder.run(place.token);
    expect(await folder.modeOf('service.token')).toBe(0o600);
    expect(await folder.modeOf('.')).toBe(0o700);
    const again = await folder.run(place.token, { groupReadable: true });
    expect(again.changes).toHaveLength(4);
    expect(await folder.modeOf('sector-gas.token')).toBe(0o640);
  });

  it('tells in a dry run what a run would do, and does none of it', async () => {
    const dry = await folder.run(place.token, { dryRun: true });
    expect(dry.changes).toHaveLength(17);
    await expect(folder.token('service.token')).rejects.toThrow('ENOENT');
    const real = await folder.run(place.token);
    expect(real.changes).toEqual(dry.changes);

    await folder.retain(30);
    await folder.sectors('gas', 'medical', 'water');
    const token = await folder.token('service.token');
    const dryChange = await folder.run(place.token, { dryRun: true });
    expect(await folder.token('service.token')).toBe(token);
    expect((await folder.run(place.token)).changes).toEqual(dryChange.changes);
  });

  it('takes changed retention over, also one shorter than a shard group was', async () => {
    await folder.retain(400);
    await folder.run(place.token);
    for (const days of [401, 1]) {
      await folder.retain(days);
      const { changes } = await folder.run(place.token);
      expect(changes).toEqual([
        'updated bucket yamabiko',
        'updated bucket sector_gas',
        'updated bucket sector_water',
      ]);
      expect((await folder.run(place.token)).changes).toEqual([]);
    }
  });

  it('replaces the tokens that a new sector widens, and leaves the others', async () => {
    await folder.run(place.token);
    const [service, gas] = [
      await folder.token('service.token'),
      await folder.token('sector-gas.token'),
    ];
    await folder.sectors('gas', 'medical', 'water');
    const { changes, outcome } = await folder.run(place.token);
    expect(changes).toEqual([
      'created bucket sector_medical',
      'created mapping sector_medical.autogen',
      'replaced token yamabiko service',
      'replaced token yamabiko operators',
      'created token yamabiko sector medical',
    ]);
    expect(outcome.hasReplaced).toBe(true);
    expect(await readable(service)).toBeNull();
    expect(await readable(await folder.token('service.token'))).toContain('sector_medical');
    expect(await folder.token('sector-gas.token')).toBe(gas);
  });

  it('names what belongs to a sector that is gone, and deletes nothing of it', async () => {
    await folder.run(place.token);
    const gone = await folder.token('sector-water.token');
    await folder.sectors('gas');
    const { steps } = await folder.run(place.token);
    const stale = steps.filter(({ outcome }) => outcome === 'stale').map(stepText);
    expect(stale).toEqual([
      'stale bucket sector_water',
      'stale token yamabiko sector water',
      `stale token_file ${join(folder.out, 'sector-water.token')}`,
    ]);
    expect(await readable(gone)).toEqual(['sector_water', 'shared']);
    expect(await folder.token('sector-water.token')).toBe(gone);
  });

  it('mends a token file that is lost or holds something else', async () => {
    await folder.run(place.token);
    await rm(join(folder.out, 'operators.token'));
    await writeFile(join(folder.out, 'sector-gas.token'), 'something else\n');
    const { changes } = await folder.run(place.token);
    expect(changes.map((each) => each.replace(/^(updated|replaced) /, ''))).toEqual([
      'token yamabiko operators',
      'token yamabiko sector gas',
    ]);
    expect(await readable(await folder.token('operators.token'))).toHaveLength(6);
    expect(await readable(await folder.token('sector-gas.token'))).toEqual([
      'sector_gas',
      'shared',
    ]);
    expect((await folder.run(place.token)).changes).toEqual([]);
  });

  it('says that a token is not accepted, in both languages, and does nothing', async () => {
    const steps: SetupStep[] = [];
    await expect(folder.run('not-a-token', { steps })).rejects.toMatchObject({
      code: 'setup_failed',
      text: {
        en: expect.stringMatching(/the token was not accepted \(HTTP 401, unauthorized access\)/),
        ja: expect.stringContaining('トークンが受け入れられませんでした'),
      },
    });
    expect(steps).toEqual([]);
  });

  it('says what a token may not do, without telling any token', async () => {
    await folder.run(place.token);
    const reader = await folder.token('sector-gas.token');
    const error: unknown = await folder.run(reader).catch((found: unknown) => found);
    expect(error).toMatchObject({ code: 'setup_failed' });
    expect(String(error)).toMatch(/may not do this|there is no|which is not there/);
    expect(JSON.stringify(error) + String(error)).not.toContain(reader);
  });
});
