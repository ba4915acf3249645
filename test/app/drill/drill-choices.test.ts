import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDrillableService } from '../../../src/app/drill/drillable-service.ts';
import { orderDrill, orderDrillEnd } from '../../../src/app/drill/order-drill.ts';
import { requireConfig } from '../../../src/app/validate.ts';
import type { Service } from '../../../src/app.ts';
import type { MemberPageDto } from '../../../src/board/dto/member.ts';
import type { NotesDto } from '../../../src/board/dto/note.ts';
import type { SharedIncidentListDto } from '../../../src/board/dto/shared.ts';
import type { StatementListDto } from '../../../src/board/dto/statement.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import { statePath } from '../../../src/store/embedded/file-names.ts';
import { StateFile } from '../../../src/store/embedded/state-file.ts';
import { Browser } from '../../board/entrance/entered-board.ts';
import { comeIn } from '../accounts/come-in.ts';
import { DRAFT, GAS } from '../notes/note-rows.ts';
import { drillFolder, TRIAL } from './drill-folder.ts';

const DAY = Date.parse('2023-06-06T18:00:00+09:00');
const HOUR_MS = 3_600_000;
const JAPAN_MS = 9 * HOUR_MS;
/** A machine's clock may be set by some milliseconds at any time; a drill's lies years away. */
const SET_BACK_MS = 1000;
/** Two sites are unavailable for as long as the test takes. */
const STEADY = TRIAL.replace('length: 30m', 'length: 12h')
  .replace('who: everybody', 'who: { members: [gas-0, gas-1] }')
  .replace('for: 10m', 'for: 11h');
const PATIENCE = { timeout: 60_000, interval: 200 };

interface Sealed<T> {
  readonly asOf: number;
  readonly data: T;
}

interface Shown {
  readonly target: string;
  readonly from: number;
}

const localTime = (at: number) => new Date(at + JAPAN_MS).toISOString().slice(0, 16);

