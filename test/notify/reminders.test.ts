import { describe, expect, it } from 'vitest';
import { decodeDesk } from '../../src/notify/desk-text.ts';
import { contextAt, DeskRun, MINUTE, NIGHT, siteMatter } from './desk-world.ts';

const seconds = (at: number) => (at - NIGHT) / 1000;
const story = ({ said }: DeskRun) => said.map(({ at, kind }) => [seconds(at), kind]);

describe('a contact', () => {
  it('is reminded of what lasts until its recipient acknowledges it', () => {
    const run = new DeskRun();
    const hours = (n: number) => NIGHT + n * 60 * MINUTE;
    run.until(hours(5), () => [siteMatter()], NIGHT);
    expect(story(run)).toEqual([
      [5, 'trouble'],
      [4 * 3600 + 10, 'reminder'],
    ]);
    run.until(hours(10), () => [siteMatter()], hours(5), { hasAcknowledged: () => true });
    expect(run.said).toHaveLength(2);
  });

  it('is reminded of all that lasts in one message, ever less often, and soon again of news', () => {
    const run = new DeskRun();
    const minutes = (n: number) => NIGHT + n * MINUTE;
    const sites = Array.from({ length: 60 }, (_, n) =>
      siteMatter({ key: `site:gas-0001-${n}`, since: minutes(n) }),
    );
    const worse = siteMatter({ key: 'site:gas-0001-0', judgement: 'slow' });
    for (let now = 0; now < 4 * 24 * 60; now += 1) {
      const lasting = sites.filter(({ since }) => since <= minutes(now));
      const matters = now < 3 * 24 * 60 ? lasting : [worse, ...lasting.slice(1)];
      run.step(matters, contextAt(minutes(now)));
    }
    const hourOf = ({ at }: { readonly at: number }) => Math.floor((at - NIGHT) / 3_600_000);
    const reminded = run.said.filter(({ kind }) => kind === 'reminder');
    expect(reminded.map((said) => [hourOf(said), said.matters.length])).toEqual([
      [4, 60],
      [12, 60],
      [36, 60],
      [60, 60],
      [76, 60],
      [84, 60],
    ]);
  });

  it('is reminded after an update of what an earlier version told', () => {
    const told = [['site:gas-0001-home', { print: 'failing', incident: '20261122-1', at: NIGHT }]];
    const before = { format: 1, count: 1, lastAt: NIGHT, told, unsaid: [] };
    const run = new DeskRun();
    run.desk = decodeDesk(JSON.stringify(before));
    run.until(NIGHT + 250 * MINUTE, () => [siteMatter()], NIGHT + 230 * MINUTE);
    expect(run.said.map(({ kind }) => kind)).toEqual(['reminder']);
  });
});
