import type { Assets } from '../board/assets.ts';
import type { EntranceDesk } from '../board/entrance/entrance-desk.ts';
import { type Board, startBoard } from '../board/start-board.ts';
import type { Config } from '../core/config.ts';
import type { Log } from '../core/ports/log.ts';
import type { MemberActs } from '../core/ports/member-acts.ts';
import type { SaidStore } from '../core/ports/said-store.ts';
import type { Viewer } from '../core/words/viewer.ts';
import { systemClock } from '../schedule/system-clock.ts';
import { serviceActs } from './acts/open-acts.ts';
import { openAuditDesk } from './audit/open-audit-desk.ts';
import { type BoardPlaceOptions, boardPlace } from './board-place.ts';
import { type BoardSourceParts, sharedBoardOf } from './board-sources.ts';
import type { DrillDesk } from './control/drill-order.ts';
import type { Telling } from './notices/telling.ts';
import type { OpenCouncil } from './reload/open-council.ts';
import { eachMinute } from './sharing/each-minute.ts';
import type { MemberVoices } from './sharing/member-sources.ts';
import { takeSnapshotOrders } from './snapshot/snapshot-desk.ts';
import { readStateDamage } from './state-damage.ts';
import { openBoardTls } from './tls/board-tls.ts';

interface BoardOptions extends BoardPlaceOptions {
  readonly configDir?: string | null;
  readonly secretsDir?: string | null;
  readonly drills?: DrillDesk;
  readonly log: Log;
}

interface BoardParts extends Omit<BoardSourceParts, 'stateDamage' | 'telling' | 'voices'> {
  readonly voices: MemberVoices;
  readonly acts: MemberActs;
  readonly said: SaidStore;
  readonly telling: Telling;
  readonly opened: Pick<OpenCouncil, 'council' | 'desk'>;
  readonly today: () => Config;
  readonly assets: Assets;
  readonly entrance: EntranceDesk;
}

/** What he is told is of many alone. */
const OBSERVER: Viewer = { kind: 'observer' };

/** Starts the board on what the parts know; `starting` ends it. */
export async function showBoard(
  options: BoardOptions,
  starting: AsyncDisposableStack,
  { today, assets, entrance, acts, telling, opened, ...parts }: BoardParts,
): Promise<Board> {
  const place = boardPlace(options, () => today().council.timezone);
  const { clock, log, drill } = parts;
  const stateDamage = await readStateDamage(parts.stores.state);
  const { sources, shared } = sharedBoardOf({ ...parts, telling, stateDamage });
  const { drills = null, configDir = null, secretsDir = null } = options;
  const acting = serviceActs({
    ...{ ...parts, shared, council: opened.council, drills, folder: configDir ?? secretsDir },
    ...{ notices: telling.desk(), entrance: entrance.entrance, notesClock: systemClock },
  });
  eachMinute(clock, () => sources.council(OBSERVER), starting);
  const { choices, statements } = parts.voices;
  const versionsOf = (target: string) => choices.versionsOf(target);
  const audit = openAuditDesk({ ...parts.stores, today, drill, versionsOf, clock, log }, starting);
  const { state } = parts.stores;
  takeSnapshotOrders(opened.desk, {
    ...{ shared, state, audit, today, statements },
    ...entrance,
  });
  const tls = await boardTls(options, starting);
  const board = await startBoard({
    ...{ ...place, assets, sources, entrance, acts, acting, audit, tls, clock, log },
  });
  starting.defer(() => board.close());
  return board;
}

/** null = the board speaks plain HTTP. */
async function boardTls(options: BoardOptions, starting: AsyncDisposableStack) {
  const { tls: files } = options.config.board;
  if (files === undefined) return null;
  const dir = options.secretsDir ?? options.configDir ?? null;
  return await openBoardTls({ files, dir, clock: systemClock, log: options.log }, starting);
}
