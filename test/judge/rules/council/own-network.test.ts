import { describe, expect, it } from 'vitest';
import {
  type OwnNetwork,
  ownNetworkOf,
  type ProbeNow,
  type ReferenceNow,
} from '../../../../src/judge/rules/council/own-network.ts';
import { rosterOf } from '../../../../src/judge/rules/council/roster.ts';
import { fact, randomOf, SECTORS, START, shuffled, targetsOf } from './world.ts';

const TARGETS = targetsOf(SECTORS, (_, sector, number) =>
  sector === 'local-government' && number <= 200 ? [fact('network', 'one host')] : [],
);
const ROSTER = rosterOf(TARGETS);
const NOW = START;

/** The newest probes, one every 14 ms back from now; the first `failed` of `order` failed. */
function probesOf(order: readonly string[], isFailed: (at: number) => boolean): ProbeNow[] {
  return order.map((target, at) => ({ target, at: NOW - 14 * at, failed: isFailed(at) }));
}

const MIXED = shuffled(
  TARGETS.map(({ target }) => target),
  randomOf(5),
);
const HOST = TARGETS.slice(0, 200).map(({ target }) => target);
const reference = (failed: boolean | null): ReferenceNow => ({
  target: 'reference',
  failed,
  deviation: null,
});
const DOWN = [reference(true), reference(true)];
const UP = [reference(false), reference(false)];

interface Row {
  readonly what: string;
  readonly probes: readonly ProbeNow[];
  readonly references: readonly ReferenceNow[];
  readonly ours: boolean;
}

const newest = (count: number) => probesOf(MIXED, (at) => at < count);
/** 24 of the newest 30 but not the newest. */
const MOST = probesOf(MIXED, (at) => at > 0 && at % 5 !== 0);
const THIRD = probesOf(MIXED, (at) => at % 3 === 1);

const ROWS: readonly Row[] = [
  { what: 'nothing fails', probes: newest(0), references: DOWN, ours: false },
  { what: 'nothing was probed', probes: [], references: DOWN, ours: false },
  {
    what: 'four probes are no picture',
    probes: newest(4).slice(0, 4),
    references: DOWN,
    ours: false,
  },
  { what: 'five fail and so do references', probes: newest(5), references: DOWN, ours: true },
  { what: 'four fail and so do references', probes: newest(4), references: DOWN, ours: false },
  { what: 'a third fails and so do references', probes: THIRD, references: DOWN, ours: true },
  {
    what: 'a third fails and one of two references does',
    probes: THIRD,
    references: [reference(true), reference(false)],
    ours: true,
  },
  {
    what: 'everything fails, but two of three references answer',
    probes: newest(60),
    references: [reference(true), reference(false), reference(false)],
    ours: false,
  },
  {
    what: 'everything fails, but references answer',
    probes: newest(60),
    references: UP,
    ours: false,
  },
  {
    what: 'fifteen fail, and there is no reference',
    probes: newest(15),
    references: [],
    ours: true,
  },
  {
    what: 'fourteen fail, and there is no reference',
    probes: newest(14),
    references: [],
    ours: false,
  },
  { what: 'most fail, but not the newest', probes: MOST, references: [], ours: true },
  {
    what: 'fifteen fail, and the reference was not probed',
    probes: newest(15),
    references: [reference(null)],
    ours: true,
  },
  { what: 'a third fails, and there is no reference', probes: THIRD, references: [], ours: false },
  {
    what: 'one host of 200 fails: one field, one unit',
    probes: probesOf([...HOST, ...MIXED], (at) => at < 200),
    references: DOWN,
    ours: false,
  },
  {
    what: 'what is older than a minute is not looked at',
    probes: newest(30).map((probe) => ({ ...probe, at: probe.at - 61_000 })),
    references: DOWN,
    ours: false,
  },
  {
    what: 'what is no target of the council is not looked at',
    probes: newest(30).map((probe) => ({ ...probe, target: `not ${probe.target}` })),
    references: DOWN,
    ours: false,
  },
];

