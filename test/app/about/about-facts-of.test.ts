import { expect, it } from 'vitest';
import { aboutNow } from '../../../src/app/about/about-facts-of.ts';
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
