import { expect, it } from 'vitest';
import type { NoticeOrder } from '../../../src/app/control/notice-order.ts';
import { AT } from './drawn-council.ts';
import { merged, openCouncil, PATTERN, singles } from './merged-council.ts';

const BY = { at: AT, actor: 'operator' } as const;

function silence(over: { recipient?: string; incident?: string; target?: string }): NoticeOrder {
  const about = { recipient: null, target: null, sector: null, incident: null, ...over };
  const limits = { forMs: 24 * 3_600_000, until: null, reason: null };
  return { action: 'silence-add', ...about, ...limits, ...BY };
}

/** Who was told what of a silence, of a pattern that nobody but the operator is told of. */
async function announced(order: NoticeOrder) {
  const { desk, judge, pass, store } = await openCouncil();
  await judge(singles());
  await pass(2);
  await judge(merged());
  await desk.take('1', order);
  const entries = await store.outbox({ limit: 1000 });
  const told = entries.flatMap(({ to, notice }) =>
    notice.kind === 'announcement' ? [[to.to, notice.remark?.en ?? ''] as const] : [],
  );
  return new Map(told);
}

it('names to whom messages of a hidden pattern are silenced his own sites, and no number', async () => {
  const told = await announced(silence({ incident: PATTERN }));
  expect([...told.keys()].toSorted()).toEqual([
    ...['head@bank-1.example', 'head@gas-1.example', 'head@tap-1.example'],
    ...['office@bank.example', 'office@gas.example', 'office@tap.example'],
    ...['web@bank-1.example', 'web@gas-1.example', 'web@tap-1.example'],
  ]);
  for (const [to, text] of told) {
    const own = /@(\w+)/.exec(to)?.[1];
    expect(text).toContain(`silenced notices about site ${own}-1-home until`);
    expect(text).not.toMatch(/2026\d{4}-\d/);
  }
});

it('names nothing to an office that is told of no site, and nobody tells it of one', async () => {
  const all = await announced(silence({ target: 'gas-1-home' }));
  expect([...all.keys()].toSorted()).toEqual([
    ...['head@gas-1.example', 'office@gas.example', 'web@gas-1.example'],
  ]);
  const own = await announced(silence({ recipient: 'council', incident: PATTERN }));
  expect([...own]).toEqual([
    ['office@c.example', expect.stringContaining('silenced notices about some sites until')],
  ]);
});

it('is acknowledged in all that a notice told, by the reference that people give', async () => {
  const { desk, judge, pass, store } = await openCouncil();
  await judge(singles());
  await pass(2);
  const entries = await store.outbox({ limit: 1000 });
  const entry = entries.find(({ to }) => to.to === 'web@gas-1.example');
  const reference = entry?.notice.reference.toLowerCase() ?? '';
  const order = { action: 'acknowledge', recipient: 'member:gas-1', by: 'web', ...BY } as const;
  expect(await desk.take('1', { ...order, incident: reference })).toMatchObject({
    ...{ kind: 'acknowledged', incident: '20261122-2', wasBefore: false },
  });
  expect(await store.acknowledgements()).toMatchObject([{ incident: '20261122-2' }]);
  const none = await desk.take('2', { ...order, incident: 'YB-20261122-0304-000000' });
  expect(none.kind).toBe('notice_refused');
});
