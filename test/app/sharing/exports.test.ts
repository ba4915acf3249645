import { beforeAll, describe, expect, it } from 'vitest';
import { CONSENTS } from '../../../src/core/config.ts';
import { incidentOf } from '../../board/judging-fixture.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { openSharedBoard, type SharedAnswer, type SharedBoard } from './shared-board.ts';
import { AT, MINUTE, samplesAt, sharingCouncil, VIEWERS } from './shared-council.ts';

type Who = keyof typeof VIEWERS;

const config = sharingCouncil(CONSENTS);
const FAILING = ['own-counted', 'near-named', 'gas-0-home', 'rail-3-home'];
let board: SharedBoard;

async function opened(clock = new ManualClock(AT)): Promise<SharedBoard> {
  return await openSharedBoard(clock, {
    ...{ config, facts: new Map(), doubt: null, samples: samplesAt(config, AT - MINUTE) },
    states: new Map(FAILING.map((id) => [id, { judgement: 'failing', since: AT - MINUTE }])),
    incidents: FAILING.map((target, n) =>
      incidentOf({
        ...{ id: `20261122-${n + 1}`, pattern: 'single', subject: { kind: 'target', target } },
        ...{ targets: [target], since: AT - MINUTE },
      }),
    ),
  });
}

beforeAll(async () => {
  board = await opened();
});

const INCIDENTS = '/api/export/incident-list?format=ndjson';
const SITES = '/api/export/sectors/gas/sites?format=ndjson';
type Row = Readonly<Record<string, unknown>>;
const NOTHING_SAID = {
  ...{ statement_kinds: null, statements: null },
  ...{ statement_until: null, statement_answers: null },
};

/** As the ids of incidents have it. */
function dayOf(at: number): string {
  return new Date(at + 9 * 60 * MINUTE).toISOString().slice(0, 10).replaceAll('-', '');
}

function rowsOf({ text }: SharedAnswer): readonly Row[] {
  return text === '' ? [] : lines(text).map((line) => JSON.parse(line));
}

const lines = (text: string) => text.replace('\ufeff', '').trimEnd().split(/\r?\n/);

