import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DrillOutcome } from '../../../src/app/control/drill-order.ts';
import { startDrillableService } from '../../../src/app/drill/drillable-service.ts';
import { orderDrill, orderDrillEnd } from '../../../src/app/drill/order-drill.ts';
import { requireConfig } from '../../../src/app/validate.ts';
import type { Service } from '../../../src/app.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import type { Sample } from '../../../src/core/words/sample.ts';
import { statePath } from '../../../src/store/embedded/file-names.ts';
import { openEmbeddedReader } from '../../../src/store/embedded/reader.ts';
import { StateFile } from '../../../src/store/embedded/state-file.ts';
import { drillFolder } from './drill-folder.ts';

const DAY = Date.parse('2023-06-06T18:00:00+09:00');
const MINUTE_MS = 60_000;

/** As the API documents it. */
interface Overview {
  readonly asOf: number;
  readonly data: {
    readonly council: {
      readonly vantage: string;
      readonly condition: {
        readonly drill: { readonly id: string; readonly speed: number } | null;
      };
    };
  };
}

describe('a practice service', () => {
  const folder = drillFolder();
  let service: Service;
  let lost: unknown = null;

  beforeAll(async () => {
    service = await startDrillableService({
      config: await requireConfig(folder.config),
      configDir: folder.config,
      dataDir: folder.data,
      listen: { host: '127.0.0.1', port: 0 },
      ...{ extraCa: [], onlyFreshPages: true },
      log: noLog,
      onLost: (error) => {
        lost = error;
      },
    });
  });
  afterAll(async () => {
    await service.close();
    rmSync(folder.root, { recursive: true, force: true });
  });

  const start = (scenario: string, speed: number) =>
    orderDrill({ scenario, speed, dataDir: folder.data });
  const started = async (speed: number) => {
    const outcome = await start('trial', speed);
    if (outcome?.kind !== 'drill_started') throw new Error(JSON.stringify(outcome));
    return outcome;
  };
  async function overview(): Promise<Overview> {
    return (await (await fetch(`${service.url}/api/overview`)).json()) as Overview;
  }
  const drillNow = async () => (await overview()).data.council.condition.drill;
  async function storedIn(dir: string): Promise<readonly Sample[]> {
    const reader = openEmbeddedReader(dir);
    const found: Sample[] = [];
    const whole = { from: 0, to: Date.now() + MINUTE_MS };
    for await (const some of reader.scan({ ...whole, attempts: 'all' })) found.push(...some);
    await reader.close();
    return found;
  }
  /** What was done; who looked is told of elsewhere. */
  function auditOf(dir: string): readonly string[] {
    const state = new StateFile(statePath(dir), { readOnly: true, sync: 'normal' });
    const lines = state.audit.lines({ after: 0, limit: 100 });
    state.close();
    return lines
      .filter(({ action }) => !action.endsWith('.viewed'))
      .map(({ action, actor, detail }) => `${action} ${actor} ${detail}`);
  }

  it('refuses a drill that it does not know, and stays as it is', async () => {
    const outcome = await start('trail', 60);
    expect(outcome).toMatchObject({ kind: 'drill_refused' });
    const { text } = outcome as Extract<DrillOutcome, { kind: 'drill_refused' }>;
    expect(text.en).toContain('did you mean trial?');
    expect(await orderDrillEnd(folder.data)).toEqual({ kind: 'no_drill' });
    expect(await drillNow()).toBeNull();
  });

  it('gives way to a drill on its board, whose samples and state are its own', async () => {
    const beganAt = Date.now();
    const { id, dir, url, everyMinutes, notes } = await started(60);
    expect([url, dir]).toEqual([service.url, join(folder.data, `drill-${id}`)]);
    expect([everyMinutes, notes.map(({ sites }) => sites)]).toEqual([6, [12]]);
    const shown = await overview();
    expect(shown.data.council).toMatchObject({
      vantage: 'drill',
      condition: { drill: { id, speed: 60 } },
    });
    expect(Math.abs(shown.asOf - DAY)).toBeLessThan(30 * MINUTE_MS);
    expect(await start('trial', 60)).toMatchObject({ kind: 'drill_runs', id });

    await expect.poll(drillNow, { timeout: 60_000, interval: 500 }).toBeNull();
    const endedAt = Date.now();
    const stored = await storedIn(dir);
    expect(new Set(stored.map(({ vantage }) => vantage))).toEqual(new Set(['drill']));
    const samples = stored.filter(({ scheduledAt }) => scheduledAt >= DAY);
    const whenOf = (isMeant: (sample: Sample) => boolean) =>
      samples.filter(isMeant).map(({ scheduledAt }) => (scheduledAt - DAY) / MINUTE_MS);
    const unavailable = whenOf(({ statusCode }) => statusCode === 503);
    expect(unavailable.length).toBeGreaterThanOrEqual(12);
    // A probe may begin some moments after its slot; in a drill moments are minutes.
    expect(Math.min(...unavailable)).toBeGreaterThan(5);
    expect(Math.max(...unavailable)).toBeLessThan(21);
    const confirmed = samples.filter(
      ({ attempt, outcome }) => attempt === 2 && outcome === 'failure',
    );
    expect(confirmed.length).toBeGreaterThan(0);
    expect(whenOf(({ outcome }) => outcome === 'success').length).toBeGreaterThan(12);
    for (const { startedAt, scheduledAt } of samples) {
      expect((startedAt ?? scheduledAt) - scheduledAt).toBeLessThan(
        (everyMinutes * MINUTE_MS) / 60,
      );
    }

    const practice = join(folder.data, 'practice');
    const others = await storedIn(practice);
    expect(others.every(({ vantage }) => vantage === 'practice')).toBe(true);
    expect(others.every(({ scheduledAt }) => scheduledAt > DAY + 365 * 1440 * MINUTE_MS)).toBe(
      true,
    );
    const reader = openEmbeddedReader(practice);
    const gaps = await reader.gaps({ from: beganAt - MINUTE_MS, to: endedAt + MINUTE_MS });
    await reader.close();
    expect(gaps.length).toBeGreaterThan(0);
    expect(auditOf(practice)).toEqual([
      `drill.started operator ${id} × 60`,
      `drill.ended scenario ${id} × 60`,
    ]);
    expect(auditOf(dir)).toEqual(auditOf(practice));
  });

  it('goes on where a drill cannot start, and the audit has its end beside its beginning', async () => {
    const begun = Temporal.Now.zonedDateTimeISO('Asia/Tokyo');
    const taken = Array.from({ length: 60 }, (_, seconds) => {
      const time = begun.add({ seconds }).toPlainDateTime().toString({ smallestUnit: 'second' });
      const stamp = time.replaceAll(/[-:]/g, '').replace('T', '-');
      return join(folder.data, `drill-trial-${stamp}`);
    });
    for (const path of taken) writeFileSync(path, 'no folder');
    const outcome = await start('trial', 60);
    for (const path of taken) rmSync(path);
    expect(outcome?.kind).toBe('drill_refused');
    expect(await drillNow()).toBeNull();
    const [started = '', ended = ''] = auditOf(join(folder.data, 'practice')).slice(-2);
    expect(started).toMatch(/^drill\.started operator trial-\S+ × 60$/);
    expect(ended).toBe(started.replace('started operator', 'ended service'));
    expect(lost).toBeNull();
  });

  it('comes back when it is told to, and the sites do as ever', async () => {
    const { id, dir } = await started(1);
    expect(await drillNow()).toMatchObject({ id, speed: 1 });
    expect(await orderDrillEnd(folder.data)).toMatchObject({ kind: 'drill_ended', id });
    expect(await drillNow()).toBeNull();
    expect(auditOf(dir).at(-1)).toBe(`drill.ended operator ${id} × 1`);
    expect(readdirSync(folder.data).filter((name) => name.startsWith('drill-'))).toHaveLength(2);
    expect(lost).toBeNull();
  });
});
