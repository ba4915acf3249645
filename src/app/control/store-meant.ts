import { AppError } from '../../core/errors.ts';
import { runningDrillIn } from '../drill/order-drill.ts';
import { type StoreDirectory, serviceStoresIn } from '../store-directory.ts';

/**
 * The store that an order is about: of a drill that runs, then of what runs, then of what is there; of
 * two the one of public targets. Throws `not_found` without data, `store_unavailable`, `store_newer`.
 */
export function storeMeant(dataDir: string): StoreDirectory {
  const drill = runningDrillIn(dataDir);
  if (drill !== null) return { dir: drill, running: true, practice: true };
  const stores = serviceStoresIn(dataDir);
  const [first] = stores.toSorted((a, b) => Number(b.running) - Number(a.running));
  if (first === undefined) throw new AppError('internal', 'a data directory without a store');
  return first;
}
