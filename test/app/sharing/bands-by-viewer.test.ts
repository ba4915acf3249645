import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { envelopeOf } from '../../../src/board/api-schema.ts';
import { sharedPageSchema } from '../../../src/board/shared-schema.ts';
import type { Consent } from '../../../src/core/config.ts';
import type { Incident } from '../../../src/core/words/incident.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { incidentOf } from '../../board/judging-fixture.ts';
import { councilOf, member, sector, target } from '../../config/council-of.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { type CouncilNow, openSharedBoard, type SharedBoard } from './shared-board.ts';
import { AT, MINUTE } from './shared-council.ts';

/** Members of each sector by consent, and how many of them fail, the first ones. */
const SECTORS = {
  gas: [['counted', 20, 6]],
  bank: [['counted', 10, 1]],
  rail: [
    ['named', 12, 12],
    ['counted', 6, 0],
  ],
  port: [['named', 6, 6]],
  life: [['counted', 5, 0]],
} as const satisfies Readonly<Record<string, readonly (readonly [Consent, number, number])[]>>;

/**
 * CONTRACTS §6, written out by hand: band and ratio of each sector to each viewer, by the members that are
 * not named to him; `-` where nothing is told. What is released to the council is so to all secretariats.
 */
const TABLE: readonly (readonly [
  string,
  Viewer,
  Readonly<Record<keyof typeof SECTORS, string>>,
])[] = [
  [
    'the council',
    { kind: 'council' },
    { gas: '5 or more ×1', bank: 'some ×1', rail: 'none', port: '-', life: 'none' },
  ],
  [
    'an observer, to whom nobody is named',
    { kind: 'observer' },
    { gas: '5 or more ×1', bank: 'some ×1', rail: 'half ×1', port: 'half', life: 'none' },
  ],
  [
    'a secretariat',
    { kind: 'secretariat', sector: 'gas' },
    { gas: '5 or more ×1', bank: 'some ×1', rail: 'none', port: '-', life: 'none' },
  ],
  [
    'a member of 20, six of which fail, itself among them',
    { kind: 'member', member: 'gas-counted-0', sector: 'gas' },
    { gas: 'some ×1', bank: 'some ×1', rail: 'none', port: '-', life: 'none' },
  ],
  [
    'a member of 10 that alone fails',
    { kind: 'member', member: 'bank-counted-0', sector: 'bank' },
    { gas: '5 or more ×1', bank: 'none', rail: 'none', port: '-', life: 'none' },
  ],
  [
    'a member of 10 that does not fail',
    { kind: 'member', member: 'bank-counted-1', sector: 'bank' },
    { gas: '5 or more ×1', bank: 'some', rail: 'none', port: '-', life: 'none' },
  ],
  [
    'a member of six that are counted beside named ones',
    { kind: 'member', member: 'rail-counted-0', sector: 'rail' },
    { gas: '5 or more ×1', bank: 'some ×1', rail: 'none', port: '-', life: 'none' },
  ],
  [
    'a named member beside six that are counted',
    { kind: 'member', member: 'rail-named-0', sector: 'rail' },
    { gas: '5 or more ×1', bank: 'some ×1', rail: 'none', port: '-', life: 'none' },
  ],
  [
    'a member of five',
    { kind: 'member', member: 'life-counted-0', sector: 'life' },
    { gas: '5 or more ×1', bank: 'some ×1', rail: 'none', port: '-', life: '-' },
  ],
];

const config = {
  ...councilOf(
    Object.entries(SECTORS).map(([id, groups]) => {
      const members = groups.flatMap(([consent, count]) =>
        Array.from({ length: count }, (_, n) => {
          const name = `${id}-${consent}-${n}`;
          return member(name, [target(`${name}-home`, { consent })]);
        }),
      );
      return { ...sector(id, members), field: id };
    }),
  ),
  fields: Object.keys(SECTORS).map((id) => ({ id, name: { ja: id, en: id } })),
};

const FAILING = Object.entries(SECTORS).flatMap(([id, groups]) =>
  groups.flatMap(([consent, , failing]) =>
    Array.from({ length: failing }, (_, n) => `${id}-${consent}-${n}-home`),
  ),
);

function now(
  incidents: readonly Incident[] = [],
  failing: readonly string[] = FAILING,
): CouncilNow {
  const states = new Map(failing.map((id) => [id, { judgement: 'failing', since: AT } as const]));
  return { config, incidents, states, facts: new Map(), samples: [], doubt: null };
}

interface Said {
  readonly level: string;
  readonly atLeast: number | null;
}

function words(band: Said | null | undefined, ratio: number | null): string {
  if (!band) return '-';
  const said = band.atLeast === null ? band.level : `${band.atLeast} or more`;
  return ratio === null ? said : `${said} ×${ratio}`;
}