describe('our own network', () => {
  it.each(ROWS)('is doubted or not where $what', ({ probes, references, ours }) => {
    const found = ownNetworkOf(ROSTER, { now: NOW, probes, references }, null);
    expect(found !== null).toBe(ours);
    const turned = shuffled(probes, randomOf(6));
    expect(ownNetworkOf(ROSTER, { now: NOW, probes: turned, references }, null)).toEqual(found);
  });

  it('needs three units with references and five without', () => {
    const few = targetsOf(
      [
        { id: 'gas', field: 'energy', members: 15 },
        { id: 'water', field: 'water', members: 15 },
      ],
      (_, sector, number) => [fact('operator', `${sector} ${number % 2}`)],
    );
    const probes = probesOf(
      few.map(({ target }) => target).toSorted((a, b) => a.slice(-9).localeCompare(b.slice(-9))),
      () => true,
    );
    const roster = rosterOf(few);
    expect(ownNetworkOf(roster, { now: NOW, probes, references: DOWN }, null)).not.toBeNull();
    expect(ownNetworkOf(roster, { now: NOW, probes, references: [] }, null)).toBeNull();
  });

  it('asks for one field where the council has one', () => {
    const one = targetsOf([{ id: 'gas', field: 'energy', members: 20 }]);
    const probes = probesOf(
      one.map(({ target }) => target),
      () => true,
    );
    expect(ownNetworkOf(rosterOf(one), { now: NOW, probes, references: [] }, null)).not.toBeNull();
  });

  it('needs ten probes where there is no reference, or 80 % of a smaller council', () => {
    const answersAlone = (order: readonly string[], roster = ROSTER) => {
      const probes = probesOf(order, () => true);
      return ownNetworkOf(roster, { now: NOW, probes, references: [] }, null) !== null;
    };
    expect(answersAlone(MIXED.slice(0, 9))).toBe(false);
    expect(answersAlone(MIXED.slice(0, 10))).toBe(true);
    const eight = targetsOf([{ id: 'gas', field: 'energy', members: 8 }]);
    const ids = eight.map(({ target }) => target);
    expect(answersAlone(ids.slice(0, 6), rosterOf(eight))).toBe(false);
    expect(answersAlone(ids.slice(0, 7), rosterOf(eight))).toBe(true);
  });

  it.each([5, 6, 9])('ends in a council of %d sites though two of them stay away', (members) => {
    const sites = targetsOf([{ id: 'gas', field: 'energy', members }]);
    const roster = rosterOf(sites);
    const order = sites.map(({ target }) => target);
    const stepWith = (away: number, held: OwnNetwork | null) => {
      const probes = probesOf(order, (at) => at < away);
      return ownNetworkOf(roster, { now: NOW, probes, references: [] }, held);
    };
    const held = stepWith(members, null);
    expect(held).not.toBeNull();
    expect(stepWith(3, held)).toEqual(held);
    expect(stepWith(2, held)).toBeNull();
    expect(stepWith(2, null)).toBeNull();
  });

  it('says since when and of how many, and names nobody in its text', () => {
    const found = ownNetworkOf(ROSTER, { now: NOW, probes: newest(10), references: DOWN }, null);
    expect(found?.since).toBe(NOW - 9 * 14);
    expect(found?.targets).toEqual(MIXED.slice(0, 10).toSorted());
    expect(found?.evidence.figures).toMatchObject({
      failed: 10,
      probes: 30,
      references: 2,
      referencesOf: 2,
    });
    expect(found?.evidence.text.en).toContain('Of the 30 sites probed last 10 (33 %)');
    expect(found?.evidence.text.ja).toContain('確認用の計測先2件のうち2件');
  });

  it('is decided in the second in which the first failures come in, at 72 probes a second', () => {
    let held: OwnNetwork | null = null;
    let at = 0;
    while (held === null) {
      at += 1;
      held = ownNetworkOf(ROSTER, { now: NOW, probes: newest(at), references: [] }, null);
    }
    expect(at * 14).toBeLessThan(1000);
  });

  it.each([
    ['it goes on while a fifth fails', probesOf(MIXED, (at) => at % 5 === 0), true],
    ['it ends when fewer do', probesOf(MIXED, (at) => at % 6 === 0 && at < 24), false],
    ['it goes on while nothing is probed', [], true],
  ])('%s', (_, probes, goesOn) => {
    const held = ownNetworkOf(ROSTER, { now: NOW, probes: newest(30), references: DOWN }, null);
    const next = ownNetworkOf(ROSTER, { now: NOW, probes, references: UP }, held);
    expect(next).toEqual(goesOn ? held : null);
  });

  it('is not taken for any of the dated days: 5 % of the council failing at once', () => {
    const random = randomOf(7);
    let doubts = 0;
    for (let round = 0; round < 20_000; round += 1) {
      const probes = MIXED.slice(0, 30).map((target, at) => ({
        target,
        at: NOW - at,
        failed: random() < 0.05,
      }));
      if (ownNetworkOf(ROSTER, { now: NOW, probes, references: [] }, null) !== null) doubts += 1;
    }
    expect(doubts).toBe(0);
  });
});
