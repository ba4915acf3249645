import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NoticeStep } from '../../../src/core/ports/notice-store.ts';
import type { NoticeDecision, Silence } from '../../../src/core/words/notice.ts';
import { backupStore } from '../../../src/store/backup/backup-store.ts';
import { restoreStore } from '../../../src/store/backup/restore-store.ts';
import { verifyStore } from '../../../src/store/backup/verify-store.ts';
import { NoticeTables } from '../../../src/store/embedded/notice-tables.ts';
import type { EmbeddedStore } from '../../../src/store/embedded/open.ts';
import { type Cells, SqliteFile } from '../../../src/store/embedded/sqlite-file.ts';
import { STATE_SCHEMA } from '../../../src/store/embedded/state-schema.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { DAY_MS, HOUR_MS, T0 } from '../store-sample.ts';
import { incidentOf } from '../stored-incident.ts';
import { draftOf, stepOf } from '../stored-notice.ts';
import { openTestStore, removeDir, temporaryDir } from './opened.ts';

const SILENCE: Silence = {
  ...{ id: 's-1', recipient: null, target: 'a', sector: null, incident: null },
  ...{ from: T0, until: T0 + 30 * DAY_MS, by: 'operator', reason: null },
};
const ACKNOWLEDGED = { incident: 'old', recipient: 'council', at: T0, by: '夜勤' };
const SENT = {
  state: 'sent',
  attempts: 1,
  nextAt: T0,
  failingSince: null,
  lastError: null,
  settledAt: T0,
} as const;

let dir: string;
beforeEach(() => {
  dir = temporaryDir();
});
afterEach(() => removeDir(dir));

/** Two contacts, three entries of which one was sent, a desk twice, and what people said. */
async function fill({ notices }: Pick<EmbeddedStore, 'notices'>): Promise<void> {
  const desk = (body: string): NoticeStep => ({
    desks: [{ contact: draftOf('a').contact, body }],
    decisions: [decisionOf('old')],
    outbox: [draftOf('a', { incidents: ['old'] }), draftOf('b', { mailbox: 'night' })],
  });
  await notices.keepStep(desk('1'));
  await notices.keepStep({ ...desk('2'), outbox: [draftOf('c', { incidents: ['open'] })] });
  await notices.settle([{ seq: 1, ...SENT }]);
  await notices.keepSilence(SILENCE);
  await notices.acknowledge(ACKNOWLEDGED);
  await notices.keepBounce(draftOf('b', { mailbox: 'night' }).contact, { at: T0, error: '550' });
}

function decisionOf(incident: string): NoticeDecision {
  const text = { ja: '送りました。', en: 'Sent.' };
  return {
    ...{ at: T0, incident, recipient: 'council', contact: 'council/mail:o@example.jp' },
    ...{ stage: 'outbox', notice: 'a', text },
  };
}

async function contentOf({ notices }: Pick<EmbeddedStore, 'notices'>) {
  return {
    desks: await notices.desks(),
    outbox: await notices.outbox(),
    silences: await notices.silences(T0),
    acknowledgements: await notices.acknowledgements(),
    contacts: await notices.contacts(),
  };
}