describe('what people choose and say while a drill of another day runs', () => {
  const folder = drillFolder();
  let service: Service;
  let operator: Browser;
  let council: Browser;
  let office: Browser;
  let member: Browser;

  beforeAll(async () => {
    writeFileSync(join(folder.config, 'drills/trial.yaml'), STEADY);
    service = await startDrillableService({
      config: await requireConfig(folder.config),
      configDir: folder.config,
      dataDir: folder.data,
      listen: { host: '127.0.0.1', port: 0 },
      ...{ extraCa: [], onlyFreshPages: true, log: noLog, onLost() {} },
    });
    const { url } = service;
    operator = await comeIn(url, new Browser(url), {
      ...{ name: 'sato', office: { kind: 'operator' } },
    });
    council = await comeIn(url, operator, { name: 'kato', office: { kind: 'council' } });
    const secretariat = { kind: 'secretariat', sector: 'gas' };
    office = await comeIn(url, operator, { name: 'abe', office: secretariat });
    const own = { kind: 'member', member: 'gas-0' };
    member = await comeIn(url, operator, { name: 'ueda', office: own });
  });
  afterAll(async () => {
    await service.close();
    rmSync(folder.root, { recursive: true, force: true });
  });

  async function read<T>(browser: Browser, path: string): Promise<Sealed<T>> {
    return JSON.parse((await browser.get(path)).text) as Sealed<T>;
  }
  async function act(browser: Browser, path: string, body: object): Promise<void> {
    const { status, text } = await browser.act(path, body);
    expect([status, text]).toEqual([200, expect.any(String)]);
  }
  /** Of an answer that is made anew each time. */
  const boardNow = async () => (await read<unknown>(operator, '/api/drills')).asOf;
  const pageOf = async (browser: Browser) =>
    (await read<MemberPageDto>(browser, '/api/members/gas-0')).data;
  /** Of every site that the council is told had trouble since the day began. */
  async function told(): Promise<readonly Shown[]> {
    const { data } = await read<SharedIncidentListDto>(council, '/api/incidents');
    return data.incidents.flatMap(({ sites }) => sites);
  }
  const toldOf = async (target: string) => (await told()).find((each) => each.target === target);
  const saidTo = async (browser: Browser) =>
    (await read<StatementListDto>(browser, '/api/statements')).data.statements.map(
      ({ text }) => text,
    );
  function say(text: string, now: number) {
    const said = { target: 'gas-0-www', kind: 'planned_work', text, from: null };
    return act(member, '/api/statements', { ...said, until: now + 20 * HOUR_MS });
  }
  function auditLines() {
    const path = statePath(join(folder.data, 'practice'));
    const state = new StateFile(path, { readOnly: true, sync: 'normal' });
    const lines = state.audit.lines({ after: 0, limit: 1000 });
    state.close();
    return lines;
  }
  const name = (target: string, request: string) =>
    act(operator, '/api/consent', { target, consent: 'named', request });

  it('is told in the drill from its moment there, and lasts from its moment by the machine', async () => {
    await name('gas-1-www', '受付 1');
    await say('before the drill', Date.now());
    expect(await orderDrill({ scenario: 'trial', speed: 60, dataDir: folder.data })).toMatchObject({
      kind: 'drill_started',
    });

    // What was chosen before it began holds for all of it.
    await expect.poll(() => toldOf('gas-1-www'), PATIENCE).toBeDefined();
    const { from = 0 } = (await toldOf('gas-1-www')) ?? {};
    expect(from).toBeGreaterThanOrEqual(DAY);
    expect(from).toBeLessThan(DAY + HOUR_MS);
    const judged = async () => (await pageOf(operator)).sites[0]?.judgement;
    await expect.poll(judged, PATIENCE).toBe('failing');
    expect(await toldOf('gas-0-www')).toBeUndefined();

    const [realBefore, drillBefore] = [Date.now(), await boardNow()];
    await name('gas-0-www', '受付 2');
    const [realAfter, drillAfter] = [Date.now(), await boardNow()];
    await expect.poll(() => toldOf('gas-0-www'), PATIENCE).toBeDefined();
    const since = (await toldOf('gas-0-www'))?.from ?? 0;
    expect(since).toBeGreaterThanOrEqual(drillBefore);
    expect(since).toBeLessThanOrEqual(drillAfter);
    const [version] = (await pageOf(member)).sites[0]?.versions ?? [];
    expect(version).toMatchObject({ consent: 'named', actor: 'sato' });
    expect(version?.at).toBeGreaterThanOrEqual(realBefore);
    expect(version?.at).toBeLessThanOrEqual(realAfter);

    await act(office, '/api/acts/notes', {
      ...{ ...DRAFT, to: [GAS] },
      until: Date.now() + 24 * HOUR_MS,
    });
    expect((await read<NotesDto>(member, '/api/notes')).data).toMatchObject({ unread: 1 });

    const now = await boardNow();
    await say('in the drill', now);
    expect(await saidTo(council)).toEqual(['in the drill']);
    const times = { from: localTime(now + HOUR_MS), to: localTime(now + 3 * HOUR_MS) };
    await act(member, '/api/maintenance', { member: 'gas-0', title: 'Cables', ...times });
    expect((await pageOf(member)).maintenance).toHaveLength(1);

    expect(await orderDrillEnd(folder.data)).toMatchObject({ kind: 'drill_ended' });
    const after = await pageOf(member);
    expect(after.sites[0]?.versions[0]).toEqual(version);
    expect([after.sites[0]?.levels.consent, after.maintenance]).toEqual(['named', []]);
    // Widening opened nothing from before: what was said before it is not told, though it still holds.
    expect(await saidTo(member)).toEqual(['before the drill']);
    expect(await saidTo(council)).toEqual([]);
    await say('after the drill', Date.now());
    expect(await saidTo(council)).toEqual(['after the drill']);
    expect((await read<NotesDto>(member, '/api/notes')).data.notes).toMatchObject([
      { subject: DRAFT.subject, isRead: false },
    ]);

    const lines = auditLines();
    for (const [i, { at }] of lines.slice(1).entries())
      expect(at - (lines[i]?.at ?? at)).toBeGreaterThan(-SET_BACK_MS);
    const actions = lines.map(({ action }) => action);
    const begun = actions.indexOf('drill.started');
    expect(actions.slice(begun).filter((action) => !action.endsWith('.viewed'))).toEqual([
      ...['drill.started', 'consent.changed', 'note.written', 'drill.ended', 'statement.made'],
    ]);
  });
});
