import { beforeAll, describe, expect, it } from 'vitest';
import { CONSENTS } from '../../../src/core/config.ts';
import { incidentOf } from '../../board/judging-fixture.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { openSharedBoard, type SharedBoard } from './shared-board.ts';
import { AT, MINUTE, samplesAt, sharingCouncil, VIEWERS } from './shared-council.ts';

type Who = keyof typeof VIEWERS;

const config = sharingCouncil(CONSENTS);
const FAILING = ['own-counted', 'near-named', 'gas-0-home', 'rail-3-home'];
let board: SharedBoard;

beforeAll(async () => {
  board = await openSharedBoard(new ManualClock(AT), {
    ...{ config, facts: new Map(), doubt: null, samples: samplesAt(config, AT - MINUTE) },
    states: new Map(FAILING.map((id) => [id, { judgement: 'failing', since: AT - MINUTE }])),
    incidents: FAILING.map((target, n) =>
      incidentOf({
        ...{ id: `20261122-${n + 1}`, pattern: 'single', subject: { kind: 'target', target } },
        ...{ targets: [target], since: AT - MINUTE },
      }),
    ),
  });
});

const lines = (text: string) => text.replace('\ufeff', '').trimEnd().split(/\r?\n/);

describe('what is seen, as a file', () => {
  it.each<[Who, string, string]>([
    ['member', 'bands', 'TLP:GREEN'],
    ['council', 'incidents', 'TLP:AMBER'],
    ['observer', 'bands', 'TLP:GREEN'],
    ['operator', 'incidents', 'TLP:AMBER'],
    ['member', 'samples/own-counted', 'TLP:AMBER+STRICT'],
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
      'from_at,to_at,sector,field,level,at_least,band_ja,band_en,exercise,marking,from_at_iso,to_at_iso',
      `${AT},${AT + MINUTE},rail,rail,some,,一部,some,,TLP:GREEN,2026-11-21T18:04:00.000Z,2026-11-21T18:05:00.000Z`,
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
    const wrong = await board.ask(VIEWERS.council, '/api/export/bands?format=xls');
    expect([wrong.status, JSON.parse(wrong.text)]).toEqual([
      400,
      { code: 'invalid', message: 'format: csv or ndjson is expected' },
    ]);
    for (const site of ['near-named', 'own-own', 'x']) {
      expect((await board.ask(VIEWERS.council, `/api/export/samples/${site}`)).status).toBe(404);
    }
  });
});
