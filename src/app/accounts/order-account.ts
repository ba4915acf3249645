import { openEntrance } from '../../accounts/entrance.ts';
import { DEFAULTS } from '../../config/defaults.ts';
import type { Config } from '../../core/config.ts';
import { AppError } from '../../core/errors.ts';
import { noLog } from '../../core/ports/log.ts';
import { systemClock } from '../../schedule/system-clock.ts';
import {
  type AccountOrder,
  type AccountOutcome,
  accountOrderSchema,
  accountOutcomeSchema,
} from '../control/account-order.ts';
import { askService, type Waiting } from '../control/ask-service.ts';
import { withStateFile } from '../control/direct-state.ts';
import { requireOwnStore } from '../control/owner-of-store.ts';
import { storeMeant } from '../control/store-meant.ts';
import { optionalConfig } from '../validate.ts';
import { accountDesk } from './account-desk.ts';
import { CouncilOffices } from './offices-of.ts';
import { directAccounts } from './people-stores-of.ts';

type Unsigned<Order> = Order extends AccountOrder ? Omit<Order, 'at' | 'actor'> : never;
/** An order as a command gives it. */
export type AskedAccountOrder = Unsigned<AccountOrder>;

export interface AccountReport {
  readonly outcome: AccountOutcome | Waiting;
  /** By whom: the running service, or this command on the store that no service owns. */
  readonly by: 'service' | 'store';
}

/**
 * Has an order about accounts carried out by the service that owns the data, a running drill before it,
 * or without one on the store itself; then offices are those of the configuration, where there is one.
 * Rejects with `usage` for what no order may hold, `not_found` without data, `store_unavailable`,
 * `store_newer`.
 */
export async function orderAccount(
  asked: AskedAccountOrder,
  place: { readonly dataDir: string; readonly configDir: string | null },
): Promise<AccountReport> {
  const order = signed(asked);
  const { dir, running } = storeMeant(place.dataDir);
  if (running) {
    return { outcome: await askService(dir, order, accountOutcomeSchema), by: 'service' };
  }
  requireOwnStore(dir);
  const { config } = await optionalConfig(place.configDir);
  const outcome = await withStateFile(dir, async ({ accounts }) => {
    const entrance = await openEntrance({
      ...{ store: directAccounts(accounts), clock: systemClock, log: noLog },
      ...{ offices: officesOf(config), issuer: () => 'Yamabiko' },
    });
    const timezone = () => config?.council.timezone ?? 'UTC';
    return await accountDesk({ entrance, url: () => urlOf(config), timezone }).take(order);
  });
  return { outcome, by: 'store' };
}

/** Without a configuration there is no member and no sector. */
function officesOf(config: Config | null): CouncilOffices {
  return new CouncilOffices(() => ({ sectors: config?.sectors ?? [] }));
}

/** Where the service will answer. */
function urlOf(config: Config | null): string {
  const { host, port } = config?.board ?? DEFAULTS.board;
  return config?.council.publicUrl ?? `http://${host}:${port}`;
}

function signed(asked: AskedAccountOrder): AccountOrder {
  const read = accountOrderSchema.safeParse({ ...asked, at: Date.now(), actor: 'operator' });
  if (read.success) return read.data;
  const name = String(read.error.issues[0]?.path.at(-1) ?? asked.action);
  throw new AppError('usage', {
    ja: `${name} は空でない 1 行で、改行や制御文字のない決められた長さまでのものです`,
    en: `${name} takes one line that is not empty, without control characters, up to a set length`,
  });
}
