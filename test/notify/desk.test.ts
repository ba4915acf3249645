import { describe, expect, it } from 'vitest';
import type { NoticeMatter, Silence } from '../../src/core/words/notice.ts';
import { stepDesk } from '../../src/notify/desk.ts';
import {
  contextAt,
  DeskRun,
  ended,
  MAIL,
  MINUTE,
  NIGHT,
  offered,
  siteMatter,
} from './desk-world.ts';

const seconds = (at: number) => (at - NIGHT) / 1000;
const story = ({ said }: DeskRun) => said.map(({ at, kind }) => [seconds(at), kind]);

describe('a contact', () => {
  it('hears of a trouble once, after what belongs with it, and of its end', () => {
    const run = new DeskRun();
    const trouble = siteMatter();
    const later = siteMatter({ key: 'site:gas-0001-shop', since: NIGHT + 3000 });
    run.until(
      NIGHT + 30 * MINUTE,
      (now) => (now < NIGHT + 3000 ? [trouble] : [trouble, later]),
      NIGHT,
    );
    expect(story(run)).toEqual([[5, 'trouble']]);
    expect(run.said[0]?.matters.map(({ key }) => key)).toEqual([trouble.key, later.key]);
    const end = NIGHT + 30 * MINUTE;
    run.until(end + 30 * MINUTE, () => [ended(trouble, end), ended(later, end)], end);
    expect(story(run)).toEqual([
      [5, 'trouble'],
      [1805, 'recovery'],
    ]);
    expect(run.desk.told.size).toBe(0);
    expect(run.decisions.map(({ stage, isTold, text }) => [stage, isTold, text.en])).toEqual([
      ['outbox', true, 'grouped with 1 other into one notice'],
      ['outbox', true, 'grouped with 1 other into one notice'],
      ['outbox', true, 'grouped with 1 other into one notice'],
      ['outbox', true, 'grouped with 1 other into one notice'],
    ]);
  });

  it('hears nothing of what was over before it was told', () => {
    const run = new DeskRun();
    run.until(NIGHT + 3000, () => [siteMatter()], NIGHT);
    run.until(NIGHT + MINUTE, () => [ended(siteMatter(), NIGHT + 3000)], NIGHT + 3000);
    expect(run.said).toEqual([]);
    expect(run.decisions.map(({ stage }) => stage)).toEqual(['dedup']);
    expect(run.desk.unsaid.size).toBe(0);
  });

  it('gets one message in a window, and the rest as a summary at its end', () => {
    const run = new DeskRun();
    const first = siteMatter();
    const since = NIGHT + MINUTE;
    const rest = ['shop', 'news'].map((name) =>
      siteMatter({ key: `site:gas-0001-${name}`, since }),
    );
    run.until(NIGHT + 15 * MINUTE, (now) => (now < since ? [first] : [first, ...rest]), NIGHT);
    expect(story(run)).toEqual([
      [5, 'trouble'],
      [605, 'summary'],
    ]);
    expect(run.said[1]?.matters.map(({ key }) => key)).toEqual([
      'site:gas-0001-news',
      'site:gas-0001-shop',
    ]);
    const held = run.decisions.find(({ stage }) => stage === 'budget');
    expect(held?.text.en).toBe('budget reached, summary at 03:14');
    expect(run.decisions.filter(({ stage }) => stage === 'budget')).toHaveLength(2);
  });

  it('hears of a site that flips every minute once as failing, once as intermittent, once that it settled', () => {
    const run = new DeskRun();
    const flapsFrom = NIGHT + 4 * MINUTE;
    const settles = NIGHT + 60 * MINUTE;
    run.until(
      NIGHT + 90 * MINUTE,
      (now) => {
        const matter = siteMatter({ judgement: now < flapsFrom ? 'failing' : 'flapping' });
        return [now < settles ? matter : ended(matter, settles)];
      },
      NIGHT,
    );
    expect(story(run)).toEqual([
      [5, 'trouble'],
      [605, 'change'],
      [3605, 'recovery'],
    ]);
  });

  it('hears nothing of sites while our own network is doubted, and a correction of what it was told', () => {
    const run = new DeskRun();
    const doubt = { ownNetworkSince: NIGHT };
    run.until(NIGHT + 10 * MINUTE, () => [siteMatter()], NIGHT, doubt);
    run.until(
      NIGHT + 20 * MINUTE,
      () => [ended(siteMatter(), NIGHT + 10 * MINUTE, 'withdrawn')],
      NIGHT + 10 * MINUTE,
    );
    expect(run.said).toEqual([]);
    expect(run.decisions.map(({ stage }) => stage)).toEqual(['inhibit', 'dedup']);

    const told = new DeskRun();
    told.until(NIGHT + MINUTE, () => [siteMatter()], NIGHT);
    told.until(
      NIGHT + 20 * MINUTE,
      () => [ended(siteMatter(), NIGHT + MINUTE, 'withdrawn')],
      NIGHT + MINUTE,
    );
    expect(story(told)).toEqual([
      [5, 'trouble'],
      [605, 'correction'],
    ]);
  });

  it('of the second row hears of what nobody acknowledged, and of its end only then', () => {
    const contact = { ...MAIL, escalateAfterMs: 30 * MINUTE };
    const run = new DeskRun();
    run.until(NIGHT + 40 * MINUTE, () => [siteMatter()], NIGHT, { contact });
    expect(story(run)).toEqual([[1800, 'escalation']]);
    run.until(
      NIGHT + 60 * MINUTE,
      () => [ended(siteMatter(), NIGHT + 40 * MINUTE)],
      NIGHT + 40 * MINUTE,
      { contact },
    );
    expect(story(run)).toEqual([
      [1800, 'escalation'],
      [2405, 'recovery'],
    ]);

    const known = new DeskRun();
    known.until(NIGHT + 40 * MINUTE, () => [siteMatter()], NIGHT, {
      contact,
      hasAcknowledged: () => true,
    });
    expect(known.said).toEqual([]);
    expect(known.decisions.map(({ stage }) => stage)).toEqual(['escalate']);
  });

  it('waits in its quiet hours and tells at their end what still lasts', () => {
    const quietHours = { from: 22 * 60, to: 7 * 60, days: ['workday', 'weekend'] as const };
    const contact = { ...MAIL, quietHours };
    const run = new DeskRun();
    const end = NIGHT + 60 * MINUTE;
    const short = siteMatter({ key: 'site:gas-0001-shop' });
    run.until(
      NIGHT + 300 * MINUTE,
      (now) => [siteMatter(), now < end ? short : ended(short, end)],
      NIGHT,
      { contact },
    );
    expect(run.said.map(({ at, matters }) => [new Date(at).toISOString(), matters.length])).toEqual(
      [['2026-11-21T22:00:00.000Z', 1]],
    );
  });

  it('hears nothing that a silence names, until it ends', () => {
    const silence: Silence = {
      id: 's-1',
      recipient: 'member:gas-0001',
      target: 'gas-0001-home',
      sector: null,
      incident: null,
      from: NIGHT,
      until: NIGHT + 60 * MINUTE,
      by: 'web@gas-0001.example',
      reason: null,
    };
    const other = siteMatter({ key: 'site:gas-0001-shop' });
    const run = new DeskRun();
    run.until(NIGHT + 70 * MINUTE, () => [siteMatter(), other], NIGHT, { silences: [silence] });
    expect(run.said.map(({ at, matters }) => [seconds(at), matters.map(({ key }) => key)])).toEqual(
      [
        [5, [other.key]],
        [3600, ['site:gas-0001-home']],
      ],
    );
  });

  it.each([
    ['a telephone', { contact: { ...MAIL, kind: 'telephone' as const } }, 'contact'],
    ['an address that was not verified', { isVerified: false }, 'contact'],
    ['a drill without consent', { exercise: 'drill' as const }, 'exercise'],
    ['a floor above it', { contact: { ...MAIL, floor: 'pattern' as const } }, 'floor'],
    ['planned work', { plannedUntil: () => NIGHT + 300 * MINUTE }, 'maintenance'],
  ])('gets nothing under %s, and the reason is kept once', (_, over, stage) => {
    const run = new DeskRun();
    run.until(NIGHT + 30 * MINUTE, () => [siteMatter()], NIGHT, over);
    expect(run.said).toEqual([]);
    expect(run.decisions.map((decision) => decision.stage)).toEqual([stage]);
  });

  it('says when it is to be looked at again', () => {
    const run = new DeskRun();
    run.step([siteMatter()], contextAt(NIGHT));
    expect(run.wakeAt).toBe(NIGHT + 5000);
    run.step([siteMatter()], contextAt(NIGHT + 5000));
    expect(run.wakeAt).toBe(NIGHT + 5000 + 240 * MINUTE);
  });

  it('tells the same whatever the order of what is offered', () => {
    const matters: readonly NoticeMatter[] = ['a', 'b', 'c', 'd'].map((name, at) =>
      siteMatter({
        key: `site:${name}`,
        since: NIGHT + at,
        judgement: at % 2 === 0 ? 'slow' : 'failing',
      }),
    );
    const first = new DeskRun();
    first.step(matters, contextAt(NIGHT));
    const there = stepDesk(first.desk, offered(...matters), contextAt(NIGHT + 5000));
    const back = stepDesk(first.desk, offered(...matters.toReversed()), contextAt(NIGHT + 5000));
    expect(back.notice).toEqual(there.notice);
    expect(there.notice?.matters.map(({ key }) => key)).toEqual([
      'site:b',
      'site:d',
      'site:a',
      'site:c',
    ]);
  });
});

describe('a contact over random days', () => {
  it('never gets two messages within a window, nor the same news twice in a row', () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed / 2 ** 31;
    };
    for (let day = 0; day < 20; day += 1) {
      const run = new DeskRun();
      const states = new Map<string, NoticeMatter>();
      for (let now = NIGHT; now < NIGHT + 600 * MINUTE; now += 15_000) {
        for (const name of ['a', 'b', 'c']) {
          if (random() > 0.02) continue;
          const key = `site:${name}`;
          const known = states.get(key);
          const isOpen = known !== undefined && known.ending === null;
          const judgement = random() < 0.5 ? 'slow' : 'failing';
          states.set(key, isOpen ? ended(known, now) : siteMatter({ key, since: now, judgement }));
        }
        run.step([...states.values()], contextAt(now));
      }
      const gaps = run.said.slice(1).map(({ at }, index) => at - (run.said[index]?.at ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(10 * MINUTE);
      const prints = run.said.flatMap(({ matters, kind }) =>
        kind === 'reminder'
          ? []
          : matters.map(({ key, since, ending }) => `${key} ${since} ${ending}`),
      );
      expect(new Set(prints).size).toBe(prints.length);
    }
  });
});
