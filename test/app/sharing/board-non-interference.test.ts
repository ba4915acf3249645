import { describe, expect, it } from 'vitest';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { drawCouncil, drawViewer, SECTORS } from '../../share/rules/worlds.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { seeded } from '../../support/seeded.ts';
import { askedOf, pathsOf } from './every-path.ts';
import { openSharedBoard, type SharedBoard } from './shared-board.ts';
import { MINUTE, START, TIMES, Twin } from './twin-councils.ts';
import { drawVisible, type Visible } from './twin-parts.ts';

const RUNS = 30;

/** All that a viewer is told by every outlet of the board, minute by minute. */
class Watched {
  readonly board: SharedBoard;
  readonly #clock: ManualClock;
  readonly #twin: Twin;
  readonly #visible: Visible;
  readonly #isRestless: boolean;
  readonly #streams: readonly (() => string)[];

  static async open(visible: Visible, twin: Twin, isRestless: boolean): Promise<Watched> {
    const clock = new ManualClock(START + 10_000);
    const board = await openSharedBoard(clock, twin.at(0));
    const { viewer } = visible;
    const scopes = [
      { target: null, sector: null },
      { target: null, sector: 'bank' },
      ...SECTORS.map(({ id }) => ({ target: null, sector: id, isBrief: true })),
      { target: `${SECTORS[0].id}-1-0`, sector: null },
    ];
    const streams = await Promise.all(
      scopes.map((scope) => board.listen(viewer, { since: null, ...scope })),
    );
    return new Watched({ board, clock, twin, visible, isRestless, streams });
  }

  private constructor(parts: {
    readonly board: SharedBoard;
    readonly clock: ManualClock;
    readonly twin: Twin;
    readonly visible: Visible;
    readonly isRestless: boolean;
    readonly streams: readonly (() => string)[];
  }) {
    this.board = parts.board;
    this.#clock = parts.clock;
    this.#twin = parts.twin;
    this.#visible = parts.visible;
    this.#isRestless = parts.isRestless;
    this.#streams = parts.streams;
  }