describe('what telling keeps in the data directory', () => {
  it('is there after a restart, and after a backup was restored', async () => {
    const data = join(dir, 'data');
    const store = await openTestStore(data);
    await fill(store);
    const content = await contentOf(store);
    const decisions = await store.notices.decisions(['old']);
    await store.close();
    expect(content.outbox).toHaveLength(3);
    const to = join(dir, 'backup');
    const plain = { config: null, beside: [], practice: false, program: '0.0.0' };
    await backupStore({ dir: data, to, now: () => T0, ...plain });
    await restoreStore({ from: to, dataDir: join(dir, 'restored'), config: null });
    for (const from of [data, join(dir, 'restored')]) {
      const next = await openTestStore(from);
      expect(await contentOf(next)).toEqual(content);
      expect(await next.notices.decisions(['old'])).toEqual(decisions);
      await next.close();
      expect((await verifyStore(from)).problems).toEqual([]);
    }
  });

  it('is added to a file of the schema before, after a copy', async () => {
    await (await openTestStore(dir)).close();
    const path = join(dir, 'state.sqlite');
    const state = new DatabaseSync(path);
    const later = ['accounts', 'account_keys', 'said'];
    for (const name of ['outbox', 'outbox_incidents', 'acknowledgements', 'silences', ...later]) {
      state.exec(`DROP TABLE ${name}`);
    }
    for (const name of ['desks', 'decisions', 'contacts']) state.exec(`DROP TABLE notice_${name}`);
    state.exec('PRAGMA user_version = 4');
    state.close();
    const store = await openTestStore(dir);
    await fill(store);
    expect(await store.notices.waiting()).toHaveLength(2);
    await store.close();
    expect(existsSync(`${path}.schema-4`)).toBe(true);
  });

  it('is brought back out of a damaged file but for the decisions', async () => {
    const store = await openTestStore(dir);
    await fill(store);
    await store.state.stopTarget({ target: 'a', at: T0, actor: 'operator', reason: null });
    await store.judgements.keepStep({ incidents: [incidentOf('open')], memory: '{}' });
    const content = await contentOf(store);
    await store.close();
    damage(join(dir, 'state.sqlite'));
    const next = await openTestStore(dir);
    expect(await contentOf(next)).toEqual(content);
    expect(await next.state.stoppedTargets()).toHaveLength(1);
    await next.notices.keepStep(stepOf(draftOf('d'), draftOf('c')));
    const waiting = (await next.notices.waiting()).map(({ notice }) => notice.key);
    expect(waiting).toEqual(['b', 'c', 'd']);
    await next.close();
  });

  it('is forgotten with the incident, silences when they are over', async () => {
    const clock = new ManualClock(T0 + HOUR_MS);
    const store = await openTestStore(dir, { clock });
    await store.judgements.keepStep({
      incidents: [incidentOf('old', { endedAt: T0 }), incidentOf('open')],
      memory: null,
    });
    await fill(store);
    const { notices } = store;
    await notices.settle([{ seq: 3, ...SENT }]);
    await notices.keepStep({ desks: [], decisions: [decisionOf('open')], outbox: [] });
    await store.maintain();
    expect(await notices.outbox()).toHaveLength(3);
    clock.step(40 * DAY_MS);
    await store.maintain();
    expect(await notices.silences(0)).toEqual([]);
    expect(await notices.acknowledgements()).toEqual([ACKNOWLEDGED]);
    clock.step(8 * 366 * DAY_MS);
    await store.maintain();
    const left = (await notices.outbox()).map(({ notice, state }) => [notice.key, state]);
    expect(left).toEqual([
      ['c', 'sent'],
      ['b', 'waiting'],
    ]);
    expect(await notices.acknowledgements()).toEqual([]);
    expect(await notices.decisions(['old'])).toEqual([]);
    expect(await notices.decisions(['open'])).toHaveLength(1);
    await store.close();
  });
});

describe('forgetting what was told', () => {
  it('reads no entry and no decision that stays', () => {
    const file = new ListeningFile(join(dir, 'state.sqlite'), STATE_SCHEMA, {
      readOnly: false,
      sync: 'normal',
    });
    try {
      new NoticeTables(file).expire(T0, T0);
      const plans = [...file.asked]
        .filter((sql) => /^(DELETE|SELECT)/.test(sql))
        .flatMap((sql) => file.rows(`EXPLAIN QUERY PLAN ${sql}`).map((step) => String(step[3])));
      expect(plans).toContainEqual(expect.stringContaining('SEARCH notice_decisions'));
      expect(plans).toContainEqual(expect.stringContaining('SEARCH outbox'));
      expect(plans).not.toContainEqual(
        expect.stringMatching(/^SCAN (outbox|notice_decisions)( |$)/),
      );
    } finally {
      file.close();
    }
  });
});

/** Knows what it was asked. */
class ListeningFile extends SqliteFile {
  readonly asked = new Set<string>();

  override rows(...call: Parameters<SqliteFile['rows']>): Cells[] {
    this.asked.add(call[0]);
    return super.rows(...call);
  }

  override run(...call: Parameters<SqliteFile['run']>): void {
    this.asked.add(call[0]);
    super.run(...call);
  }
}

/** Takes the header, so that SQLite reads nothing of it any more. */
function damage(path: string): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(100), 0, 100, 0);
  closeSync(file);
}
