import { beforeEach, describe, expect, it } from 'vitest';
import { CONSENTS } from '../../../src/core/config.ts';
import { PLAIN_CONTACT } from '../../../src/core/words/recipient.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { openSharedBoard, type SharedBoard } from './shared-board.ts';
import { AT, MINUTE, samplesAt, sharingCouncil, VIEWERS } from './shared-council.ts';

const SAID = { target: 'own-named', kind: 'sorry_page', text: 'Sorryページに切り替えました' };
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SINCE = AT - 7 * MINUTE;
const config = sharingCouncil(CONSENTS);

let clock: ManualClock;
let board: SharedBoard;
beforeEach(async () => {
  clock = new ManualClock(AT);
  board = await openSharedBoard(clock, {
    ...{ config, samples: samplesAt(config, AT - MINUTE), incidents: [] },
    states: new Map([['own-named', { judgement: 'failing' as const, since: SINCE }]]),
    ...{ facts: new Map(), doubt: null },
  });
});

async function say(more: object, viewer: keyof typeof VIEWERS = 'member'): Promise<string> {
  const body = { ...SAID, until: AT + HOUR, ...more };
  const { status, text } = await board.act(VIEWERS[viewer], '/api/statements', body);
  return status === 200
    ? 'done'
    : ((JSON.parse(text) as { refusal?: string }).refusal ?? `${status}`);
}

async function heard(viewer: keyof typeof VIEWERS) {
  const { text } = await board.ask(VIEWERS[viewer], '/api/statements');
  return (JSON.parse(text) as { data: { statements: Record<string, unknown>[] } }).data.statements;
}

describe('the contacts of a member', () => {
  it('are told of as they are, but for addresses that are passwords', async () => {
    const contacts = [
      { ...PLAIN_CONTACT, kind: 'telephone', to: '03-1234-5678' },
      { ...PLAIN_CONTACT, kind: 'slack', to: 'https://hooks.example/secret' },
    ] as const;
    const [gas, ...rest] = config.sectors;
    if (gas === undefined) throw new Error('no sector');
    const [own, ...others] = gas.members;
    if (own === undefined) throw new Error('no member');
    const sectors = [{ ...gas, members: [{ ...own, contacts }, ...others] }, ...rest];
    await board.become({
      ...{ config: { ...config, sectors }, samples: [], incidents: [], states: new Map() },
      ...{ facts: new Map(), doubt: null },
    });
    for (const viewer of [VIEWERS.member, VIEWERS.secretariat, VIEWERS.operator]) {
      const { text } = await board.ask(viewer, '/api/members/gas-own');
      expect(text).toContain('03-1234-5678');
      expect(text).toContain('"kind":"slack"');
      expect(text).not.toContain('hooks.example');
    }
  });
});

