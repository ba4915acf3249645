import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAuditDesk } from '../../../src/app/audit/open-audit-desk.ts';
import { envelopeOf } from '../../../src/board/api-schema.ts';
import { auditChainSchema, auditPageSchema } from '../../../src/board/audit/audit-schema.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import type { AuditEntry, AuditLine } from '../../../src/core/words/audit.ts';
import { followChain } from '../../../src/store/audit-chain.ts';
import { createMemoryStore } from '../../../src/store/memory/memory-store.ts';
import { PASSWORD } from '../../accounts/opened-entrance.ts';
import { wallClock } from '../board-fixture.ts';
import { councilOf } from '../council-fixture.ts';
import {
  Browser,
  type EnteredBoard,
  enter,
  type Owner,
  startEnteredBoard,
} from '../entrance/entered-board.ts';
import { ask, readEvents } from '../http-client.ts';

const SITE = 'banking-0001-home';
const config = councilOf({ sectors: 1, sitesPerSector: 2 });
let store: ReturnType<typeof createMemoryStore>;
let entered: EnteredBoard;
let sato: Owner;
let stack: AsyncDisposableStack;

beforeEach(async () => {
  store = createMemoryStore();
  stack = new AsyncDisposableStack();
  const audit = openAuditDesk(
    { ...store, today: () => config, drill: null, clock: wallClock, log: noLog },
    stack,
  );
  entered = await startEnteredBoard(config, { audit, practice: true });
  stack.defer(() => entered.board.close());
  sato = await enter(entered, new Browser(entered.board.url), {
    ...{ name: 'sato', office: { kind: 'operator' } },
  });
});
afterEach(() => stack.disposeAsync());

async function pageOf(path: string) {
  const { text } = await sato.browser.get(path);
  return envelopeOf(auditPageSchema).parse(JSON.parse(text));
}

