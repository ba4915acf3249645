import { expect, it } from 'vitest';
import { aboutNow, toldNow } from '../../../src/app/about/about-facts-of.ts';
import type { Config, Target } from '../../../src/core/config.ts';
import { councilOf } from '../../board/council-fixture.ts';

const today = councilOf({ sectors: 1, sitesPerSector: 4 });
const MINUTE = 60_000;

function meterOf(requests: number, lengthMs: number) {
  return {
    read: (to: number) => ({
      from: to - lengthMs,
      to,
      requests,
      bodyBytes: 0,
      busiestAnHour: null,
    }),
  };
}

it('tells of the sites that are asked, without those stopped', () => {
  const meter = meterOf(180, 60 * MINUTE);
  const all = aboutNow({ today, stopped: new Map() }, meter).data;
  expect(all.rate.schedules).toEqual([{ everyMs: MINUTE, sites: 4 }]);
  expect(all.measured).toMatchObject({ sites: 4, perSiteAnHour: 45 });
  const stopped = new Map([['banking-0002-home', {}]]);
  const { rate, measured } = aboutNow({ today, stopped }, meter).data;
  expect(rate.schedules).toEqual([{ everyMs: MINUTE, sites: 3 }]);
  expect(measured).toMatchObject({ sites: 3, perSiteAnHour: 60 });
});

it('tells no mean of an hour from the first ten minutes, nor of no site', () => {
  const few = aboutNow({ today, stopped: new Map() }, meterOf(3, 9 * MINUTE)).data.measured;
  expect(few).toMatchObject({ requests: 3, perSiteAnHour: null });
  const enough = aboutNow({ today, stopped: new Map() }, meterOf(40, 10 * MINUTE)).data.measured;
  expect(enough?.perSiteAnHour).toBeCloseTo(60);
  const stopped = new Map(
    Array.from({ length: 4 }, (_, index) => [`banking-000${index + 1}-home`, {}]),
  );
  const none = aboutNow({ today, stopped }, meterOf(40, 60 * MINUTE)).data;
  expect(none.rate.schedules).toEqual([]);
  expect(none.measured).toMatchObject({ sites: 0, perSiteAnHour: null });
});

function withTarget(config: Config, id: string, differs: Partial<Target>): Config {
  return {
    ...config,
    sectors: config.sectors.map((sector) => ({
      ...sector,
      members: sector.members.map((member) => ({
        ...member,
        targets: member.targets.map((target) =>
          target.id === id ? { ...target, ...differs } : target,
        ),
      })),
    })),
  };
}

it('says the same whether a site that shares nothing is there or not, however it is measured', () => {
  const meter = meterOf(180, 60 * MINUTE);
  const hidden = withTarget(today, 'banking-0002-home', {
    consent: 'own',
    schedule: '*/10 * * * * *',
    timeoutMs: 1000,
    bodyLimitBytes: 7,
  });
  const without = new Map([['banking-0002-home', {}]]);
  const { data } = aboutNow({ today: hidden, stopped: new Map() }, meter);
  const { data: gone } = aboutNow({ today, stopped: without }, meter);
  const times = { measured: { ...data.measured, to: 0, from: 0 } };
  expect({ ...data, ...times }).toEqual({
    ...gone,
    measured: { ...gone.measured, to: 0, from: 0 },
  });
  expect(data.rate.schedules).toEqual([{ everyMs: MINUTE, sites: 3 }]);
});

it('tells nothing of sites where all share nothing', () => {
  const hidden = ['1', '2', '3', '4'].reduce(
    (config, number) => withTarget(config, `banking-000${number}-home`, { consent: 'own' }),
    today,
  );
  const { request, rate } = aboutNow({ today: hidden, stopped: new Map() }, meterOf(0, 1)).data;
  expect(request).toMatchObject({ timeoutMs: null, bodyLimitBytes: null });
  expect(rate.schedules).toEqual([]);
});

it('follows the consent in force from sample to sample', () => {
  const council = { today };
  const isTold = toldNow(council);
  expect([isTold('banking-0001-home'), isTold('elsewhere')]).toEqual([true, false]);
  council.today = withTarget(today, 'banking-0001-home', { consent: 'own' });
  expect(isTold('banking-0001-home')).toBe(false);
  council.today = withTarget(today, 'banking-0001-home', { consent: 'named' });
  expect(isTold('banking-0001-home')).toBe(true);
});
