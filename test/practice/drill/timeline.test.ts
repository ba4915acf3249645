import { describe, expect, it } from 'vitest';
import { NO_EFFECT, type Scenario, type ScenarioAct } from '../../../src/core/words/scenario.ts';
import { type DrillSite, tiesOf } from '../../../src/practice/drill/drill-site.ts';
import {
  changesOf,
  effectAt,
  effectsAt,
  timelineOf,
} from '../../../src/practice/drill/timeline.ts';

const MINUTE_MS = 60_000;
const SITES: readonly DrillSite[] = ['gas', 'water', 'banking'].flatMap((sector) =>
  Array.from({ length: 20 }, (_, index) => {
    const member = `practice-${sector}-${String(index + 1).padStart(4, '0')}`;
    return { id: `${member}-www`, member, sector, profile: 'steady' as const };
  }),
);

const EVERYBODY: ScenarioAct = {
  id: null,
  at: 10 * MINUTE_MS,
  forMs: 30 * MINUTE_MS,
  who: { kind: 'everybody' },
  what: { ...NO_EFFECT, answer: 'silence' },
  everyMs: null,
  rampMs: 0,
};

const CHOICE = {
  kind: 'choice',
  sectors: null,
  members: null,
  provider: null,
  nameService: null,
  range: null,
  share: 1,
  atLeast: 1,
  unrelated: false,
} as const;

function scenarioWith(...acts: readonly ScenarioAct[]): Scenario {
  return {
    id: 'trial',
    title: { ja: '試し', en: 'Trial' },
    description: { ja: '試し', en: 'Trial' },
    source: null,
    startsAt: 0,
    lengthMs: 60 * MINUTE_MS,
    expected: { pattern: 'none', at: null, fact: null },
    acts,
  };
}

function idsOf(...acts: readonly ScenarioAct[]): readonly string[] {
  return [...timelineOf(scenarioWith(...acts), SITES).spans.keys()].sort();
}

