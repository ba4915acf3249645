import { expect } from 'vitest';
import { sharedTargetOf } from '../../../src/app/buckets/shared-targets.ts';
import { targetsOf } from '../../../src/core/config.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { failureOf } from '../../board/sample-fixture.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { askedOf, pathsOf } from './every-path.ts';
import { openSharedBoard, type SharedBoard } from './shared-board.ts';
import { AT, MINUTE, VIEWERS } from './shared-council.ts';
import { type Case, councilAt, HOUR, OPENED, type Past, placedIn } from './widened-council.ts';

/** A board over a council in which nothing differs but what its site was before. */
export class WidenedBoard {
  readonly board: SharedBoard;
  readonly #clock: ManualClock;
  readonly #case: Case;
  readonly #past: Past;
  readonly #heard: readonly (() => string)[];

  static async open(wide: Case, past: Past): Promise<WidenedBoard> {
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
    return new WidenedBoard({ board, clock, wide, past, heard: await Promise.all(open) });
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
    const now = await this.#become(minute);
    const { viewer, site } = this.#case;
    const council = targetsOf(this.board.live.config).map(sharedTargetOf);
    const paths = [
      ...pathsOf(this.board, council, viewer, { incidents: [], at: AT }),
      ...[`/api/targets/${site}`, `/api/judging?target=${site}`, `/api/incidents?target=${site}`],
      ...[`/api/targets/${site}/usual`, `/api/targets/${site}/usual?at=${AT - 30 * HOUR}`],
      `/api/export/samples/${site}?format=ndjson`,
      `/api/targets/${site}/samples?from=${AT - 80 * HOUR}&to=${now}&step=1h`,
      `/api/members/${placedIn(this.board.live.config, site).member.id}`,
    ];
    const lines = await askedOf(this.board, viewer, paths);
    await this.#clock.run(MINUTE);
    return [...lines, ...this.#heard.map((heard) => heard())];
  }

  /** Lets a minute pass in which nobody asks for anything. */
  async pass(minute: number): Promise<void> {
    await this.#become(minute);
    await this.#clock.run(MINUTE);
  }

  async #become(minute: number): Promise<number> {
    const now = OPENED + minute * MINUTE;
    if (minute > 0) await this.board.become(councilAt(this.#case, this.#past, now));
    return now;
  }

  get #owner(): Viewer {
    const { member, sector } = placedIn(this.board.live.config, this.#case.site);
    return { kind: 'member', member: member.id, sector: sector.id };
  }
}
