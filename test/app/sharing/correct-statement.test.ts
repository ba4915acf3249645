import { describe, expect, it } from 'vitest';
import { correctStatement } from '../../../src/app/sharing/correct-statement.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import type { NoticeStore } from '../../../src/core/ports/notice-store.ts';
import type { NoticeMatter } from '../../../src/core/words/notice.ts';
import type { Statement } from '../../../src/core/words/statement.ts';
import { incidentOf } from '../../store/stored-incident.ts';
import { draftOf, matterOf, stepOf } from '../../store/stored-notice.ts';
import { statementOf } from '../../store/stored-said.ts';
import { startDesk } from '../notices/desk-council.ts';

const INCIDENT = '20260513-1';
const PATTERN = '20260513-2';
const SITE = 'gas-0001-home';
const BY = { actor: { name: 'sato' }, answer: '経路の不具合でした' };

/** Of the pattern, as everybody but the operator is told it. */
const WIDE: NoticeMatter = {
  ...matterOf(PATTERN),
  ...{ key: `pattern:${PATTERN}`, toldAs: 'pattern-1778630400000-1', pattern: 'sector-wide' },
  ...{ sites: [], hasOthers: true, fact: null },
};

function toldOf(key: string, matters: readonly NoticeMatter[]) {
  const draft = draftOf(key);
  return { ...draft, notice: { ...draft.notice, matters } };
}

async function corrections(store: Pick<NoticeStore, 'outbox'>) {
  const written = await store.outbox();
  return written.map(({ notice }) => notice).filter(({ kind }) => kind === 'correction');
}

/** A site that was measured wrongly while a pattern held it. */
async function wronglyMeasured() {
  const council = await startDesk();
  const { judgements } = council;
  const known = await judgements.incident(INCIDENT);
  const from = known?.targets[0]?.from ?? 0;
  const pattern = incidentOf(PATTERN, { targets: [SITE, 'gas-0002-home'] });
  await judgements.keepStep({ incidents: [{ ...pattern, pattern: 'sector-wide' }], memory: null });
  const statement = statementOf('s-1', {
    ...{ from, until: from + 3_600_000, answer: null, endedAt: null },
  });
  const correct = async (over: Partial<Statement> = {}) => {
    const parts = { judgements, desk: council.desk, now: () => statement.at, log: noLog };
    await correctStatement(parts, { ...statement, ...over }, BY);
  };
  return { ...council, from, correct };
}

describe('what was measured wrongly', () => {
  it('is corrected once, with its name, at whoever was told of the site, by one incident or more', async () => {
    const { store, state, correct } = await wronglyMeasured();
    const site = (incident: string) => toldOf(`of ${incident}`, [matterOf(incident)]);
    await store.keepStep(stepOf(site(INCIDENT), site(PATTERN)));
    await correct();
    await correct();
    const [correction, ...others] = await corrections(store);
    expect(others).toEqual([]);
    expect(correction?.remark?.ja).toBe(
      `訂正するお知らせ: 照会番号 YB-20260513-0900-of ${PATTERN}。${SITE} について、計測に誤りがあったことを確認しました。運用者の説明: 経路の不具合でした`,
    );
    const lines = await state.auditLines();
    expect(lines.filter(({ action }) => action === 'notice.corrected')[0]).toMatchObject({
      ...{ actor: 'sato', detail: expect.stringContaining('経路の不具合') },
    });
  });

  it('is corrected of a pattern at whoever was told of that alone, without a name or a number', async () => {
    const { store, correct } = await wronglyMeasured();
    await store.keepStep(stepOf(toldOf('wide', [WIDE])));
    await correct();
    await correct();
    const [correction, ...others] = await corrections(store);
    expect(others).toEqual([]);
    expect(correction?.remark?.ja).toContain('計測対象の一部について、計測に誤りがあった');
    const text = JSON.stringify(correction);
    for (const hidden of [PATTERN, SITE, '経路の不具合']) expect(text).not.toContain(hidden);
  });

  it('says nothing of a pattern to whoever was told of another site in it', async () => {
    const { store, correct, judgements } = await wronglyMeasured();
    const own = incidentOf('20260513-3', { targets: ['gas-0002-home'], mergedInto: PATTERN });
    await judgements.keepStep({ incidents: [own], memory: null });
    const other = { ...matterOf('20260513-3'), key: 'site:gas-0002-home' };
    const underPattern = { ...other, incident: PATTERN };
    await store.keepStep(stepOf(toldOf('own', [other]), toldOf('under', [underPattern])));
    await correct();
    expect(await corrections(store)).toEqual([]);
  });

  it('hands the site to the gate, which withholds the name where it was withdrawn', async () => {
    const { store, correct } = await wronglyMeasured();
    await store.keepStep(stepOf(toldOf('one', [matterOf(INCIDENT)])));
    await correct();
    const [correction] = await corrections(store);
    expect(correction?.matters).toEqual([]);
    expect(correction?.names).toMatchObject([{ target: SITE, member: 'gas-0001', detail: null }]);
  });

  it('is corrected at nobody of other times and of other sites', async () => {
    const { store, correct, from } = await wronglyMeasured();
    await store.keepStep(stepOf(toldOf('one', [matterOf(INCIDENT)]), toldOf('wide', [WIDE])));
    await correct({ from: from - 7_200_000, until: from - 3_600_000 });
    await correct({ target: 'gas-0003-home' });
    expect(await corrections(store)).toEqual([]);
  });
});
