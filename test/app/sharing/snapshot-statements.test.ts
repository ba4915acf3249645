import { beforeEach, describe, expect, it } from 'vitest';
import { CONSENTS } from '../../../src/core/config.ts';
import { incidentOf } from '../../board/judging-fixture.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { openSharedBoard, type SharedBoard } from './shared-board.ts';
import { AT, MINUTE, samplesAt, sharingCouncil, VIEWERS } from './shared-council.ts';

const SITE = 'own-named';
const TEXT = '<b>Sorryページ</b>に切り替えました';
const ESCAPED = '&lt;b&gt;Sorryページ&lt;/b&gt;に切り替えました';
const SINCE = AT - 15 * MINUTE;
const config = sharingCouncil(CONSENTS);

let clock: ManualClock;
let board: SharedBoard;
beforeEach(async () => {
  clock = new ManualClock(AT);
  const incident = incidentOf({
    ...{ id: '20261122-1', pattern: 'single', targets: [SITE], since: SINCE },
    subject: { kind: 'target', target: SITE },
  });
  board = await openSharedBoard(clock, {
    ...{ config, samples: samplesAt(config, AT - MINUTE), incidents: [incident] },
    states: new Map([[SITE, { judgement: 'failing' as const, since: SINCE }]]),
    ...{ facts: new Map(), doubt: null },
  });
});

async function say(more: object = {}): Promise<string> {
  const said = { target: SITE, kind: 'sorry_page', text: TEXT, until: AT + 60 * MINUTE, ...more };
  const { status } = await board.act(VIEWERS.member, '/api/statements', said);
  expect(status).toBe(200);
  const { text } = await board.ask(VIEWERS.member, '/api/statements');
  const { data } = JSON.parse(text) as { data: { statements: { id: string }[] } };
  return data.statements.at(-1)?.id ?? '';
}

async function fileFor(who: keyof typeof VIEWERS, language: 'ja' | 'en' = 'en') {
  return (await board.snapshot(VIEWERS[who], language))?.html ?? '';
}

/** What stands in the rows of a table. */
function rowsOf(html: string, table: 'incidents' | 'sites'): string {
  const tables = html.matchAll(new RegExp(`<table class="${table}">(.*?)</table>`, 'gs'));
  return [...tables].map(([, rows = '']) => rows).join();
}

describe('what members say, in a file', () => {
  it.each(['member', 'secretariat', 'council', 'operator'] as const)(
    'stands for the %s beside the judgement, as it is',
    async (who) => {
      await say();
      const html = await fileFor(who);
      for (const table of ['incidents', 'sites'] as const) {
        expect(rowsOf(html, table), table).toContain(
          `<li><b>The member says “sorry page”:</b> ${ESCAPED} <span class="until">(until 04:04)</span></li>`,
        );
      }
      expect(await fileFor(who, 'ja')).toContain(
        `<li><b>構成員の説明「Sorryページ」</b> ${ESCAPED} <span class="until">（04:04 まで）</span></li>`,
      );
    },
  );

  it('is not for who does not see the judgement', async () => {
    await say();
    await say({ target: 'own-counted', text: 'その他' });
    expect(await fileFor('observer')).not.toContain('Sorry');
    const council = await fileFor('council');
    expect(council).toContain(ESCAPED);
    expect(council).not.toContain('その他');
    expect(await fileFor('member')).toContain('その他');
  });

  it('stays after its end with what it was about, and is gone when it is taken back', async () => {
    const id = await say({ until: AT + MINUTE });
    await clock.run(2 * MINUTE);
    const html = await fileFor('council');
    expect(rowsOf(html, 'incidents')).toContain(ESCAPED);
    expect(rowsOf(html, 'sites')).not.toContain(ESCAPED);
    await board.act(VIEWERS.member, '/api/statements/end', { id });
    expect(await fileFor('council')).not.toContain(ESCAPED);
  });

  it.each([
    [true, 'The operator confirms it:', '運用者が誤りを確認:'],
    [false, 'The operator cannot confirm it:', '運用者は誤りを確認できず:'],
  ])('has the operator’s answer beside it: %s', async (isAgreed, en, ja) => {
    const id = await say({ kind: 'measurement_error' });
    const answer = { id, isAgreed, text: '記録を調べました' };
    expect((await board.act(VIEWERS.operator, '/api/tasks/answer', answer)).status).toBe(200);
    expect(await fileFor('council')).toContain(`<span>${en} 記録を調べました</span></li>`);
    expect(await fileFor('council', 'ja')).toContain(`<span>${ja} 記録を調べました</span></li>`);
  });
});