describe('what is seen, as a file', () => {
  it.each<[Who, string, string]>([
    ['member', 'bands', 'TLP:GREEN'],
    ['council', 'incidents', 'TLP:AMBER'],
    ['observer', 'bands', 'TLP:GREEN'],
    ['operator', 'incidents', 'TLP:AMBER'],
    ['member', 'samples/own-counted', 'TLP:AMBER+STRICT'],
    ['member', 'incident-list', 'TLP:AMBER'],
    ['council', 'incident-list', 'TLP:AMBER'],
    ['operator', 'incident-list', 'TLP:AMBER+STRICT'],
    ['secretariat', 'sectors/gas/sites', 'TLP:AMBER+STRICT'],
    ['council', 'sectors/gas/sites', 'TLP:AMBER'],
    ['operator', 'sectors/rail/sites', 'TLP:AMBER+STRICT'],
  ])(
    'bears for the %s of %s its marking in each row, in its name and its header',
    async (who, kind, marking) => {
      for (const format of ['csv', 'ndjson']) {
        const { status, headers, text } = await board.ask(
          VIEWERS[who],
          `/api/export/${kind}?format=${format}`,
        );
        expect([status, headers['tlp']]).toEqual([200, marking]);
        const name = `${marking.replaceAll(/[^A-Z]+/g, '-')}.${format}"`;
        expect(headers['content-disposition']).toMatch(/^attachment; filename="yamabiko-/);
        expect(headers['content-disposition']?.endsWith(name)).toBe(true);
        const rows = format === 'csv' ? lines(text).slice(1) : lines(text);
        expect(rows.length).toBeGreaterThan(0);
        for (const row of rows) expect(row).toContain(marking);
      }
    },
  );

  it('holds the bands as they are told, with times as numbers and as text', async () => {
    const { text } = await board.ask(VIEWERS.council, '/api/export/bands?sector=rail');
    expect(lines(text)).toEqual([
      'from_at,to_at,sector,field,level,at_least,band_ja,band_en,since_at,or_earlier,exercise,marking,from_at_iso,to_at_iso,since_at_iso',
      `${AT},${AT + MINUTE},rail,rail,some,,一部,some,${AT},true,,TLP:GREEN,2026-11-21T18:04:00.000Z,2026-11-21T18:05:00.000Z,2026-11-21T18:04:00.000Z`,
    ]);
    expect(text.startsWith('\ufeff')).toBe(true);
    const { text: json } = await board.ask(
      VIEWERS.council,
      '/api/export/ratios?format=ndjson&sector=rail',
    );
    expect(JSON.parse(lines(json)[0] ?? '')).toEqual({
      ...{ from_at: AT, to_at: AT + MINUTE, sector: 'rail', field: 'rail', ratio: 1 },
      ...{ exercise: '', marking: 'TLP:GREEN' },
    });
  });

  it('holds each incident that its reader may know, and to the operator as his list has it', async () => {
    const rowsTo = async (who: Who) => rowsOf(await board.ask(VIEWERS[who], INCIDENTS));
    expect((await rowsTo('council')).map(({ target }) => target)).toEqual(['near-named']);
    expect((await rowsTo('member')).map(({ target }) => target).sort()).toEqual([
      'near-named',
      'own-counted',
    ]);
    expect(await rowsTo('observer')).toEqual([]);
    const [newest, ...rest] = await rowsTo('operator');
    expect(rest).toHaveLength(FAILING.length - 1);
    expect(newest).toEqual({
      ...{ incident: '20261122-4', pattern: 'single', since_at: AT - MINUTE, opened_at: AT },
      ...{ ended_at: null, ending: null, merged_into: null, sectors: '', fields: '' },
      ...{ subject: 'target', fact_kind: null, fact: null, target: 'rail-3-home' },
      ...{ member: 'rail-3', member_ja: '「rail-3」', member_en: '“rail-3”' },
      ...{ judgement: 'slow', ratio: 3, sites: 1, affected: 1, severity: expect.any(Number) },
      ...NOTHING_SAID,
      ...{ exercise: '', marking: 'TLP:AMBER+STRICT' },
    });
  });

  it('goes on to the end of a list that is longer than its pages', async () => {
    const many = Array.from({ length: 1005 }, (_, n) => {
      const since = AT - (n + 2) * 10 * MINUTE;
      const more = { openedAt: since, endedAt: since + MINUTE, ending: 'recovered' } as const;
      return incidentOf({
        ...{ id: `${dayOf(since)}-${2000 - n}`, pattern: 'single', since, more },
        ...{ subject: { kind: 'target', target: 'near-named' }, targets: ['near-named'] },
      });
    });
    const long = await openSharedBoard(new ManualClock(AT), {
      ...{ config, facts: new Map(), doubt: null, samples: [], states: new Map() },
      incidents: many.toReversed(),
    });
    const rows = rowsOf(await long.ask(VIEWERS.operator, INCIDENTS));
    expect(rows.map(({ incident }) => incident)).toEqual(many.map(({ id }) => id));
  });

  it('holds the sites of a sector as their reader knows them', async () => {
    const site = (rows: readonly Row[], id: string) => rows.filter(({ target }) => target === id);
    const named = rowsOf(await board.ask(VIEWERS.council, SITES));
    expect(named.map(({ target }) => target)).toEqual(['own-named', 'near-named']);
    expect(site(named, 'near-named')).toEqual([
      {
        ...{ target: 'near-named', member: 'near-of-named', sector: 'gas' },
        ...{ member_ja: '「near-of-named」', member_en: '“near-of-named”' },
        ...{ judgement: 'failing', since_at: AT - MINUTE, suspect: false, stopped_at: null },
        ...{ family: null, scheduled_at: null, outcome: null, reason: null, total_ms: null },
        ...{ normal_ms: null, ratio: null, judged_ratio: null, ...NOTHING_SAID },
        ...{ exercise: '', marking: 'TLP:AMBER' },
      },
    ]);
    const whole = rowsOf(await board.ask(VIEWERS.operator, SITES));
    const sites = config.sectors[0]?.members.flatMap(({ targets }) => targets) ?? [];
    expect(new Set(whole.map(({ target }) => target)).size).toBe(sites.length);
    const [sample] = samplesAt(config, AT - MINUTE).filter((each) => each.target === 'gas-0-home');
    expect(site(whole, 'gas-0-home')).toMatchObject([
      {
        ...{ judgement: 'failing', family: 4, scheduled_at: AT - MINUTE, outcome: 'success' },
        ...{ total_ms: sample?.totalMs, judged_ratio: 1 },
      },
    ]);
    // What is normal since nobody knows when is so since no time.
    expect(site(whole, 'gas-1-home')).toMatchObject([{ judgement: 'normal', since_at: null }]);
    expect(rowsOf(await board.ask(VIEWERS.observer, SITES))).toEqual([]);
    const gone = await board.ask(VIEWERS.council, '/api/export/sectors/gone/sites');
    expect(gone.status).toBe(404);
  });

  it('holds what a member says beside its judgement, for everybody who has that', async () => {
    const clock = new ManualClock(AT);
    const said = await opened(clock);
    const owner = { kind: 'member', member: 'near-of-named', sector: 'gas' } as const;
    const until = AT + 60 * MINUTE;
    for (const [kind, text] of [
      ['sorry_page', '=混雑のため'],
      ['measurement_error', '窓口は使えます'],
    ]) {
      const body = { target: 'near-named', kind, text, until };
      expect((await said.act(owner, '/api/statements', body)).status).toBe(200);
      clock.step(1000);
    }
    const { text: page } = await said.ask(VIEWERS.operator, '/api/tasks');
    const { id } = JSON.parse(page).data.tasks[0].statement;
    await said.act(VIEWERS.operator, '/api/tasks/answer', {
      id,
      isAgreed: false,
      text: '正常です',
    });
    const end = new Date(until).toISOString();
    for (const who of ['member', 'secretariat', 'council', 'operator'] as const) {
      for (const path of ['/api/export/incidents?format=ndjson', INCIDENTS, SITES]) {
        const rows = rowsOf(await said.ask(VIEWERS[who], path));
        expect(
          rows.find(({ target }) => target === 'near-named'),
          `${who} ${path}`,
        ).toMatchObject({
          statement_kinds: 'sorry_page measurement_error',
          statements: '=混雑のため / 窓口は使えます',
          statement_until: `${end} ${end}`,
          statement_answers: 'none declined',
        });
        const others = rows.filter(({ target }) => target !== 'near-named');
        for (const row of others) expect(row).toMatchObject(NOTHING_SAID);
      }
      const csv = await said.ask(VIEWERS[who], '/api/export/incidents');
      expect(csv.text).toContain(",sorry_page measurement_error,'=混雑のため / 窓口は使えます,");
    }
    const { text } = await said.ask(VIEWERS.observer, '/api/export/incidents');
    expect(text).not.toContain('窓口');
  });

  it('says in every row that it is practice data', async () => {
    const practice = await openSharedBoard(new ManualClock(AT), {
      ...{ config: { ...config, practice: true }, facts: new Map(), doubt: null, samples: [] },
      ...{ states: new Map(), incidents: [] },
    });
    const { text, headers } = await practice.ask(
      VIEWERS.council,
      '/api/export/bands?format=ndjson',
    );
    for (const line of lines(text)) expect(line).toContain('"exercise":"practice"');
    expect(headers['content-disposition']).toContain('-practice-TLP-');
  });

  it('is refused in another format, and not there of a site that may not be seen in detail', async () => {
    for (const kind of ['bands', 'incident-list', 'sectors/gas/sites', 'samples/own-counted']) {
      const wrong = await board.ask(VIEWERS.council, `/api/export/${kind}?format=xls`);
      expect([wrong.status, JSON.parse(wrong.text)], kind).toEqual([
        400,
        { code: 'invalid', message: 'format: csv or ndjson is expected' },
      ]);
    }
    for (const site of ['near-named', 'own-own', 'x']) {
      expect((await board.ask(VIEWERS.council, `/api/export/samples/${site}`)).status).toBe(404);
    }
  });
});
