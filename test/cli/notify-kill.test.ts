import { expect, it, onTestFinished } from 'vitest';
import { statePath } from '../../src/store/embedded/file-names.ts';
import { StateFile } from '../../src/store/embedded/state-file.ts';
import { eventually, startSites } from '../app/notices/told-council.ts';
import { type CouncilFolder, councilFolder } from '../app/running-council.ts';
import { seeded } from '../support/seeded.ts';
import { Yamabiko } from '../support/yamabiko.ts';
import { type HookArrival, startHookSink } from './hook-sink.ts';

const KILLS = 6;
const MEMBERS = 12;
/** Not so many at once that it would be our own network. */
const TROUBLED = 5;

function writeFiles(folder: CouncilFolder, site: number, hook: number): void {
  const notify = {
    webhook: { secretFile: 'secret' },
    pace: { group: '1s', window: '1s', remind: '4h' },
  };
  folder.writeCouncil(`notify: ${JSON.stringify(notify)}`);
  folder.writeFile('secret', 'a secret of the test\n');
  const enrolment = { by: 'test', on: '2026-10-01', reference: 'test' };
  const members = Array.from({ length: MEMBERS }, (_, n) => ({
    ...{ id: `m-${n}`, name: { ja: `団体 ${n}`, en: `Member ${n}` } },
    contacts: [
      { kind: 'webhook', to: `http://127.0.0.1:${hook}/m-${n}`, verifiedOn: '2026-10-01' },
    ],
    targets: [{ id: `m-${n}-www`, url: `http://127.9.${n}.1:${site}/site-${n}`, enrolment }],
  }));
  const sector = {
    id: 'gas',
    field: 'energy',
    name: { ja: 'ガス', en: 'Gas' },
    allowPrivate: true,
  };
  const defaults = { schedule: '* * * * * *', timeout: '900ms' };
  folder.writeFile('sectors/gas.yaml', JSON.stringify({ sector, defaults, members }));
}

it(`nothing is lost when the service is killed ${KILLS} times while it sends, and what may be lost is sent again as it was`, async () => {
  const random = seeded(23);
  const sites = await startSites();
  onTestFinished(() => sites.close());
  const hook = await startHookSink();
  onTestFinished(() => hook.close());
  const folder = councilFolder();
  onTestFinished(() => folder.remove());
  writeFiles(folder, sites.port, hook.port);
  const place = ['--config', folder.dir, '--data', folder.dataDir, '--listen', '127.0.0.1:0'];
  const latest = (n: number) =>
    hook.received.findLast(({ contact }) => contact === `/m-${n}`)?.kind;
  for (let life = 1; life <= KILLS; life += 1) {
    // Each site has something to tell in each life, however early the one before was killed.
    for (let n = 0; n < TROUBLED; n += 1) {
      if (latest(n) === 'trouble') sites.failing.delete(n);
      else sites.failing.add(n);
    }
    const answered = Math.floor(random() * TROUBLED);
    hook.begin(answered);
    const from = hook.received.length;
    const service = new Yamabiko(['run', ...place]);
    await eventually(() => (hook.received.length > from + answered ? true : null));
    await service.stop('SIGKILL');
  }
  sites.failing.clear();
  hook.begin(Number.POSITIVE_INFINITY);
  const last = new Yamabiko(['run', ...place]);
  onTestFinished(async () => void (await last.stop('SIGKILL')));
  const isOver = () => Array.from({ length: TROUBLED }, (_, n) => latest(n)).every(isEnd);
  await eventually(() => (isOver() ? true : null));
  await last.stop();
  expectArrived(folder.dataDir, hook.received);
}, 300_000);

function isEnd(kind: string | undefined): boolean {
  return kind === 'recovery' || kind === undefined;
}

function expectArrived(dataDir: string, received: readonly HookArrival[]): void {
  const state = new StateFile(statePath(dataDir), { readOnly: true, sync: 'normal' });
  const entries = state.notices.outbox({ limit: 10_000 }).toReversed();
  state.close();
  expect(entries.filter((entry) => entry.state !== 'sent')).toEqual([]);
  expect(entries.length).toBeGreaterThan(TROUBLED);
  const repeats: string[] = [];
  for (const [contact, written] of Map.groupBy(entries, ({ to }) => new URL(to.to).pathname)) {
    const arrived = received.filter((each) => each.contact === contact);
    const keys = [...new Set(arrived.map(({ key }) => key))];
    // All that was written arrived, in order, and each trouble is told before its end.
    const bodies = keys.map((key) => arrived.find((each) => each.key === key)?.body ?? '{}');
    const references = bodies.map((body) => (JSON.parse(body) as { reference: string }).reference);
    expect(references).toEqual(written.map(({ notice }) => notice.reference));
    const kinds = written.map(({ notice }) => notice.kind);
    expect(kinds).toEqual(kinds.map((_, at) => (at % 2 === 0 ? 'trouble' : 'recovery')));
    for (const [key, same] of Map.groupBy(arrived, (each) => each.key)) {
      expect(new Set(same.map(({ life }) => life)).size, 'twice in one life').toBe(same.length);
      expect(new Set(same.map(({ body }) => body)).size).toBe(1);
      if (same.length > 1) repeats.push(key);
    }
    // Of a life the last one alone may have gone without its answer.
    for (const [life, its] of Map.groupBy(arrived, (each) => each.life)) {
      const later = new Set(arrived.filter((each) => each.life > life).map(({ key }) => key));
      expect(its.slice(0, -1).filter(({ key }) => later.has(key))).toEqual([]);
    }
  }
  // Else it was never killed between the receiver's having one and the store's knowing it.
  expect(repeats.length).toBeGreaterThanOrEqual(KILLS / 2);
}
