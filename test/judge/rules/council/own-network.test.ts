import { describe, expect, it } from 'vitest';
import {
  type OwnNetwork,
  ownNetworkOf,
  type ProbeNow,
  type ReferenceNow,
} from '../../../../src/judge/rules/council/own-network.ts';
import { rosterOf } from '../../../../src/judge/rules/council/roster.ts';
import {
  DOWN,
  HOST,
  MIXED,
  MOST,
  NOW,
  newest,
  probesOf,
  ROSTER,
  reference,
  THIRD,
  UP,
  UP_BEFORE,
} from './probes.ts';
import { fact, randomOf, shuffled, targetsOf } from './world.ts';

interface Row {
  readonly what: string;
  readonly probes: readonly ProbeNow[];
  readonly references: readonly ReferenceNow[];
  readonly ours: boolean;
}

const ROWS: readonly Row[] = [
  { what: 'nothing fails', probes: newest(0), references: DOWN, ours: false },
  { what: 'nothing was probed', probes: [], references: DOWN, ours: false },
  {
    what: 'four probes are no picture without references',
    probes: newest(4).slice(0, 4),
    references: [],
    ours: false,
  },
  { what: 'five fail and so do references', probes: newest(5), references: DOWN, ours: true },
  { what: 'two fail and so do references', probes: newest(2), references: DOWN, ours: false },
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
    what: 'fifteen fail, and references answered before',
    probes: newest(15),
    references: UP_BEFORE,
    ours: true,
  },
  {
    what: 'fifteen fail, and of references that answered before one has answered since',
    probes: newest(15),
    references: [...UP_BEFORE, reference(false)],
    ours: false,
  },
  {
    what: 'fourteen fail, and references answered before',
    probes: newest(14),
    references: UP_BEFORE,
    ours: false,
  },
  {
    what: 'fifteen fail, of three references one fails, and the others answered before',
    probes: newest(15),
    references: [...UP_BEFORE, reference(true)],
    ours: true,
  },
  {
    what: 'everything failed already when references answered',
    probes: newest(60),
    references: UP_BEFORE,
    ours: false,
  },
  {
    what: 'everything fails, and nothing is known from before but that a reference answered',
    probes: newest(45).slice(0, 45),
    references: [reference(false, NOW - 14 * 60)],
    ours: true,
  },
  {
    what: 'a reference answered long ago, as a slow schedule has it',
    probes: newest(15),
    references: [reference(false, NOW - 3_000_000)],
    ours: true,
  },
  {
    what: 'most failed already when a reference answered, and some answered before and since',
    probes: probesOf(MIXED, (at) => at % 10 !== 9),
    references: [reference(false, NOW - 14 * 100)],
    ours: false,
  },
  {
    what: 'three fail, nothing has answered since, and so does every reference',
    probes: newest(3),
    references: DOWN,
    ours: true,
  },
  {
    what: 'two fail, nothing has answered since, and so does every reference',
    probes: newest(2),
    references: DOWN,
    ours: false,
  },
  {
    what: 'three fail, nothing has answered since, and one of two references fails',
    probes: newest(3),
    references: [...UP_BEFORE.slice(1), reference(true)],
    ours: false,
  },
  {
    what: 'three of four fail, one has answered since, and every reference fails',
    probes: probesOf(MIXED, (at) => at < 4 && at !== 1).slice(0, 4),
    references: DOWN,
    ours: false,
  },
  {
    what: 'a third fails, and the only reference has failed for an hour',
    probes: THIRD,
    references: [reference(true, NOW, NOW - 3_600_000)],
    ours: false,
  },
  {
    what: 'two of the newest thirty began to fail now, and eight failed for an hour',
    probes: probesOf(MIXED, (at) => at < 30 && at % 3 === 0).map((probe, at) =>
      probe.failed && at > 3 ? { ...probe, since: NOW - 3_600_000 } : probe,
    ),
    references: DOWN,
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
    what: 'what is no target of the council is not looked at',
    probes: newest(30).map((probe) => ({ ...probe, target: `not ${probe.target}` })),
    references: DOWN,
    ours: false,
  },
];

describe('our own network', () => {
  it.each(ROWS)('is doubted or not where $what', ({ probes, references, ours }) => {
    const found = ownNetworkOf(ROSTER, { probes, references }, null);
    expect(found !== null).toBe(ours);
    const turned = shuffled(probes, randomOf(6));
    expect(ownNetworkOf(ROSTER, { probes: turned, references }, null)).toEqual(found);
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
    expect(ownNetworkOf(roster, { probes, references: DOWN }, null)).not.toBeNull();
    expect(ownNetworkOf(roster, { probes, references: [] }, null)).toBeNull();
  });

  it('asks for one field where the council has one', () => {
    const one = targetsOf([{ id: 'gas', field: 'energy', members: 20 }]);
    const probes = probesOf(
      one.map(({ target }) => target),
      () => true,
    );
    expect(ownNetworkOf(rosterOf(one), { probes, references: [] }, null)).not.toBeNull();
  });

  it('needs ten probes where there is no reference, or 80 % of a smaller council', () => {
    const answersAlone = (order: readonly string[], roster = ROSTER) => {
      const probes = probesOf(order, () => true);
      return ownNetworkOf(roster, { probes, references: [] }, null) !== null;
    };
    expect(answersAlone(MIXED.slice(0, 9))).toBe(false);
    expect(answersAlone(MIXED.slice(0, 10))).toBe(true);
    const eight = targetsOf([{ id: 'gas', field: 'energy', members: 8 }]);
    const ids = eight.map(({ target }) => target);
    expect(answersAlone(ids.slice(0, 6), rosterOf(eight))).toBe(false);
    expect(answersAlone(ids.slice(0, 7), rosterOf(eight))).toBe(true);
  });

  it('says since when and of how many, and names nobody in its text', () => {
    const found = ownNetworkOf(ROSTER, { probes: newest(10), references: DOWN }, null);
    expect(found?.since).toBe(NOW - 9 * 14 - 10);
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
      held = ownNetworkOf(ROSTER, { probes: newest(at), references: [] }, null);
    }
    expect(at * 14).toBeLessThan(1000);
  });

  it('is not taken for any of the dated days: 5 % of the council failing at once', () => {
    const random = randomOf(7);
    let doubts = 0;
    for (let round = 0; round < 20_000; round += 1) {
      const probes = MIXED.slice(0, 30).map((target, at) => ({
        target,
        ...{ begunAt: NOW - at, since: NOW - at, at: NOW - at },
        failed: random() < 0.05,
      }));
      if (ownNetworkOf(ROSTER, { probes, references: [] }, null) !== null) doubts += 1;
    }
    expect(doubts).toBe(0);
  });
});
