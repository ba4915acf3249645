import { describe, expect, it } from 'vitest';
import type { NoticeMatter } from '../../src/core/words/notice.ts';
import { DeskRun, ended, MINUTE, NIGHT, siteMatter } from './desk-world.ts';

const story = ({ said }: DeskRun) => said.map(({ at, kind }) => [(at - NIGHT) / 1000, kind]);

describe('a contact', () => {
  it.each(['adopted', 'merged'] as const)('hears of an end that is %s as a change', (ending) => {
    const run = new DeskRun();
    run.until(NIGHT + MINUTE, () => [siteMatter()], NIGHT);
    const over = ended(siteMatter(), NIGHT + MINUTE, ending);
    run.until(NIGHT + 20 * MINUTE, () => [over], NIGHT + MINUTE);
    expect(story(run)).toEqual([
      [5, 'trouble'],
      [605, 'change'],
    ]);
    expect(run.desk.told.size).toBe(0);
  });

  it('gets no correction for one withdrawn matter among others', () => {
    const first = siteMatter();
    const second = siteMatter({ key: 'site:gas-0001-shop' });
    const withdrawnWith = (other: NoticeMatter) => {
      const run = new DeskRun();
      const at = NIGHT + MINUTE;
      const matters = [ended(first, at, 'withdrawn'), other];
      run.until(NIGHT + 20 * MINUTE, (now) => (now < at ? [first, second] : matters), NIGHT);
      return story(run);
    };
    expect(withdrawnWith(ended(second, NIGHT + MINUTE, 'withdrawn'))).toEqual([
      [5, 'trouble'],
      [605, 'correction'],
    ]);
    expect(withdrawnWith(ended(second, NIGHT + MINUTE))).toEqual([
      [5, 'trouble'],
      [605, 'change'],
    ]);
    expect(withdrawnWith(siteMatter({ key: second.key, judgement: 'slow' }))).toEqual([
      [5, 'trouble'],
      [605, 'summary'],
    ]);
  });

  it('hears of one thing that waited for its window as what it is, not as a summary', () => {
    const first = siteMatter();
    const second = siteMatter({ key: 'site:gas-0001-shop', since: NIGHT + MINUTE });
    const run = new DeskRun();
    run.until(
      NIGHT + 20 * MINUTE,
      (now) => (now < second.since ? [first] : [first, second]),
      NIGHT,
    );
    expect(story(run)).toEqual([
      [5, 'trouble'],
      [605, 'trouble'],
    ]);
  });

  it('is told with a change what it was told before, after a kill too', () => {
    const run = new DeskRun();
    run.until(NIGHT + MINUTE, () => [siteMatter({ judgement: 'slow' })], NIGHT);
    run.until(NIGHT + 20 * MINUTE, () => [siteMatter()], NIGHT + MINUTE);
    expect(story(run)).toEqual([
      [5, 'trouble'],
      [605, 'change'],
    ]);
    expect(run.said.map(({ matters }) => matters[0]?.before?.en)).toEqual([
      undefined,
      'slower than normal',
    ]);
  });
});
