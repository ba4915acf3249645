import { randomUUID } from 'node:crypto';
import { AppError } from '../../core/errors.ts';
import type { OutboxEntry, OutboxState } from '../../core/ports/notice-store.ts';
import { askService, type Waiting } from '../control/ask-service.ts';
import { readNotices } from '../control/direct-state.ts';
import {
  type NoticeOrder,
  type NoticeOutcome,
  noticeOrderSchema,
  noticeOutcomeSchema,
} from '../control/notice-order.ts';
import { requireOwnStore } from '../control/owner-of-store.ts';
import { storeMeant } from '../control/store-meant.ts';
import { requireConfig, type Warn } from '../validate.ts';
import { zoneOf } from '../zone-of.ts';
import { withDirectDesk } from './direct-desk.ts';

/** Where the data of telling lies, and the configuration for what no service does. */
export interface NoticePlace {
  readonly dataDir: string;
  /** null = `./config`. */
  readonly configDir: string | null;
  readonly warn: Warn;
}

type Unsigned<Order> = Order extends NoticeOrder ? Omit<Order, 'at' | 'actor'> : never;
/** An order as a command gives it. */
export type AskedOrder = Unsigned<NoticeOrder>;

export interface NoticeReport {
  readonly outcome: NoticeOutcome | Waiting;
  /** By whom: the running service, or this command on the store that no service owns. */
  readonly by: 'service' | 'store';
}

/**
 * Has an order about telling carried out by the service that owns the data, a running drill before it, or
 * without one on the store itself. Rejects with `usage` for what no order may hold, `not_found` without
 * data, `config_invalid`, `store_unavailable`, `store_newer`.
 */
export async function orderNotice(asked: AskedOrder, place: NoticePlace): Promise<NoticeReport> {
  const order = signed(asked);
  const { dir, running, practice } = storeMeant(place.dataDir);
  if (running) {
    return { outcome: await askService(dir, order, noticeOutcomeSchema), by: 'service' };
  }
  if (practice) throw new AppError('not_found', PRACTICE_RESTS);
  requireOwnStore(dir);
  const configDir = place.configDir ?? 'config';
  const config = await requireConfig(configDir, place.warn);
  const direct = { storeDir: dir, config, configDir, environment: process.env };
  const outcome = await withDirectDesk(direct, (desk) => desk.take(randomUUID(), order));
  return { outcome, by: 'store' };
}

/** What waits and what was sent, the newest first; rejects as {@link orderNotice}. */
export async function listNotices(
  { state, limit }: { readonly state: OutboxState | null; readonly limit: number },
  { dataDir, configDir }: NoticePlace,
): Promise<{ readonly entries: readonly OutboxEntry[]; readonly timezone: string }> {
  const { dir } = storeMeant(dataDir);
  const query = { limit, ...(state === null ? {} : { state }) };
  const entries = readNotices(dir, (notices) => notices.outbox(query)) ?? [];
  return { entries, timezone: await zoneOf(dir, configDir) };
}

/** Silences that last, by the clock of the service that runs; rejects as {@link orderNotice}. */
export async function listSilences({ dataDir, configDir }: NoticePlace): Promise<NoticeReport> {
  const { dir, running } = storeMeant(dataDir);
  if (running) {
    const order = signed({ action: 'silence-list' });
    return { outcome: await askService(dir, order, noticeOutcomeSchema), by: 'service' };
  }
  const found = readNotices(dir, (notices) => notices.silences(Date.now())) ?? [];
  const silences = found.toSorted((a, b) => a.until - b.until);
  const timezone = await zoneOf(dir, configDir);
  return { outcome: { kind: 'silences_listed', silences, timezone }, by: 'store' };
}

/** The council's zone, an IANA name. */
export async function zoneOfNotices({ dataDir, configDir }: NoticePlace): Promise<string> {
  return await zoneOf(storeMeant(dataDir).dir, configDir);
}

function signed(asked: AskedOrder): NoticeOrder {
  const read = noticeOrderSchema.safeParse({ ...asked, at: Date.now(), actor: 'operator' });
  if (read.success) return read.data;
  const name = String(read.error.issues[0]?.path.at(-1) ?? asked.action);
  throw new AppError('usage', {
    ja: `${name} は空でない 1 行で、改行や制御文字のない決められた長さまでのものです`,
    en: `${name} takes one line that is not empty, without control characters, up to a set length`,
  });
}

const PRACTICE_RESTS = {
  ja: '模擬データのサービスが動いていません。npm start で起動してから実行してください',
  en: 'the service of practice data does not run; start it (npm start) first',
};
