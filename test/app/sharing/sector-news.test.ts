import { expect, it } from 'vitest';
import { z } from 'zod';
import { envelopeOf } from '../../../src/board/api-schema.ts';
import { sharedChangesSchema } from '../../../src/board/shared-schema.ts';
import { CONSENTS, type Consent } from '../../../src/core/config.ts';
import type { JudgedTargetState } from '../../../src/core/ports/judging.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { type CouncilNow, openSharedBoard, type SharedBoard } from './shared-board.ts';
import { AT, MINUTE, samplesAt, sharingCouncil, siteId, VIEWERS } from './shared-council.ts';

type Told = 'values' | 'judgement' | null;
type Row = Readonly<Record<Consent, Told>>;

const NOTHING: Row = { own: null, counted: null, sector: null, named: null };
const VALUES: Row = { own: 'values', counted: 'values', sector: 'values', named: 'values' };
const NAMED: Row = { ...NOTHING, named: 'judgement' };

const SHARED = ['member', 'secretariat', 'council', 'observer'] as const;
type Who = (typeof SHARED)[number];

/** CONTRACTS §6 for the sector gas, written out by hand: sites of the member of gas, and of others of it. */
const TABLE: Readonly<Record<Who, Readonly<Record<'own' | 'near', Row>>>> = {
  member: { own: VALUES, near: { ...NAMED, sector: 'judgement' } },
  secretariat: { own: { ...VALUES, own: null }, near: { ...VALUES, own: null } },
  council: { own: NAMED, near: NAMED },
  observer: { own: NOTHING, near: NOTHING },
};

const config = sharingCouncil(CONSENTS);
const SITES = (['own', 'near'] as const).flatMap((place) =>
  CONSENTS.map((consent) => ({ place, consent, site: siteId(place, consent) })),
);

interface Watched {
  readonly clock: ManualClock;
  readonly board: SharedBoard;
  readonly first: CouncilNow;
}

async function openBoard(): Promise<Watched> {
  const clock = new ManualClock(AT);
  const samples = samplesAt(config, AT - MINUTE);
  const states = new Map<string, Partial<JudgedTargetState>>();
  const first = { config, samples, states, facts: new Map(), doubt: null, incidents: [] };
  return { clock, board: await openSharedBoard(clock, first), first };
}

async function versionOf({ board }: Watched, who: Who): Promise<number> {
  const { text } = await board.ask(VIEWERS[who], '/api/sectors/gas');
  return envelopeOf(z.object({ version: z.int() })).parse(JSON.parse(text)).data.version;
}

async function newsOf({ board, clock }: Watched, who: Who, since: number) {
  const query = { since, target: null, sector: 'gas', isBrief: true };
  const events = await board.listen(VIEWERS[who], query);
  await clock.run(10);
  const [, event = ''] = events().split('data: ');
  return envelopeOf(sharedChangesSchema).parse(JSON.parse(event)).data;
}

it.each(SHARED)('news of a sector tell %s how what he may name does, and no more', async (who) => {
  const watched = await openBoard();
  const { board, clock, first } = watched;
  const since = await versionOf(watched, who);
  await clock.run(2 * MINUTE);
  const slow = { judgement: 'slow', since: AT + MINUTE, ratio: 3.2 } as const;
  const states = new Map(SITES.map(({ site }) => [site, slow]));
  await board.become({ ...first, states, samples: samplesAt(config, AT + MINUTE) });
  const { news, head, series, reset } = await newsOf(watched, who, since);
  for (const { place, consent, site } of SITES) {
    const found = news.find(({ target }) => target === site);
    const told = found === undefined ? null : found.values === null ? 'judgement' : 'values';
    expect(told, site).toBe(TABLE[who][place][consent]);
    if (found !== undefined) expect(found).toMatchObject({ judgement: 'slow', since: slow.since });
    if (told === 'values') expect(found?.values?.ratio).toBe(3.2);
  }
  expect(news.filter(({ target }) => /^(far|rail)-/.test(target))).toEqual([]);
  expect(head?.sectors.map(({ id }) => id)).toEqual(['gas']);
  expect([series, reset]).toEqual([[], false]);
});

it('news hold what changed alone: a judgement, or a new value where he may see it', async () => {
  const watched = await openBoard();
  const { board, clock, first } = watched;
  const since = await versionOf(watched, 'secretariat');
  const [judged, measured] = [siteId('near', 'named'), siteId('near', 'sector')];
  await clock.run(10_000);
  const states = new Map([[judged, { judgement: 'failing', since: AT } as const]]);
  const samples = samplesAt(config, AT).filter(({ target }) => target === measured);
  await board.become({ ...first, states, samples });
  const { news, head } = await newsOf(watched, 'secretariat', since);
  expect(news.map(({ target }) => target).sort()).toEqual([judged, measured].sort());
  expect(head).toBeNull();
});

it('news begin anew where he is told of other sites than before, and only then', async () => {
  const watched = await openBoard();
  const { board, clock, first } = watched;
  const inside = await versionOf(watched, 'secretariat');
  const outside = await versionOf(watched, 'observer');
  await clock.run(5000);
  const other = sharingCouncil(CONSENTS.filter((consent) => consent !== 'named'));
  await board.become({ ...first, config: other, samples: [] });
  expect((await newsOf(watched, 'secretariat', inside)).reset).toBe(true);
  expect((await newsOf(watched, 'observer', outside)).reset).toBe(false);
});

it('news since a moment of which nothing is known begin anew', async () => {
  const watched = await openBoard();
  await versionOf(watched, 'member');
  expect((await newsOf(watched, 'member', AT - 60 * MINUTE)).reset).toBe(true);
});
