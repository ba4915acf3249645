import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configToday } from '../../src/app/config-today.ts';
import { CouncilInForce } from '../../src/app/reload/council-in-force.ts';
import { scheduledTargets } from '../../src/app/scheduled-targets.ts';
import { loadConfig } from '../../src/config/load.ts';
import { type LogFields, noLog } from '../../src/core/ports/log.ts';

/** Gas from 2026-04-01 to 2028-03-31, its field to 2028-03-31; water always. Zone: Asia/Tokyo. */
const COUNCIL = join(import.meta.dirname, '../fixtures/config/valid-days');

async function startedAt(instant: string) {
  const loaded = await loadConfig(COUNCIL);
  if (!loaded.ok) throw new Error('the configuration is not valid');
  const said: (LogFields & { event: string })[] = [];
  const log = {
    ...noLog,
    warn: (event: string, fields?: LogFields) => void said.push({ event, ...fields }),
  };
  const config = configToday(loaded.config, Date.parse(instant), log);
  return { scheduled: scheduledTargets(config, null).map(({ target }) => target.id), said };
}

describe('the council of the day', () => {
  it('leaves out a target until the day from which it is enrolled, and says so', async () => {
    const loaded = await loadConfig(COUNCIL);
    if (!loaded.ok) throw new Error('the configuration is not valid');
    const [gas, ...others] = loaded.config.sectors;
    if (gas === undefined) throw new Error('the council has sectors');
    const enrolled = (on: string) => ({
      ...gas,
      members: gas.members.map((member) => ({
        ...member,
        targets: member.targets.map((target) => ({
          ...target,
          enrolment: { by: 'somebody', on, reference: null },
        })),
      })),
    });
    const config = { ...loaded.config, sectors: [enrolled('2026-11-24'), ...others] };
    const council = new CouncilInForce({
      whole: config,
      stopped: [],
      practiceUrlOf: null,
      now: Date.parse('2026-11-23T23:59:59+09:00'),
      log: noLog,
    });
    const ids = () => council.series().map(({ target }) => target.id);
    expect(ids()).toEqual(['water-0001-home']);
    const scheduled: string[][] = [];
    const shown: number[] = [];
    council.follow({
      schedule: (series) => void scheduled.push(series.map(({ target }) => target.id)),
      show: (today) => void shown.push(today.sectors.length),
    });
    expect(council.takeDay(Date.parse('2026-11-23T23:59:59.999+09:00'))).toBe(false);
    expect(council.takeDay(Date.parse('2026-11-24T00:00:00+09:00'))).toBe(true);
    expect(ids()).toEqual(['gas-0001-home', 'water-0001-home']);
    expect(scheduled).toEqual([['gas-0001-home', 'water-0001-home']]);
    expect(shown).toEqual([2]);
  });

  it('schedules nothing of a sector that has not begun, and says so', async () => {
    const { scheduled, said } = await startedAt('2026-03-31T14:59:59Z');
    expect(scheduled).toEqual(['water-0001-home']);
    expect(said).toEqual([
      {
        event: 'app.sector_not_valid',
        sector: 'gas',
        field: 'gas',
        validFrom: '2026-04-01',
        validTo: '2028-03-31',
        today: '2026-03-31',
      },
    ]);
  });

  it('schedules a sector from the midnight of its first day to the end of its last', async () => {
    for (const instant of ['2026-03-31T15:00:00Z', '2028-03-31T14:59:59Z']) {
      const { scheduled, said } = await startedAt(instant);
      expect(scheduled).toEqual(['gas-0001-home', 'water-0001-home']);
      expect(said).toEqual([]);
    }
  });

  it('schedules nothing of a sector that has ended', async () => {
    expect((await startedAt('2028-03-31T15:00:00Z')).scheduled).toEqual(['water-0001-home']);
  });

  it('schedules nothing of a field that has ended, whatever its sectors say', async () => {
    const loaded = await loadConfig(COUNCIL);
    if (!loaded.ok) throw new Error('the configuration is not valid');
    const sectors = loaded.config.sectors.map((sector) => ({ ...sector, validTo: null }));
    const later = Date.parse('2028-04-01T00:00:00+09:00');
    const config = configToday({ ...loaded.config, sectors }, later, noLog);
    expect(config.sectors.map(({ id }) => id)).toEqual(['water']);
  });
});