  /** Lets a minute pass; the lines are what was asked twice in it, and heard until its end. */
  async minute(minute: number, paths: readonly string[]): Promise<string[]> {
    await this.board.become(this.#twin.at(minute));
    await this.#clock.run(20_000);
    const lines = await askedOf(this.board, this.#visible.viewer, paths);
    if (this.#isRestless) await this.board.become(this.#twin.at(minute, true));
    await this.#clock.run(20_000);
    lines.push(...(await askedOf(this.board, this.#visible.viewer, paths)));
    await this.#clock.run(20_000);
    return [...lines, ...this.#streams.map((heard) => heard())];
  }

  /** What was released to the viewer, as text: that on which twins must agree. */
  released(): string {
    const { releases } = this.board;
    const { viewer } = this.#visible;
    return JSON.stringify(
      SECTORS.map(({ id }) => {
        const { band, ratio, changedAt } = releases.to(viewer, id)?.release ?? {};
        return [id, band, ratio, band === null ? null : changedAt];
      }),
    );
  }

  /** Ids of the incidents that are told, of whatever is told. */
  async incidents(): Promise<string[]> {
    const { text } = await this.board.ask(this.#visible.viewer, '/api/incidents');
    return [...text.matchAll(/"id":"([^"]*-\d{13}(?:-\d+)?)"/g)].map(([, id = '']) => id);
  }
}

describe('the board to those who share', () => {
  it('is the same where councils differ only in what the viewer may not see', async () => {
    const random = seeded(20261122);
    const told = {
      bands: 0,
      patterns: 0,
      ended: 0,
      names: 0,
      detail: 0,
      doubts: 0,
      minutes: 0,
      samples: 0,
    };
    for (let run = 0; run < RUNS; run += 1) {
      const council = drawCouncil(random);
      const visible = drawVisible(drawViewer(random), council, random);
      const texts = await toldAlike(visible, run, (one, other) => {
        if (one.live.version !== other.live.version) told.samples += 1;
      });
      for (const text of texts) {
        told.minutes += 1;
        if (/"level":"(some|half)"/.test(text)) told.bands += 1;
        if (/"id":"pattern-/.test(text)) told.patterns += 1;
        if (/"id":"pattern-[^}]*"endedAt":\d/.test(text)) told.ended += 1;
        if (/"detail":null/.test(text)) told.names += 1;
        if (/"recentMs"/.test(text)) told.detail += 1;
        if (/"kind":"own_network"/.test(text)) told.doubts += 1;
      }
    }
    // The councils are such that there was something of everything to tell, mostly to the end.
    expect(told.minutes).toBeGreaterThan((RUNS * TIMES.end) / 2);
    expect(Math.min(...Object.values(told)), JSON.stringify(told)).toBeGreaterThan(4);
  });

  it('is the same in a sector of 1,788 members', async () => {
    const random = seeded(1788);
    const drawn = drawCouncil(random);
    const sector = SECTORS[0].id;
    const rest = { sector, consent: 'counted', secretariatSees: 'detail' } as const;
    const council = [
      ...drawn,
      ...Array.from({ length: 1788 - SECTORS[0].members }, (_, n) => {
        return { id: `${sector}-${100 + n}-0`, member: `${sector}-${100 + n}`, ...rest };
      }),
    ];
    const viewers: readonly Viewer[] = [
      { kind: 'council' },
      { kind: 'member', member: `${sector}-1`, sector },
      { kind: 'secretariat', sector: 'gas' },
    ];
    for (const [run, viewer] of viewers.entries()) {
      const texts = await toldAlike(drawVisible(viewer, council, random), run);
      expect(texts.length, viewer.kind).toBeGreaterThan(2);
      expect(texts.join(), viewer.kind).toMatch(/"level":"(half"|some","atLeast":\d{2})/);
    }
  });

  it('is another where what the viewer may see is another', async () => {
    const random = seeded(5);
    const council = drawCouncil(random);
    const viewer: Viewer = { kind: 'secretariat', sector: 'bank' };
    const visible = drawVisible(viewer, council, random);
    const one = await watched(visible, seeded(1), false);
    const other = await watched({ ...visible, seed: visible.seed + 77 }, seeded(1), false);
    const paths = pathsOf(one.board, council, viewer, { incidents: [], at: START });
    const [first, second] = [await one.minute(1, paths), await other.minute(1, paths)];
    const different = paths.filter((_, n) => first[n] !== second[n]);
    expect(different).toEqual(
      expect.arrayContaining(['/api/overview', '/api/council', '/api/sectors/bank']),
    );
  });
});

/** What both twins tell, minute by minute, as long as they agree in what is released; it must be the same. */
async function toldAlike(
  visible: Visible,
  run: number,
  atEnd: (one: SharedBoard, other: SharedBoard) => void = () => {},
): Promise<string[]> {
  const one = await watched(visible, seeded(run + 1), false);
  const other = await watched(visible, seeded(run + 5001), true);
  const told: string[] = [];
  for (let minute = 1; minute <= TIMES.end; minute += 1) {
    const some = { incidents: await one.incidents(), at: START + 5 * MINUTE };
    const paths = pathsOf(one.board, visible.council, visible.viewer, some);
    const first = await one.minute(minute, paths);
    const second = await other.minute(minute, paths);
    if (other.released() !== one.released()) break;
    const where = `run ${run}, minute ${minute}, ${JSON.stringify(visible.viewer)}`;
    for (const [n, line] of first.entries()) expect(second[n], where).toBe(line);
    told.push(first.join('\n'));
  }
  atEnd(one.board, other.board);
  return told;
}

async function watched(visible: Visible, hidden: () => number, isRestless: boolean) {
  return await Watched.open(visible, new Twin(visible, hidden, isRestless), isRestless);
}