describe('a statement', () => {
  it('is about the judgement that stands, in the same words for everybody who sees it', async () => {
    expect(await say({})).toBe('done');
    const [own] = await heard('member');
    expect(own).toMatchObject({
      ...SAID,
      from: SINCE,
      until: AT + HOUR,
      by: 'member',
      answer: null,
    });
    for (const viewer of ['secretariat', 'council', 'operator'] as const) {
      expect(await heard(viewer), viewer).toEqual([own]);
    }
    expect(await heard('observer')).toEqual([]);
  });

  it('is about a judgement that is over where the member says so, and of now where none stands', async () => {
    expect(await say({ from: AT - DAY })).toBe('done');
    expect(await say({ target: 'own-sector' })).toBe('done');
    expect((await heard('member')).map(({ from }) => from).sort()).toEqual([AT - DAY, AT]);
  });

  it('has an end within 90 days, a line of text, and at most nine others beside it', async () => {
    expect(await say({ until: AT })).toBe('times_wrong');
    expect(await say({ until: AT + 91 * DAY })).toBe('times_wrong');
    expect(await say({ from: AT + 1 })).toBe('times_wrong');
    expect(await say({ from: AT - 31 * DAY })).toBe('times_wrong');
    expect(await say({ text: ' ' })).toBe('text_wrong');
    expect(await say({ text: '一行目\n二行目' })).toBe('text_wrong');
    expect(await say({ text: 'x'.repeat(501) })).toBe('text_wrong');
    expect(await say({ kind: 'nonsense' })).toBe('400');
    for (let n = 0; n < 10; n += 1) expect(await say({ text: `${n}` })).toBe('done');
    expect(await say({})).toBe('statements_full');
  });

  it('is gone for others when it is taken back, and stays with what it was about when it is over', async () => {
    await say({ until: AT + MINUTE });
    await clock.run(2 * MINUTE);
    expect(await heard('council')).toHaveLength(1);
    const [{ id } = {}] = await heard('member');
    await board.act(VIEWERS.member, '/api/statements/end', { id });
    expect(await heard('council')).toEqual([]);
    const page = await board.ask(VIEWERS.member, '/api/members/gas-own');
    expect(page.text).toContain(`"endedAt":${clock.now()}`);
    const all = await board.state.auditLines();
    const lines = all.filter(({ action }) => action.startsWith('statement.'));
    expect(lines.map(({ action, subject }) => [action, subject])).toEqual([
      ['statement.made', 'own-named'],
      ['statement.ended', 'own-named'],
    ]);
  });

  it('is told to nobody from before its site was named to him', async () => {
    await say({ target: 'own-counted' });
    await clock.run(MINUTE);
    await board.act(VIEWERS.member, '/api/consent', { target: 'own-counted', consent: 'named' });
    expect(await heard('council')).toEqual([]);
    await say({ target: 'own-counted', text: 'その後' });
    expect((await heard('council')).map(({ text }) => text)).toEqual(['その後']);
    await board.act(VIEWERS.member, '/api/consent', { target: 'own-counted', consent: 'own' });
    expect(await heard('council')).toEqual([]);
    expect(await heard('secretariat')).toEqual([]);
  });

  it('of a wrong measurement waits for the operator, whose answer stands beside it', async () => {
    await say({ kind: 'measurement_error' });
    const [{ id } = {}] = await heard('member');
    const tasks = async () => (await board.ask(VIEWERS.operator, '/api/tasks')).text;
    expect(await tasks()).toContain(`"id":"${id}"`);
    const answer = { id, isAgreed: false, text: '計測側の記録に異常はありません' };
    expect((await board.act(VIEWERS.operator, '/api/tasks/answer', answer)).status).toBe(200);
    expect(board.corrected).toEqual([]);
    const said = { isAgreed: false, text: answer.text, at: AT };
    expect((await heard('council'))[0]?.['answer']).toEqual(said);
    const again = await board.act(VIEWERS.operator, '/api/tasks/answer', answer);
    expect(again.text).toContain('statement_over');
  });

  it('of another kind is nothing to answer', async () => {
    await say({});
    const [{ id } = {}] = await heard('member');
    const answer = { id, isAgreed: true, text: 'はい' };
    const { text } = await board.act(VIEWERS.operator, '/api/tasks/answer', answer);
    expect(text).toContain('statement_unknown');
    expect((await board.ask(VIEWERS.operator, '/api/tasks')).text).toContain('"tasks":[]');
  });
});

describe('what is done about sites that nobody else may know', () => {
  it('changes no byte of what others are told', async () => {
    const other = await openSharedBoard(new ManualClock(AT), {
      ...{ config, samples: samplesAt(config, AT - MINUTE), incidents: [] },
      ...{ states: new Map(), facts: new Map(), doubt: null },
    });
    const owner = { kind: 'member', member: 'far-of-own', sector: 'rail' } as const;
    const crowd = { kind: 'member', member: 'rail-3', sector: 'rail' } as const;
    const until = AT + HOUR;
    const same = await openSharedBoard(new ManualClock(AT), {
      ...{ config, samples: samplesAt(config, AT - MINUTE), incidents: [] },
      ...{ states: new Map(), facts: new Map(), doubt: null },
    });
    const query = { since: null, target: null, sector: null };
    const streams = await Promise.all(
      [other, same].map((each) => each.listen(VIEWERS.council, query)),
    );
    await other.act(owner, '/api/statements', { ...SAID, target: 'far-own', until });
    await other.act(crowd, '/api/statements', { ...SAID, target: 'rail-3-home', until });
    await other.act(owner, '/api/consent', { target: 'far-own', secretariatSees: 'judgement' });
    await other.act(crowd, '/api/consent', { target: 'rail-3-home', consent: 'own' });
    const ids = ['far-own', 'rail-3-home', 'rail', 'rail-3', 'gas-own', 'far-of-own'];
    const paths = other.routes
      .filter(({ method, path }) => method === 'GET' && path.startsWith('/api/'))
      .filter(({ path }) => path !== '/api/stream')
      .flatMap(({ path }) =>
        path.includes(':id') ? ids.map((id) => path.replace(':id', id)) : [path],
      );
    for (const viewer of [VIEWERS.member, VIEWERS.secretariat, VIEWERS.council, VIEWERS.observer]) {
      for (const path of paths) {
        expect(await other.ask(viewer, path), path).toEqual(await same.ask(viewer, path));
      }
    }
    expect(streams[0]?.()).toBe(streams[1]?.());
  });
});
