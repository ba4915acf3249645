import { AppError } from '../../core/errors.ts';
import type { Language } from '../../core/words/language.ts';
import { askService, type Waiting } from '../control/ask-service.ts';
import {
  type SnapshotOutcome,
  snapshotOrderSchema,
  snapshotOutcomeSchema,
} from '../control/snapshot-order.ts';
import { storeMeant } from '../control/store-meant.ts';

export interface SnapshotAsked {
  /** As `viewerAsked` reads it. */
  readonly viewer: string;
  readonly language: Language;
  readonly dataDir: string;
}

/**
 * Has the service that owns the data, a running drill before it, make a file of the board: what it shows
 * is known to it alone. Rejects with `usage` for what no viewer can be called, `not_found` without data
 * or without a service, `store_unavailable`, `store_newer`.
 */
export async function orderSnapshot(asked: SnapshotAsked): Promise<SnapshotOutcome | Waiting> {
  const { viewer, language, dataDir } = asked;
  const order = { action: 'board-snapshot', viewer, language, at: Date.now(), actor: 'operator' };
  const read = snapshotOrderSchema.safeParse(order);
  if (!read.success) throw new AppError('usage', VIEWER_UNREADABLE);
  const { dir, running } = storeMeant(dataDir);
  if (!running) throw new AppError('not_found', notRunning(dataDir));
  return await askService(dir, read.data, snapshotOutcomeSchema);
}

const VIEWER_UNREADABLE = {
  ja: '--viewer は空でない 1 行で、200 文字までです',
  en: '--viewer takes one line that is not empty, of 200 characters at most',
};

function notRunning(dataDir: string) {
  return {
    ja: `${dataDir} で動いているサービスがありません。画面の内容は、動いているサービスだけが知っています（yamabiko run で始めてください）`,
    en: `no service runs on ${dataDir}; what the board shows is known to a running service alone (start it with yamabiko run)`,
  };
}
