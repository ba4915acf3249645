import { expect, it } from 'vitest';
import { correctStatement } from '../../../src/app/sharing/correct-statement.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import type { NoticeStore } from '../../../src/core/ports/notice-store.ts';
import { incidentOf } from '../../store/stored-incident.ts';
import { draftOf, stepOf } from '../../store/stored-notice.ts';
import { statementOf } from '../../store/stored-said.ts';
import { startDesk } from '../notices/desk-council.ts';

const INCIDENT = '20260513-1';
const PATTERN = '20260513-2';
const BY = { actor: { name: 'sato' }, answer: '経路の不具合でした' };

const toldOf = (incident: string) => draftOf(`told of ${incident}`, { incidents: [incident] });

async function corrections(store: Pick<NoticeStore, 'outbox'>): Promise<readonly string[]> {
  const written = (await store.outbox()).filter(({ notice }) => notice.kind === 'correction');
  return written.map(({ notice }) => notice.remark?.ja ?? '');
}

it('corrects what was told of the site, once however often it is asked for, and of a pattern without a name', async () => {
  const { desk, store, judgements, state } = await startDesk();
  const known = await judgements.incident(INCIDENT);
  if (known === null) throw new Error('no incident');
  const [entry] = known.targets;
  const pattern = incidentOf(PATTERN, { targets: ['gas-0001-home'] });
  await judgements.keepStep({ incidents: [{ ...pattern, pattern: 'sector-wide' }], memory: null });
  await store.keepStep(stepOf(toldOf(INCIDENT), toldOf(PATTERN)));
  const statement = statementOf('s-1', {
    ...{ from: entry?.from ?? 0, until: (entry?.from ?? 0) + 3_600_000, answer: null },
    endedAt: null,
  });
  const parts = { judgements, desk, now: () => statement.at, log: noLog };
  await correctStatement(parts, statement, BY);
  const written = await corrections(store);
  expect(written).toHaveLength(2);
  expect(written.find((text) => text.includes(`事象 ${INCIDENT}`))).toContain(
    'gas-0001-home について、計測に誤りがあったことを確認しました。運用者の説明: 経路の不具合でした',
  );
  const ofPattern = written.find((text) => text.includes(`事象 ${PATTERN}`));
  expect(ofPattern).toContain('計測対象の一部について、計測に誤りがあった');
  expect(ofPattern).not.toContain('経路の不具合');
  await correctStatement(parts, statement, BY);
  expect(await corrections(store)).toHaveLength(2);
  const lines = await state.auditLines();
  expect(lines.filter(({ action }) => action === 'notice.corrected')[0]).toMatchObject({
    ...{ actor: 'sato', subject: PATTERN },
  });
});

it('corrects nothing of other times and of other sites', async () => {
  const { desk, store, judgements } = await startDesk();
  const known = await judgements.incident(INCIDENT);
  const from = known?.targets[0]?.from ?? 0;
  await store.keepStep(stepOf(toldOf(INCIDENT)));
  const parts = { judgements, desk, now: () => from, log: noLog };
  const before = statementOf('s-2', { from: from - 7_200_000, until: from - 3_600_000 });
  await correctStatement(parts, before, BY);
  const other = statementOf('s-3', { target: 'gas-0002-home', from, until: from + 3_600_000 });
  await correctStatement(parts, other, BY);
  expect(await corrections(store)).toEqual([]);
});
