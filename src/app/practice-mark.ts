import { basename, resolve } from 'node:path';
import type { Config } from '../core/config.ts';
import { AppError } from '../core/errors.ts';
import type { StateStore } from '../core/ports/state-store.ts';
import { PRACTICE_VANTAGE } from '../practice/practice-council.ts';

/** 1 in a store of practice data, 0 in one of public sites. */
export const PRACTICE_MARK = 'practice';

/** Vantage of everything that was measured in a drill, and so written into every sample. */
export const DRILL_VANTAGE = 'drill';

/**
 * A practice configuration measures from the vantage `practice`, a drill from `drill`: every sample of
 * them says so.
 */
export function practiceMarked(config: Config): Config {
  const isMarked = !config.practice || config.vantage === DRILL_VANTAGE;
  return isMarked ? config : { ...config, vantage: PRACTICE_VANTAGE };
}

/**
 * Makes a store practice data or public, for good. Rejects with `store_unavailable` where it is the
 * other: a directory named `practice` that says nothing of itself is practice data.
 */
export async function claimStore(
  state: StateStore,
  { practice, dir }: { readonly practice: boolean; readonly dir: string },
): Promise<void> {
  const mark = await state.mark(PRACTICE_MARK);
  const isPractice = mark === null ? practice || basename(resolve(dir)) === 'practice' : mark === 1;
  if (isPractice !== practice) {
    throw new AppError('store_unavailable', {
      ja: isPractice
        ? `${dir} は模擬データの保存先です。実際のサイトの計測には別のディレクトリを --data で指定してください`
        : `${dir} は実際のサイトの計測値の保存先です。模擬データには別のディレクトリを --data で指定してください`,
      en: isPractice
        ? `${dir} holds practice data; give another directory by --data to measure real sites`
        : `${dir} holds samples of real sites; give another directory by --data for practice data`,
    });
  }
  if (mark === null) await state.setMark(PRACTICE_MARK, practice ? 1 : 0);
}
