import type { EntranceDesk } from '../../board/entrance/entrance-desk.ts';
import type { Config } from '../../core/config.ts';
import type { AccountStore } from '../../core/ports/account-store.ts';
import type { Log } from '../../core/ports/log.ts';
import type { DrillMark } from '../../core/words/scenario.ts';
import { systemClock } from '../../schedule/system-clock.ts';
import type { ControlDesk } from '../control/control-desk.ts';
import { accountDesk } from './account-desk.ts';
import { openEntranceDesk } from './open-entrance-desk.ts';
import { openOpenId } from './open-openid.ts';

export interface OpenAccountsParts {
  readonly store: AccountStore;
  /** The council that holds at the moment of the call. */
  readonly today: () => Config;
  /** null = no drill. */
  readonly drill: DrillMark | null;
  /** Folder that the paths of secrets are relative to; null = the working directory. */
  readonly configDir: string | null;
  readonly log: Log;
}

/**
 * Who comes in, by the machine's clock, which is the one of people's apps and of the issuer. Rejects
 * with `store_unavailable`, `store_newer`, or `usage` for what the issuer cannot be asked with.
 */
export async function openAccounts(
  { store, today, drill, configDir, log }: OpenAccountsParts,
  starting: AsyncDisposableStack,
): Promise<EntranceDesk> {
  const places = { configDir, environment: process.env };
  const asked = { config: today(), clock: systemClock, log, ...places };
  const openId = await openOpenId(asked, starting);
  return await openEntranceDesk({ store, today, drill, clock: systemClock, log, openId });
}

/** Takes orders about accounts from the machine, once it is known where the board answers. */
export function orderAccountsBy(
  desk: Pick<ControlDesk, 'openAccounts'>,
  { entrance }: EntranceDesk,
  { today, url }: { readonly today: () => Config; readonly url: string },
): void {
  desk.openAccounts(
    accountDesk({
      entrance,
      url: () => today().council.publicUrl ?? url,
      timezone: () => today().council.timezone,
    }),
  );
}