async function pageOf(board: SharedBoard, viewer: Viewer, path = '/api/overview') {
  const { text } = await board.ask(viewer, path);
  return envelopeOf(sharedPageSchema).parse(JSON.parse(text)).data;
}

const run = z.object({ level: z.string(), atLeast: z.int().nullable() });
const daySchema = z.object({
  sectors: z.array(
    z.object({
      id: z.string(),
      bands: z.array(run),
      ratios: z.array(z.object({ ratio: z.number() })),
    }),
  ),
});

describe('the bands of the table', () => {
  const clock = new ManualClock(AT);
  let board: SharedBoard;
  beforeAll(async () => {
    board = await openSharedBoard(clock, now());
    board.releases.take(clock.now());
  });

  it.each(TABLE)('are on the pages of %s', async (_, viewer, expected) => {
    const { sectors, totals } = await pageOf(board, viewer);
    const told = sectors.map(({ id, band, ratio }) => [id, words(band, ratio)]);
    expect(Object.fromEntries(told)).toEqual(expected);
    const affected = Object.values(expected).filter((band) => !/^(none|-)/.test(band)).length;
    expect(totals).toEqual({ sectors: affected, fields: affected });
    for (const [id, said] of Object.entries(expected)) {
      const [only] = (await pageOf(board, viewer, `/api/sectors/${id}`)).sectors;
      expect(words(only?.band, only?.ratio ?? null), id).toBe(said);
      const badge = await board.ask(viewer, `/api/sectors/${id}/badge.svg?lang=en`);
      expect(badge.text.includes('half or more'), `${id} ${badge.text}`).toBe(/^half/.test(said));
    }
  });

  it.each(TABLE)('are in the past and the files of %s', async (_, viewer, expected) => {
    const { text } = await board.ask(viewer, '/api/day');
    const { sectors } = envelopeOf(daySchema).parse(JSON.parse(text)).data;
    const told = sectors.map(({ id, bands, ratios }) => {
      return [id, words(bands.at(-1), ratios.at(-1)?.ratio ?? null)];
    });
    expect(Object.fromEntries(told)).toEqual(expected);
    const rows = (await board.ask(viewer, '/api/export/bands?format=ndjson')).text;
    const saved = [...rows.matchAll(/"sector":"(\w+)".*?"level":"(\w+)"/g)];
    const levels = Object.entries(expected).flatMap(([id, said]) => {
      return said === '-' ? [] : [[id, /^\d/.test(said) ? 'some' : said.replace(/ .*/, '')]];
    });
    expect(saved.map(([, id, level]) => [id, level])).toEqual(levels);
  });
});

describe('a pattern', () => {
  const shared = { pattern: 'sector-wide', since: AT - MINUTE } as const;
  const inRail = incidentOf({
    ...{ ...shared, id: '20261122-7', subject: { kind: 'sector', sector: 'rail' } },
    targets: ['rail-named-0-home', 'rail-named-1-home', 'rail-counted-0-home'],
  });
  const inBank = incidentOf({
    ...{ ...shared, id: '20261122-8', subject: { kind: 'sector', sector: 'bank' } },
    targets: ['bank-counted-0-home', 'bank-counted-1-home'],
  });

  /** Sectors of the patterns that he is told, while they go on and after. */
  async function toldTo(viewer: Viewer): Promise<readonly (readonly string[])[]> {
    const clock = new ManualClock(AT);
    const board = await openSharedBoard(clock, now([inRail, inBank]));
    const sectorsOf = async () => {
      const { text } = await board.ask(viewer, '/api/incidents');
      const told = [...text.matchAll(/"pattern":"sector-wide".*?"sectors":\[\{"id":"(\w+)"/g)];
      return told.map(([, id = '']) => id).sort();
    };
    const during = await sectorsOf();
    const over = { endedAt: AT + MINUTE, ending: 'recovered' } as const;
    await board.become(
      now(
        [inRail, inBank].map((each) => ({ ...each, ...over })),
        [],
      ),
    );
    await clock.run(12 * MINUTE);
    board.releases.take(clock.now());
    await clock.run(12 * MINUTE);
    board.releases.take(clock.now());
    return [during, await sectorsOf()];
  }

  it('is shown by the bands of its reader, also after its end', async () => {
    const [bankAlone, bankOther] = ['bank-counted-0', 'bank-counted-1'].map(
      (id): Viewer => ({ kind: 'member', member: id, sector: 'bank' }),
    );
    const alike = (...sectors: string[]) => [sectors, sectors];
    expect(await toldTo({ kind: 'observer' })).toEqual(alike('bank', 'rail'));
    expect(await toldTo({ kind: 'council' })).toEqual(alike('bank'));
    expect(await toldTo(bankOther as Viewer)).toEqual(alike('bank'));
    expect(await toldTo(bankAlone as Viewer)).toEqual(alike());
  });
});