describe('the timeline of a scenario', () => {
  it('is the same in whatever order the sites are given', () => {
    const scenario = scenarioWith({ ...EVERYBODY, who: { ...CHOICE, share: 0.3 } });
    const back = timelineOf(scenario, [...SITES].reverse());
    expect(back).toEqual(timelineOf(scenario, SITES));
    expect(back.spans.size).toBe(18);
  });

  it('chooses others under another scenario', () => {
    const act = { ...EVERYBODY, who: { ...CHOICE, share: 0.3 } };
    const other = timelineOf({ ...scenarioWith(act), id: 'other' }, SITES);
    expect([...other.spans.keys()].sort()).not.toEqual(idsOf(act));
  });

  it('takes the first sector that is there, and says for which', () => {
    const act = { ...EVERYBODY, who: { ...CHOICE, sectors: ['aviation', 'gas'] } };
    const { notes, spans } = timelineOf(scenarioWith(act), SITES);
    expect(notes).toEqual([
      { act: 0, sites: 20, sector: 'gas', insteadOf: 'aviation', related: 0 },
    ]);
    expect([...spans.keys()].every((id) => id.includes('-gas-'))).toBe(true);
  });

  it('finds nobody where none of its sectors is there', () => {
    const act = { ...EVERYBODY, who: { ...CHOICE, sectors: ['aviation'] } };
    const { notes, spans } = timelineOf(scenarioWith(act), SITES);
    expect([notes[0]?.sites, notes[0]?.sector, spans.size]).toEqual([0, null, 0]);
  });

  it('takes at least as many as asked for, where a share would be fewer', () => {
    const who = { ...CHOICE, sectors: ['gas'], share: 0.05, atLeast: 4 };
    expect(idsOf({ ...EVERYBODY, who })).toHaveLength(4);
  });

  it('leaves sites that fail on their own out of a share', () => {
    const broken = SITES.map((site) => ({ ...site, profile: 'hanging' as const }));
    const act = { ...EVERYBODY, who: { ...CHOICE, share: 0.5 } };
    expect(timelineOf(scenarioWith(act), broken).spans.size).toBe(0);
  });

  it('takes members that share nothing, over all acts that ask for it', () => {
    const who = { ...CHOICE, share: 0.2, unrelated: true };
    const gas = { ...EVERYBODY, who: { ...who, sectors: ['gas'] } };
    const water = { ...EVERYBODY, who: { ...who, sectors: ['water'] } };
    const { spans, notes } = timelineOf(scenarioWith(gas, water), SITES);
    const chosen = SITES.filter(({ id }) => spans.has(id));
    expect(notes.map(({ sites, related }) => [sites, related])).toEqual([
      [4, 0],
      [4, 0],
    ]);
    const ties = chosen.flatMap((site) => [...new Set(tiesOf(site))]);
    expect(new Set(ties).size).toBe(ties.length);
  });

  it('fills up with related members, and says how many', () => {
    const who = { ...CHOICE, sectors: ['gas'], unrelated: true };
    const [note] = timelineOf(scenarioWith({ ...EVERYBODY, who }), SITES).notes;
    expect(note?.sites).toBe(20);
    expect(note?.related).toBeGreaterThan(0);
  });

  it('means the members of an earlier act again', () => {
    const first = { ...EVERYBODY, id: 'first', who: { ...CHOICE, share: 0.2 } };
    const again = { ...EVERYBODY, who: { kind: 'same', act: 'first' } as const };
    expect(idsOf(first, again)).toEqual(idsOf(first));
  });

  it('holds within its time, and not after the scenario', () => {
    const act = { ...EVERYBODY, forMs: 90 * MINUTE_MS };
    const spans = timelineOf(scenarioWith(act), SITES).spans.get(SITES[0]?.id ?? '') ?? [];
    expect(spans).toEqual([{ from: 10 * MINUTE_MS, to: 60 * MINUTE_MS, effect: act.what }]);
    expect(effectAt(spans, 10 * MINUTE_MS - 1)).toBeNull();
    expect(effectAt(spans, 60 * MINUTE_MS)).toBeNull();
  });

  it('joins what holds at one time', () => {
    const slow = { ...EVERYBODY, what: { ...NO_EFFECT, slower: { wait: 5, transfer: 1 } } };
    const broken = { ...EVERYBODY, at: 20 * MINUTE_MS, forMs: 5 * MINUTE_MS };
    const timeline = timelineOf(scenarioWith(slow, broken), SITES);
    const at = (minute: number) => effectsAt(timeline, minute * MINUTE_MS).get(SITES[0]?.id ?? '');
    expect(at(15)).toMatchObject({ answer: null, slower: { wait: 5 } });
    expect(at(22)).toMatchObject({ answer: 'silence', slower: { wait: 5 } });
    expect(at(25)).toMatchObject({ answer: null, slower: { wait: 5 } });
    expect(changesOf(timeline)).toEqual([10, 20, 25, 40].map((minute) => minute * MINUTE_MS));
  });

  it('comes and goes where it is told to', () => {
    const timeline = timelineOf(scenarioWith({ ...EVERYBODY, everyMs: 10 * MINUTE_MS }), SITES);
    const spans = timeline.spans.get(SITES[0]?.id ?? '') ?? [];
    expect(spans.map(({ from, to }) => [from / MINUTE_MS, to / MINUTE_MS])).toEqual([
      [10, 15],
      [20, 25],
      [30, 35],
    ]);
  });

  it('grows in steps where it has a ramp', () => {
    const what = { ...NO_EFFECT, slower: { wait: 11, transfer: 1 } };
    const timeline = timelineOf(scenarioWith({ ...EVERYBODY, what, rampMs: 5 * MINUTE_MS }), SITES);
    const spans = timeline.spans.get(SITES[0]?.id ?? '') ?? [];
    expect(spans.map(({ from, effect }) => [from / MINUTE_MS, effect.slower.wait])).toEqual([
      [10, 3],
      [11, 5],
      [12, 7],
      [13, 9],
      [14, 11],
    ]);
    expect(spans.at(-1)?.to).toBe(40 * MINUTE_MS);
  });
});
