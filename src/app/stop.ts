import { readApplied } from '../config/applied-config.ts';
import { targetsOf } from '../core/config.ts';
import { AppError } from '../core/errors.ts';
import { nearestOf } from '../core/nearest.ts';
import type { StoppedTarget } from '../core/words/audit.ts';
import { askService, type Waiting } from './control/ask-service.ts';
import { readStopped, withDirectState } from './control/direct-state.ts';
import { requireOwnStore } from './control/owner-of-store.ts';
import {
  carryOut,
  type StopOrder,
  type StopOutcome,
  stopOrderSchema,
  stopOutcomeSchema,
} from './control/stop-order.ts';
import { type StoreDirectory, serviceStoresIn } from './store-directory.ts';
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
  readonly outcome: StopOutcome | Waiting;
  /** By whom: the running service, or this command in the store that no service owns. */
  readonly by: 'service' | 'store';
  readonly practice: boolean;
  /** The council's IANA name; UTC where it is not known. */
  readonly timezone: string;
  /** The known id that was probably meant by an unknown one. */
  readonly nearest: string | null;
  /** An unknown one is in the files of the configuration, and the service has not taken it. */
  readonly isInFiles: boolean;
  /** The store's service measures the practice council that it brings along, and reads no files. */
  readonly isBuiltIn: boolean;
  /** Another store below the same directory that has a target of this id; null = none. */
  readonly otherDir: string | null;
}

/**
 * Ends or takes up again the measuring of one target. Where public and practice data lie below the same
 * directory the store that knows the target is meant, the public one first. Rejects with `usage` for
 * what is no id or no reason, `not_found` without data, `store_unavailable`, `store_newer`.
 */
export async function orderStop(request: StopRequest): Promise<StopReport> {
  const order = orderOf(request);
  const { target } = order;
  const { store, others, inFiles } = await storeMeant(request);
  const outcome = store.running
    ? await askService(store.dir, order, stopOutcomeSchema)
    : await doDirectly(store, inFiles, order);
  const isUnknown = outcome.kind === 'unknown_target';
  const fileIds = isUnknown ? (inFiles ?? (await idsInFiles(request))).ids : new Set<string>();
  return {
    outcome,
    by: store.running ? 'service' : 'store',
    practice: store.practice,
    timezone: await zoneOf(store.dir, request.configDir),
    nearest: isUnknown ? nearestTo(target, store.known.union(fileIds)) : null,
    isInFiles: isUnknown && fileIds.has(target),
    isBuiltIn: store.isBuiltIn,
    otherDir: others.find(({ known }) => known.has(target))?.dir ?? null,
  };
}

/** The targets stopped in one store. */
export interface StoppedList {
  readonly practice: boolean;
  /** In order of id. */
  readonly stopped: readonly StoppedTarget[];
  /** The council's IANA name; UTC where it is not known. */
  readonly timezone: string;
}

/** Of every store, the public one first; `configDir` as in {@link StopRequest}. Rejects as {@link orderStop}. */
export async function listStopped(
  dataDir: string,
  configDir: string | null,
): Promise<readonly StoppedList[]> {
  return await Promise.all(
    serviceStoresIn(dataDir).map(async ({ dir, practice }) => ({
      practice,
      stopped: readStopped(dir),
      timezone: await zoneOf(dir, configDir),
    })),
  );
}

function orderOf({ target, action, reason }: StopRequest): StopOrder {
  const read = stopOrderSchema.safeParse({ action, target, reason, actor: 'operator' });
  if (read.success) return read.data;
  const isReason = read.error.issues.some(({ path }) => path[0] === 'reason');
  throw new AppError(
    'usage',
    isReason
      ? {
          ja: '--reason は改行や制御文字のない 500 文字までの1行です',
          en: '--reason takes one line of up to 500 characters, without control characters',
        }
      : {
          ja: `${target} は計測対象の id ではありません（gas-0001-home のような小文字の英数字とハイフン）`,
          en: `${target} is no id of a site (lower-case letters, digits and hyphens, as in gas-0001-home)`,
        },
  );
}

/** A store with the ids that it knows: in force at its last service, or stopped. */
interface KnowingStore extends StoreDirectory {
  readonly known: ReadonlySet<string>;
  readonly isBuiltIn: boolean;
}

interface IdsInFiles {
  readonly practice: boolean | null;
  readonly ids: ReadonlySet<string>;
}

interface StoreMeant {
  readonly store: KnowingStore;
  readonly others: readonly KnowingStore[];
  /** null where they were not needed to tell. */
  readonly inFiles: IdsInFiles | null;
}

async function storeMeant(request: StopRequest): Promise<StoreMeant> {
  const stores = await Promise.all(serviceStoresIn(request.dataDir).map(withKnown));
  const knowing = stores.find(({ known }) => known.has(request.target));
  const inFiles = knowing === undefined ? await idsInFiles(request) : null;
  const store =
    knowing ??
    stores.find(({ practice }) => practice === inFiles?.practice) ??
    stores.find(({ running }) => running) ??
    stores[0];
  if (store === undefined) throw new AppError('internal', 'a data directory without a store');
  return { store, others: stores.filter((each) => each !== store), inFiles };
}

async function withKnown(store: StoreDirectory): Promise<KnowingStore> {
  const applied = await readApplied(store.dir);
  const targets = (applied?.parts ?? []).filter(({ kind }) => kind === 'target');
  const ids = [
    ...targets.map(({ id }) => id),
    ...readStopped(store.dir).map((each) => each.target),
  ];
  return { ...store, known: new Set(ids), isBuiltIn: applied?.isBuiltIn ?? false };
}

/** `practice` is null unless the files have the target. */
async function idsInFiles({ configDir, target }: StopRequest): Promise<IdsInFiles> {
  const { config } = await optionalConfig(configDir);
  const ids = new Set(config === null ? [] : targetsOf(config).map((each) => each.target.id));
  return { practice: config !== null && ids.has(target) ? config.practice : null, ids };
}

function nearestTo(target: string, known: ReadonlySet<string>): string | null {
  return nearestOf(
    target,
    [...known].filter((id) => id !== target),
  );
}

async function doDirectly(
  store: KnowingStore,
  inFiles: IdsInFiles | null,
  order: StopOrder,
): Promise<StopOutcome> {
  requireOwnStore(store.dir);
  const isOfFiles = inFiles?.practice === store.practice;
  const known = isOfFiles ? store.known.union(inFiles.ids) : store.known;
  const now = Date.now();
  return await withDirectState(store.dir, (state) =>
    carryOut(order, { state, isKnown: (target) => known.has(target), now }),
  );
}
