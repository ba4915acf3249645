import type { BoardTls, TlsTexts } from '../../board/board-server.ts';
import { background } from '../../core/background.ts';
import type { BoardTlsConfig } from '../../core/config.ts';
import { messageOf } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import { type ReadTls, readTls } from './read-tls.ts';

/** Distance of two looks whether the files were renewed, and of two warnings that the end is near. */
const LOOK_MS = 60_000;
const WARN_MS = 86_400_000;
/** Authorities renew at the latest this long before the end, ms. */
const SOON_MS = 14 * 86_400_000;

export interface BoardTlsParts {
  readonly files: BoardTlsConfig;
  /** Paths that are not absolute are from here; null = the working directory. */
  readonly dir: string | null;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * What the board speaks TLS by, followed while it runs: files that were renewed are taken within a minute;
 * until both are there and belong together the old ones stay, and the log says why. `starting` ends it.
 * One that has ended is served all the same, since without the service nothing would be measured; the log
 * says it every day. Rejects with `board_unavailable` where the files cannot be used at the start.
 */
export async function openBoardTls(
  parts: BoardTlsParts,
  starting: AsyncDisposableStack,
): Promise<BoardTls> {
  const { files, dir, clock, log } = parts;
  let known = await readTls(files, dir);
  let refused: string | null = null;
  let warnedAt = -Infinity;
  let renewed: (texts: TlsTexts) => void = () => {};
  const warn = () => {
    if (clock.now() - warnedAt < WARN_MS || !warnOfEnd(known, clock.now(), log)) return;
    warnedAt = clock.now();
  };
  const look = async () => {
    warn();
    try {
      const read = await readTls(files, dir);
      refused = null;
      if (read.cert === known.cert && read.key === known.key) return;
      known = read;
      warnedAt = -Infinity;
      renewed(read);
      log.info('board.tls_renewed', { endsAt: new Date(read.endsAt).toISOString() });
    } catch (error) {
      const why = messageOf(error);
      if (why !== refused) log.error('board.tls_refused', { error: why });
      refused = why;
    }
  };
  let cancel = () => {};
  let isEnded = false;
  const wait = () => {
    if (isEnded) return;
    cancel = clock.after(LOOK_MS, () => background(look().finally(wait), 'look at TLS', log));
  };
  starting.defer(() => {
    isEnded = true;
    cancel();
  });
  warn();
  wait();
  return {
    get texts() {
      return known;
    },
    onRenewed(listener) {
      renewed = listener;
    },
  };
}

/** Whether there was something to warn of. */
function warnOfEnd({ endsAt }: ReadTls, now: number, log: Log): boolean {
  const at = { endsAt: new Date(endsAt).toISOString() };
  if (endsAt <= now) log.error('board.tls_ended', at);
  else if (endsAt <= now + SOON_MS) log.warn('board.tls_ends_soon', at);
  else return false;
  return true;
}
