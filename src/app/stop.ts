import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { readApplied } from '../config/applied-config.ts';
import { targetsOf } from '../core/config.ts';
import { AppError } from '../core/errors.ts';
import { nearestOf } from '../core/nearest.ts';
import type { StoppedTarget } from '../core/words/audit.ts';
import { openControl } from './control/control-files.ts';
import { readStopped, withDirectState } from './control/direct-state.ts';
import {
  carryOut,
  type StopOrder,
  type StopOutcome,
  stopOrderSchema,
} from './control/stop-order.ts';
import { type StoreDirectory, serviceStoreIn } from './store-directory.ts';
import { optionalConfig } from './validate.ts';
import { zoneOf } from './zone-of.ts';

export interface StopRequest {
  readonly target: string;
  readonly action: 'stop' | 'resume';
  readonly reason: string | null;
  readonly dataDir: string;
  /** A target that no service has measured yet is looked up here; null = `./config` if it is valid. */
  readonly configDir: string | null;
}

export interface StopReport {
  /** `waiting`: a service owns the data and has not answered; it finds the request when it looks. */
  readonly outcome: StopOutcome | { readonly kind: 'waiting' };
  /** By whom: the running service, or this command in the store that no service owns. */
  readonly by: 'service' | 'store';
  readonly practice: boolean;
  /** The council's IANA name; UTC where it is not known. */
  readonly timezone: string;
  /** The known id that was probably meant by an unknown one. */
  readonly nearest: string | null;
}

const ANSWER_LIMIT_MS = 60_000;
const ANSWER_LOOK_MS = 100;

/**
 * Ends or takes up again the measuring of one target. Rejects with `usage` for what is no id or too
 * long a reason, `not_found` without data, `store_unavailable`, `store_newer`.
 */
export async function orderStop(request: StopRequest): Promise<StopReport> {
  const order = orderOf(request);
  const store = serviceStoreIn(request.dataDir);
  const { practice } = store;
  const outcome = store.running
    ? await askService(store, order)
    : await doDirectly(store, request, order);
  const by = store.running ? 'service' : 'store';
  const nearest =
    outcome.kind === 'unknown_target'
      ? nearestOf(order.target, [...(await knownTargets(store, request.configDir))])
      : null;
  const timezone = await zoneOf(store.dir, request.configDir);
  return { outcome, by, practice, timezone, nearest };
}

export interface StoppedList {
  /** In order of id. */
  readonly stopped: readonly StoppedTarget[];
  /** The council's IANA name; UTC where it is not known. */
  readonly timezone: string;
}

/** The targets stopped; `configDir` as in {@link StopRequest}. Rejects as {@link orderStop}. */
export async function listStopped(dataDir: string, configDir: string | null): Promise<StoppedList> {
  const { dir } = serviceStoreIn(dataDir);
  return { stopped: readStopped(dir), timezone: await zoneOf(dir, configDir) };
}

function orderOf({ target, action, reason }: StopRequest): StopOrder {
  const read = stopOrderSchema.safeParse({ action, target, reason, actor: 'operator' });
  if (read.success) return read.data;
  const isReason = read.error.issues.some(({ path }) => path[0] === 'reason');
  throw new AppError(
    'usage',
    isReason
      ? { ja: '--reason は 500 文字までです', en: '--reason takes up to 500 characters' }
      : {
          ja: `${target} は計測対象の id ではありません（gas-0001-home のような小文字の英数字とハイフン）`,
          en: `${target} is no id of a site (lower-case letters, digits and hyphens, as in gas-0001-home)`,
        },
  );
}

async function askService(store: StoreDirectory, order: StopOrder): Promise<StopReport['outcome']> {
  const files = await openControl(store.dir);
  const id = `${Date.now()}-${randomUUID()}`;
  await files.ask(id, order);
  const limit = performance.now() + ANSWER_LIMIT_MS;
  while (performance.now() < limit) {
    const answer = await files.takeAnswer(id);
    if (answer === null)
      throw new AppError('internal', 'the service did not understand the request');
    if (answer !== undefined) return answer;
    await pause(ANSWER_LOOK_MS);
  }
  return { kind: 'waiting' };
}

async function doDirectly(
  store: StoreDirectory,
  { configDir }: StopRequest,
  order: StopOrder,
): Promise<StopOutcome> {
  const known = await knownTargets(store, configDir);
  const now = Date.now();
  return await withDirectState(store.dir, (state) =>
    carryOut(order, { state, isKnown: (target) => known.has(target), now }),
  );
}

/** What a service has measured last, and what the configuration would have it measure. */
async function knownTargets(store: StoreDirectory, configDir: string | null): Promise<Set<string>> {
  const applied = await readApplied(store.dir);
  const { config } = await optionalConfig(configDir);
  return new Set([
    ...(applied?.parts ?? []).filter(({ kind }) => kind === 'target').map(({ id }) => id),
    ...(config === null ? [] : targetsOf(config).map(({ target }) => target.id)),
  ]);
}
