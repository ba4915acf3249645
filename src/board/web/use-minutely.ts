import { useAgain } from './use-again.ts';
import { type Sealed, useSealed } from './use-sealed.ts';

/** Data of a page that follows no stream: loaded anew every minute, as {@link useAgain} has it. */
export function useMinutely<T>(path: string): Sealed<T> {
  const sealed = useSealed<T>(path);
  useAgain(sealed.reload);
  return sealed;
}
