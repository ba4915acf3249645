import { describe, expect, it } from 'vitest';
import { sharedTargetOf } from '../../../src/app/buckets/shared-targets.ts';
import { CONSENTS, type PlacedTarget, targetsOf } from '../../../src/core/config.ts';
import type { SharingLevels } from '../../../src/core/words/consent-version.ts';
import type { Incident } from '../../../src/core/words/incident.ts';
import type { Judgement } from '../../../src/core/words/judgement.ts';
import type { Sample } from '../../../src/core/words/sample.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { failureOf, phasesOf, sampleOf } from '../../board/sample-fixture.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { askedOf, pathsOf } from './every-path.ts';
import { type CouncilNow, openSharedBoard, type SharedBoard } from './shared-board.ts';
import { AT, MINUTE, samplesAt, sharingCouncil, VIEWERS } from './shared-council.ts';

const HOUR = 60 * MINUTE;
/** When the member shares more, between two slots, and until when its site fails. */
const OPENED = AT + 6 * MINUTE;
const RECOVERED = OPENED + 4 * MINUTE;
/** As long is looked after it. */
const MINUTES = 12;

/** What a twin was before: all that its member then opens nothing of. */
interface Past {
  readonly waitMs: number;
  /** Since when it fails. */
  readonly onset: number;
  /** Its newest sample before. */
  readonly last: number;
  readonly isSaid: boolean;
  readonly troubles: number;
  /** Of the trouble that goes on. */
  readonly worst: Judgement;
}

const QUIET: Past = {
  ...{ waitMs: 200, onset: AT - 10 * MINUTE, last: OPENED - 30_000, isSaid: false, troubles: 0 },
  worst: 'slow',
};
const LOUD: Past = {
  ...{ waitMs: 4000, onset: AT - 100 * MINUTE, last: OPENED - 400, isSaid: true, troubles: 2 },
  worst: 'failing',
};

interface Case {
  readonly site: string;
  readonly viewer: Viewer;
  readonly file: Partial<SharingLevels>;
  readonly chosen: Partial<SharingLevels>;
  /** Whether the viewer knew before since when it fails. */
  readonly isNamedBefore?: boolean;
}

const CASES: readonly Case[] = [
  {
    ...{ site: 'near-counted', viewer: VIEWERS.secretariat, isNamedBefore: true },
    ...{ file: { secretariatSees: 'judgement' }, chosen: { secretariatSees: 'detail' } },
  },
  { site: 'near-own', viewer: VIEWERS.secretariat, file: {}, chosen: { consent: 'counted' } },
  { site: 'near-own', viewer: VIEWERS.secretariat, file: {}, chosen: { consent: 'named' } },
  { site: 'near-counted', viewer: VIEWERS.member, file: {}, chosen: { consent: 'sector' } },
  { site: 'far-sector', viewer: VIEWERS.member, file: {}, chosen: { consent: 'named' } },
  { site: 'far-counted', viewer: VIEWERS.council, file: {}, chosen: { consent: 'named' } },
];

/** A council in which nothing differs but what its site was before. */
class Widened {
  readonly board: SharedBoard;
  readonly #clock: ManualClock;
  readonly #case: Case;
  readonly #past: Past;
  readonly #heard: readonly (() => string)[];

  static async open(wide: Case, past: Past): Promise<Widened> {
    const clock = new ManualClock(AT);
    const board = await openSharedBoard(clock, councilAt(wide, past, AT));
    const { viewer, site } = wide;
    const scopes = [
      { target: null, sector: null },
      { target: null, sector: 'gas', isBrief: true },
      { target: null, sector: 'rail', isBrief: true },
      { target: site, sector: null },
    ];
    const open = scopes.map((scope) => board.listen(viewer, { since: null, ...scope }));
    return new Widened({ board, clock, wide, past, heard: await Promise.all(open) });
  }

  private constructor(parts: {
    readonly board: SharedBoard;
    readonly clock: ManualClock;
    readonly wide: Case;
    readonly past: Past;
    readonly heard: readonly (() => string)[];
  }) {
    this.board = parts.board;
    this.#clock = parts.clock;
    this.#case = parts.wide;
    this.#past = parts.past;
    this.#heard = parts.heard;
  }