describe('the audit on the board', () => {
  it('names the account, and whether it came by a session, a token or a wall', async () => {
    const draft = { name: 't', scope: 'read', days: 1, password: PASSWORD };
    const token = await sato.browser.act('/api/account/tokens', draft);
    const authorization = `Bearer ${String(token.body['secret'])}`;
    const { url } = entered.board;
    const { body } = await sato.browser.act('/api/account/walls', {
      ...{ name: 'w', range: '127.0.0.0/16', days: 1, password: PASSWORD },
    });
    const wall = new Browser(url);
    await wall.act('/api/entrance/wall', { secret: body['secret'] });
    await sato.browser.get(`/api/targets/${SITE}`);
    await ask(`${url}/api/targets/${SITE}`, { headers: { authorization } });
    await wall.get(`/api/targets/${SITE}/samples`);
    const { data } = await pageOf(`/api/audit?subject=${SITE}`);
    expect(data.lines.map(({ actor, detail }) => [actor, detail])).toEqual([
      ['sato', 'operator; wall; detail; consent counted'],
      ['sato', 'operator; token; detail; consent counted'],
      ['sato', 'operator; session; detail; consent counted'],
    ]);
  });

  it('has a line of a stream that goes on', async () => {
    const headers = { cookie: sato.browser.cookie ?? '' };
    const reader = await readEvents(`${entered.board.url}/api/stream?target=${SITE}`, headers);
    await reader.next();
    const { data } = await pageOf('/api/audit?action=target.viewed');
    expect(data.lines.map(({ subject }) => subject)).toEqual([SITE]);
    await reader.close();
  });

  it('is given page by page, by who, what, to what and when', async () => {
    for (let n = 0; n < 230; n += 1) await store.state.appendAudit(entry(n));
    const first = await pageOf('/api/audit');
    expect(first.marking).toBe('TLP:AMBER+STRICT');
    expect(first.data.lines.map(({ seq }) => seq)).toEqual(down(230, 131));
    const second = await pageOf(`/api/audit?before=${first.data.next}`);
    const third = await pageOf(`/api/audit?before=${second.data.next}`);
    expect(third.data.lines.map(({ seq }) => seq)).toEqual(down(30, 1));
    expect(third.data.next).toBeNull();
    const some = await pageOf('/api/audit?actor=ito&action=target.stopped&subject=site-7');
    expect(some.data.lines.map(({ seq }) => seq)).toEqual(down(22, 0).map((n) => 10 * n + 8));
    const day = await pageOf('/api/audit?from=2026-11-22T00:02&to=2026-11-22T00:04');
    expect(day.data.lines.map(({ seq }) => seq)).toEqual([4, 3]);
  });

  it.each(['before=0', 'before=x', 'from=never', 'to=1e9', 'before=1%27'])(
    'refuses %s',
    async (query) => {
      expect((await sato.browser.get(`/api/audit?${query}`)).status).toBe(400);
    },
  );

  it('says whether the chain is whole', async () => {
    await store.state.appendAudit(entry(1));
    const { text } = await sato.browser.get('/api/audit/chain');
    const { data } = envelopeOf(auditChainSchema).parse(JSON.parse(text));
    expect(data).toMatchObject({ lines: 1, broken: null });
  });

  it('leaves as a file that is marked row by row, from which the chain can be followed', async () => {
    for (let n = 0; n < 2100; n += 1) await store.state.appendAudit(entry(n));
    await store.state.appendAudit({ ...entry(1), subject: '=1+1', detail: 'a, "b"' });
    const path = '/api/audit/lines?format';
    const ndjson = await sato.browser.get(`${path}=ndjson`);
    const rows = ndjson.text
      .trim()
      .split('\n')
      .map((row) => JSON.parse(row) as Row);
    const lines = rows.map(({ previous_hash: previousHash, marking, practice, ...line }) => {
      expect([marking, practice]).toEqual(['TLP:AMBER+STRICT', true]);
      return { ...line, previousHash };
    });
    expect(followChain(lines)).toMatchObject({ end: { seq: 2101 }, broken: null });
    const csv = await sato.browser.get(`${path}=csv&subject=%3D1%2B1`);
    expect(csv.headers).toMatchObject({
      'content-disposition': 'attachment; filename="PRACTICE-yamabiko-audit.csv"',
      'content-type': 'text/csv; charset=utf-8',
      tlp: 'TLP:AMBER+STRICT',
    });
    const [head, row, end] = csv.text.split('\r\n');
    expect(head).toBe(
      '\ufeffseq,at,actor,action,subject,detail,previous_hash,hash,practice,marking,at_iso',
    );
    const { at, previousHash, hash } = lines.at(-1) ?? {};
    expect(row).toBe(
      `2101,${at},ito,target.stopped,'=1+1,"a, ""b""",${previousHash},${hash},` +
        'true,TLP:AMBER+STRICT,2026-11-21T15:01:00.000Z',
    );
    expect(end).toBe('');
    expect((await sato.browser.get(`${path}=xls`)).status).toBe(400);
  });

  it('is nobody else’s', async () => {
    const kai = await enter(entered, sato.browser, { name: 'kai', office: { kind: 'council' } });
    for (const path of ['', '/chain', '/lines?format=csv']) {
      expect((await kai.browser.get(`/api/audit${path}`)).status, path).toBe(404);
    }
    const head = await ask(`${entered.board.url}/api/audit/lines?format=csv`, {
      ...{ method: 'HEAD', headers: { cookie: sato.browser.cookie ?? '' } },
    });
    expect([head.status, head.text]).toEqual([200, '']);
  });
});

interface Row extends Omit<AuditLine, 'previousHash'> {
  readonly previous_hash: string;
  readonly marking: string;
  readonly practice: boolean;
}

/** A minute after the other, from midnight in Japan on. */
function entry(n: number): AuditEntry {
  return {
    ...{ at: Date.UTC(2026, 10, 21, 15, n), action: 'target.stopped' },
    ...{ actor: n % 2 === 1 ? 'ito' : 'kato', subject: `site-${n % 10}`, detail: null },
  };
}

function down(from: number, to: number): number[] {
  return Array.from({ length: from - to + 1 }, (_, n) => from - n);
}
