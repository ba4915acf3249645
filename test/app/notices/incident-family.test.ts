import { describe, expect, it } from 'vitest';
import type { NoticeOrder } from '../../../src/app/control/notice-order.ts';
import { familyOf } from '../../../src/app/notices/incident-family.ts';
import type { Incident } from '../../../src/core/words/incident.ts';
import { MemoryJudgements } from '../../../src/store/memory/memory-judgements.ts';
import { incidentOf } from '../../store/stored-incident.ts';
import { AT } from './drawn-council.ts';
import { merged, openCouncil, PATTERN, singles } from './merged-council.ts';

const BY = { at: AT, actor: 'operator' } as const;
const WEB = 'web@gas-1.example';
const HEAD = 'head@gas-1.example';
/** That of the gas member's site, under which it was told. */
const OWN = '20261122-2';

const acknowledge = (incident: string, recipient = 'member:gas-1'): NoticeOrder => ({
  ...{ action: 'acknowledge', incident, recipient, by: 'web', ...BY },
});

function silence(incident: string): NoticeOrder {
  const about = { recipient: null, target: null, sector: null, incident };
  const limits = { forMs: 24 * 3_600_000, until: null, reason: null };
  return { action: 'silence-add', ...about, ...limits, ...BY };
}

/** Three members told of their own sites, which then became one pattern. */
async function toldThenMerged(orders: readonly NoticeOrder[] = []) {
  const council = await openCouncil();
  await council.judge(singles());
  await council.pass(2);
  for (const [n, order] of orders.entries()) await council.desk.take(`before-${n}`, order);
  await council.judge(merged());
  return council;
}

describe('an incident that others became part of', () => {
  it('is told with all its parts, also those of a part, and they with it', async () => {
    const store = new MemoryJudgements();
    const kept: readonly Incident[] = [
      incidentOf('1', { mergedInto: '4' }),
      incidentOf('2', { mergedInto: '5' }),
      incidentOf('3'),
      incidentOf('4', { targets: ['a', 'b'], mergedInto: '5' }),
      incidentOf('5', { targets: ['a', 'b', 'c'] }),
    ];
    await store.keepStep({ incidents: kept, memory: null });
    const family = async (n: number) => {
      const { parts, wholes } = await familyOf(kept[n - 1] ?? incidentOf('none'), store);
      return [parts.toSorted(), wholes];
    };
    expect(await family(5)).toEqual([['1', '2', '4', '5'], []]);
    expect(await family(1)).toEqual([['1'], ['4', '5']]);
    expect(await family(3)).toEqual([['3'], []]);
  });

  it('lists its members as told who were told before, with what they acknowledged', async () => {
    const { desk } = await toldThenMerged([acknowledge(OWN)]);
    expect(
      await desk.take('1', { action: 'notice-told', incident: PATTERN, as: null, ...BY }),
    ).toMatchObject({
      recipients: [
        { recipient: 'member:bank-1', state: 'told' },
        { recipient: 'member:gas-1', state: 'acknowledged' },
        { recipient: 'member:tap-1', state: 'told' },
        { recipient: 'sector:bank', state: 'told' },
        { recipient: 'sector:gas', state: 'told' },
        { recipient: 'sector:tap', state: 'told' },
      ],
    });
  });

  it('is acknowledged by an office only as a whole, and its parts with it', async () => {
    const { desk } = await toldThenMerged([acknowledge(OWN, 'sector:gas')]);
    const stateOf = async (incident: string, of: string) => {
      const outcome = await desk.take('1', { action: 'notice-told', incident, as: null, ...BY });
      const listed = outcome.kind === 'told_listed' ? outcome.recipients : [];
      return listed.find(({ recipient }) => recipient === of)?.state;
    };
    expect(await stateOf(PATTERN, 'sector:gas')).toBe('told');
    await desk.take('2', acknowledge(PATTERN, 'sector:bank'));
    expect(await stateOf('20261122-1', 'sector:bank')).toBe('acknowledged');
  });

  it('is corrected at everybody who was told of a part of it', async () => {
    const { desk, kindsTo } = await toldThenMerged();
    const text = { ja: '計測側の誤りでした。', en: 'It was an error of the measuring side.' };
    await desk.take('1', { action: 'notice-correct', incident: PATTERN, text, ...BY });
    for (const to of ['web@bank-1.example', WEB, 'web@tap-1.example']) {
      expect(await kindsTo(to), to).toEqual(['trouble', 'correction']);
    }
  });

  it('is previewed by what was written of a part where nothing is to be told now', async () => {
    const { desk, judge } = await toldThenMerged();
    const over = merged().map((incident) => {
      const targets = incident.targets.map((each) => ({ ...each, to: AT + 60_000 }));
      return { ...incident, targets, endedAt: AT + 300_000 };
    });
    await judge(over.map((each) => ({ ...each, ending: each.ending ?? ('recovered' as const) })));
    const order = {
      action: 'notice-preview',
      incident: PATTERN,
      recipient: 'member:gas-1',
    } as const;
    expect(await desk.take('1', { ...order, ...BY })).toMatchObject({
      previews: [
        { of: 'written', to: WEB },
        { of: null, to: HEAD },
      ],
    });
  });

  it('reminds and escalates to the next contact where nobody acknowledged', async () => {
    const { pass, kindsTo } = await toldThenMerged();
    await pass(250);
    expect([await kindsTo(WEB), await kindsTo(HEAD)]).toEqual([
      ['trouble', 'reminder'],
      ['escalation'],
    ]);
  });

  it.each([['its own number'], [PATTERN]])(
    'reminds nobody and escalates to nobody who acknowledged it by %s',
    async (number) => {
      const isOwn = number !== PATTERN;
      const { desk, pass, kindsTo } = await toldThenMerged(isOwn ? [acknowledge(OWN)] : []);
      if (!isOwn) await desk.take('after', acknowledge(PATTERN));
      await pass(250);
      expect([await kindsTo(WEB), await kindsTo(HEAD)]).toEqual([['trouble'], []]);
      expect(await kindsTo('head@tap-1.example')).toEqual(['escalation']);
    },
  );

  it('keeps to a silence that names a part of it, for the site in that part alone', async () => {
    const { pass, kindsTo } = await toldThenMerged([silence(OWN)]);
    await pass(250);
    expect([await kindsTo(WEB), await kindsTo(HEAD)]).toEqual([
      ['trouble', 'announcement'],
      ['announcement'],
    ]);
    expect(await kindsTo('head@tap-1.example')).toEqual(['escalation']);
  });
});