  /** Lets its member share more; what the operator was told just before. */
  async widen(): Promise<readonly string[]> {
    const { site, chosen, isNamedBefore = false } = this.#case;
    if (this.#past.isSaid && !isNamedBefore) {
      const said = { target: site, kind: 'sorry_page', text: '工事中', until: OPENED + HOUR };
      expect((await this.board.act(this.#owner, '/api/statements', said)).status).toBe(200);
    }
    await this.#clock.run(OPENED - AT - 60_000);
    // What is normal is read when somebody looks at the whole board.
    await this.board.ask(VIEWERS.operator, '/api/overview');
    await this.#clock.run(60_000);
    const { config } = councilAt(this.#case, this.#past, OPENED);
    const placed = placedIn(config, site);
    await this.board.become({
      ...councilAt(this.#case, this.#past, OPENED),
      samples: [failureOf(placed, this.#past.last)],
    });
    const before = await askedOf(this.board, VIEWERS.operator, [`/api/targets/${site}`]);
    const choice = { target: site, ...chosen };
    expect((await this.board.act(this.#owner, '/api/consent', choice)).status).toBe(200);
    return before;
  }

  /** What the viewer is told by every outlet, `minute` minutes after, and hears until the next. */
  async minute(minute: number): Promise<readonly string[]> {
    const now = OPENED + minute * MINUTE;
    if (minute > 0) await this.board.become(councilAt(this.#case, this.#past, now));
    const { viewer, site } = this.#case;
    const council = targetsOf(this.board.live.config).map(sharedTargetOf);
    const paths = [
      ...pathsOf(this.board, council, viewer, { incidents: [], at: AT }),
      ...[`/api/targets/${site}`, `/api/judging?target=${site}`, `/api/incidents?target=${site}`],
      ...[`/api/targets/${site}/usual`, `/api/export/samples/${site}?format=ndjson`],
      `/api/targets/${site}/samples?from=${AT - 80 * HOUR}&to=${now}&step=1h`,
      `/api/members/${placedIn(this.board.live.config, site).member.id}`,
    ];
    const lines = await askedOf(this.board, viewer, paths);
    await this.#clock.run(MINUTE);
    return [...lines, ...this.#heard.map((heard) => heard())];
  }

  get #owner(): Viewer {
    const { member, sector } = placedIn(this.board.live.config, this.#case.site);
    return { kind: 'member', member: member.id, sector: sector.id };
  }
}

function placedIn(config: CouncilNow['config'], site: string): PlacedTarget {
  const placed = targetsOf(config).find(({ target }) => target.id === site);
  if (placed === undefined) throw new Error(`no ${site}`);
  return placed;
}

/** The samples since the moment before, and how the site does then. */
function councilAt(
  { site, file, isNamedBefore = false }: Case,
  past: Past,
  now: number,
): CouncilNow {
  const config = sharingCouncil(CONSENTS, file);
  const placed = placedIn(config, site);
  const { onset, worst } = isNamedBefore ? QUIET : past;
  const isFailing = now < RECOVERED;
  const judged = isFailing
    ? ({ judgement: 'slow', since: onset } as const)
    : ({ judgement: 'normal', since: RECOVERED } as const);
  const why = isFailing ? `since ${past.onset}` : 'well again';
  const others = samplesAt(config, now - MINUTE).filter(({ target }) => target !== site);
  const own = isFailing ? failureOf(placed, now - 30_000) : sampleOf(placed, now - 30_000);
  return {
    ...{ config, facts: new Map(), doubt: null },
    samples: [...others, ...(now === AT ? samplesBefore(placed, past) : [own])],
    states: new Map([[site, { ...judged, ratio: 2 }]]),
    reasons: new Map([[site, { ja: why, en: why }]]),
    incidents: incidentsOf(placed, {
      ...{ onset, worst, now, troubles: isNamedBefore ? 0 : past.troubles },
    }),
  };
}

/** Of three days, each hour, and of the last hours, each minute. */
function samplesBefore(placed: PlacedTarget, { waitMs, onset, last }: Past): readonly Sample[] {
  const days = Array.from({ length: 69 }, (_, n) => AT - (72 - n) * HOUR);
  const hours = Array.from({ length: 150 }, (_, n) => AT - (150 - n) * MINUTE);
  return [...days, ...hours]
    .filter((slot) => slot < last)
    .map((slot, n) => {
      const phases = phasesOf(waitMs + (n % 7));
      return slot < onset ? sampleOf(placed, slot, { phases }) : failureOf(placed, slot);
    });
}

function incidentsOf(
  { target, member, sector }: PlacedTarget,
  { onset, worst, now, troubles }: Pick<Past, 'onset' | 'worst' | 'troubles'> & { now: number },
): readonly Incident[] {
  const of = (n: number, from: number, to: number | null): Incident => ({
    ...{ id: `20261122-${n}`, pattern: 'single', subject: { kind: 'target', target: target.id } },
    ...{
      since: from,
      openedAt: from + MINUTE,
      endedAt: to,
      ending: to === null ? null : 'recovered',
    },
    ...{ mergedInto: null, severity: n, evidence: [], timeline: [] },
    targets: [
      {
        ...{ target: target.id, member: member.id, sector: sector.id, from, to },
        ...{ judgement: worst, ratio: null, phase: null },
      },
    ],
  });
  const ended = Array.from({ length: troubles }, (_, n) => {
    const from = AT - (20 + n) * HOUR;
    return of(n + 1, from, from + HOUR);
  });
  return [...ended, of(troubles + 1, onset, now < RECOVERED ? null : RECOVERED)];
}

describe('what is shared from now on', () => {
  it.each(CASES)('opens nothing of before: $site to the $viewer.kind by $chosen', async (wide) => {
    const one = await Widened.open(wide, QUIET);
    const other = await Widened.open(wide, LOUD);
    const [before, otherwise] = [await one.widen(), await other.widen()];
    expect(otherwise).not.toEqual(before);
    const told: string[] = [];
    for (let minute = 0; minute < MINUTES; minute += 1) {
      const [first, second] = [await one.minute(minute), await other.minute(minute)];
      for (const [n, line] of first.entries()) expect(second[n], `minute ${minute}`).toBe(line);
      told.push(first.join('\n'));
    }
    const text = told.at(-1) ?? '';
    expect(text).toContain(`"target":"${wide.site}"`);
    expect(told[0]).toMatch(new RegExp(`"(since|from)":${OPENED}`));
    const isDetail = wide.viewer.kind === 'secretariat';
    expect(text.includes(`"why":{"ja":"well again"`)).toBe(isDetail);
    expect(text.includes(`"url":"https://${wide.site}.example/"`)).toBe(isDetail);
  });
});
