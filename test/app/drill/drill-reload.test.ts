import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startDrillableService } from '../../../src/app/drill/drillable-service.ts';
import { orderDrill, orderDrillEnd } from '../../../src/app/drill/order-drill.ts';
import { requireConfig } from '../../../src/app/validate.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { drillFolder } from './drill-folder.ts';

/** Long enough for a change to be taken where changes are taken, ms. */
const LOOKED_MS = 4000;

it('a drill is measured as it began, and what is changed meanwhile is taken after it', async () => {
  const folder = drillFolder();
  onTestFinished(() => rmSync(folder.root, { recursive: true, force: true }));
  const { log, entries } = recordedLog();
  const configReadAt = Date.now();
  const service = await startDrillableService({
    ...{ config: await requireConfig(folder.config), configDir: folder.config, configReadAt },
    ...{ dataDir: folder.data, listen: { host: '127.0.0.1', port: 0 }, extraCa: [] },
    ...{ onlyFreshPages: true, log, onLost() {} },
  });
  onTestFinished(() => service.close());
  const council = async () => {
    const { data } = (await (await fetch(`${service.url}/api/overview`)).json()) as {
      readonly data: { readonly council: { readonly vantage: string; readonly name: object } };
    };
    return [data.council.vantage, data.council.name];
  };
  const before = { ja: '架空協議会', en: 'Fictional council' };
  const after = { ja: '別の協議会', en: 'Another council' };
  const started = await orderDrill({ scenario: 'trial', speed: 1, dataDir: folder.data });
  expect(started?.kind).toBe('drill_started');
  const fields = [{ id: 'gas', name: { ja: 'ガス', en: 'Gas' } }];
  const changed = JSON.stringify({ council: { name: after }, fields });
  writeFileSync(join(folder.config, 'yamabiko.yaml'), changed);
  await new Promise((resolve) => setTimeout(resolve, LOOKED_MS));
  expect(await council()).toEqual(['drill', before]);
  expect(entries.some(({ event }) => event === 'config.reloading')).toBe(false);
  expect((await orderDrillEnd(folder.data)).kind).toBe('drill_ended');
  await expect.poll(council, { timeout: 30_000 }).toEqual(['practice', after]);
});
