import { cpSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type VerifiedStore, verifyStore } from '../../../src/store/backup/verify-store.ts';
import { openTestStore, removeDir, temporaryDir } from '../embedded/opened.ts';
import { HOUR_MS, sampleAt, T0 } from '../store-sample.ts';
import { openFilled } from './backed-up.ts';

let source: string;
let dir: string;

beforeAll(async () => {
  source = temporaryDir();
  const store = await openFilled(source);
  for (const target of ['a', 'b', 'c']) {
    await store.state.stopTarget({ target, at: T0, actor: 'operator', reason: null });
  }
  await store.close();
});
afterAll(() => removeDir(source));
beforeEach(() => {
  dir = temporaryDir();
  cpSync(source, dir, { recursive: true });
});
afterEach(() => removeDir(dir));

const DAY = 'samples/2026-05-14.sqlite';

function change(file: string, sql: string): void {
  const db = new DatabaseSync(join(dir, file));
  db.exec(sql);
  db.close();
}

function dayOf(verified: VerifiedStore, day: string) {
  return verified.days.find((one) => one.day === day);
}

async function problemsOf(): Promise<[string, string][]> {
  const { problems } = await verifyStore(dir);
  return problems.map(({ file, text }) => [file, text.en]);
}

describe('the verification of a store', () => {
  it('finds nothing amiss in a sound one, and says what each day holds', async () => {
    const verified = await verifyStore(dir);
    expect(verified.problems).toEqual([]);
    expect(verified.files).toBe(6);
    expect(verified.days).toEqual([
      { day: '2026-05-13', samples: 336, lost: 0 },
      { day: '2026-05-14', samples: 576, lost: 0 },
      { day: '2026-05-15', samples: 576, lost: 0 },
      { day: '2026-05-16', samples: 276, lost: 0 },
    ]);
    expect(verified.audit).toMatchObject({ seq: 4, broken: null });
    expect(verified.recomputed).toBeGreaterThan(90);
  });

  it('finds nothing amiss in one that is in use', async () => {
    const store = await openTestStore(dir);
    await store.samples.append([sampleAt('a', T0 + 1)]);
    const verified = await verifyStore(dir);
    await store.close();
    expect(verified.problems).toEqual([]);
    expect(dayOf(verified, '2026-05-13')?.samples).toBe(337);
  });

  it('counts samples that are gone against the roll-ups', async () => {
    change(DAY, 'DELETE FROM day WHERE key IN (SELECT key FROM day LIMIT 5)');
    expect(dayOf(await verifyStore(dir), '2026-05-14')).toMatchObject({ samples: 571, lost: 5 });
    expect(await problemsOf()).toEqual([[DAY, '5 samples that the roll-ups count are not there']]);
  });

  it('takes a loss that the store has recorded for known', async () => {
    change(DAY, 'DELETE FROM day WHERE key IN (SELECT key FROM day LIMIT 5)');
    change(
      'state.sqlite',
      `INSERT INTO lost VALUES ('2026-05-14.sqlite.damaged-1', 1, 'a', 5);
       INSERT INTO lost VALUES ('2026-05-14.sqlite.damaged-1', 1, NULL, 2)`,
    );
    const verified = await verifyStore(dir);
    expect(verified.problems).toEqual([]);
    expect(dayOf(verified, '2026-05-14')).toMatchObject({ lost: 7 });
  });

  it('misses no samples of hours whose roll-ups were imported, and all others', async () => {
    const store = await openTestStore(dir);
    const [like] = await store.samples.rollups({ period: '1h', from: T0, to: T0 + HOUR_MS });
    if (like === undefined) throw new Error('the store has no roll-up');
    const at = T0 - 2 * HOUR_MS;
    await store.samples.importRollups([{ ...like, at }]);
    await store.close();
    expect(await problemsOf()).toEqual([]);
    change(
      'samples/2026-05-13.sqlite',
      'DELETE FROM day WHERE key IN (SELECT key FROM day LIMIT 5)',
    );
    expect((await problemsOf()).map(([, text]) => text)).toEqual([
      '5 samples that the roll-ups count are not there',
    ]);
  });

  it('misses the file of a day that roll-ups know', async () => {
    rmSync(join(dir, DAY));
    expect(dayOf(await verifyStore(dir), '2026-05-14')).toEqual({
      day: '2026-05-14',
      samples: null,
      lost: 576,
    });
    expect(await problemsOf()).toEqual([
      [DAY, '576 samples that the roll-ups count are not there'],
    ]);
  });

  it('does not miss the days before the first, which retention has deleted', async () => {
    rmSync(join(dir, 'samples/2026-05-13.sqlite'));
    expect((await verifyStore(dir)).problems).toEqual([]);
  });

  it('finds roll-ups that are gone or differ', async () => {
    change('rollups/2026-05.sqlite', 'DELETE FROM hour WHERE key >> 28 = 12 * 24 + 12');
    expect(await problemsOf()).toEqual([
      ['samples/2026-05-13.sqlite', '24 samples are counted by no roll-up'],
    ]);
    change('rollups/2026-05.sqlite', 'UPDATE hour SET sum_us = sum_us + 1');
    const texts = (await problemsOf()).map(([, text]) => text);
    expect(texts.some((text) => /^\d+ roll-ups do not come out/.test(text))).toBe(true);
  });

  it('names a file that is damaged', async () => {
    truncateSync(join(dir, DAY), 8192);
    const verified = await verifyStore(dir);
    expect(verified.problems.map(({ file }) => file)).toEqual([DAY]);
    expect(dayOf(verified, '2026-05-14')?.samples).toBeNull();
  });

  it('names the first broken line of the audit', async () => {
    change(
      'state.sqlite',
      "DROP TRIGGER audit_is_not_changed; UPDATE audit SET actor = 'x' WHERE seq = 3",
    );
    expect(await problemsOf()).toEqual([
      ['state.sqlite', 'line 3 of the audit is not sound: its words were changed'],
    ]);
    expect((await verifyStore(dir)).audit).toMatchObject({ broken: { seq: 3 } });
  });

  it('misses lines cut off at the end only against what is known of it', async () => {
    const { audit } = await verifyStore(dir);
    const auditHolds = { seq: audit.seq, hash: audit.hash };
    expect((await verifyStore(dir, { auditHolds })).problems).toEqual([]);
    change('state.sqlite', 'DROP TRIGGER audit_is_not_shortened; DELETE FROM audit WHERE seq = 4');
    expect(await problemsOf()).toEqual([]);
    expect((await verifyStore(dir, { auditHolds })).problems).toMatchObject([
      { file: 'state.sqlite', text: { en: expect.stringContaining('does not hold line 4') } },
    ]);
  });

  it('refuses files of a newer program', async () => {
    change(DAY, 'PRAGMA user_version = 99');
    await expect(verifyStore(dir)).rejects.toMatchObject({ code: 'store_newer' });
  });
});
