import type { Envelope } from '../../core/words/marked.ts';
import type { ErrorDto } from '../dto.ts';

/** An answer of the API that is an error, or none at all (`code` `offline`). */
export class ApiError extends Error {
  readonly code: ErrorDto['code'] | 'offline';

  constructor(code: ApiError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

const OUT = 'yamabiko-out';

/** Says that the board does not know who asks any more. */
export function tellOut(): void {
  dispatchEvent(new Event(OUT));
}

/** Calls back when that is said; returns what ends it. */
export function whenOut(listener: () => void): () => void {
  addEventListener(OUT, listener);
  return () => removeEventListener(OUT, listener);
}

/** An answer that has not come by then does not come, ms. */
const ANSWER_MS = 30_000;

/** Fetches sealed data of our own API, whose shape its tests hold to `dto.ts`. */
export async function getData<T>(path: string, signal: AbortSignal): Promise<Envelope<T>> {
  const none = (error: unknown) => {
    throw signal.aborted ? error : new ApiError('offline', 'no answer');
  };
  const either = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);
  const response = await fetch(path, { signal: either }).catch(none);
  const body: unknown = await response.json().catch(none);
  if (!response.ok) {
    const { code, message } = bodyOf<ErrorDto>(body);
    if (code === 'unauthorized') tellOut();
    throw new ApiError(code, message);
  }
  return bodyOf<Envelope<T>>(body);
}

/** The page and the API are of one build, so a body is what `dto.ts` says. */
export function bodyOf<T>(body: unknown): T {
  return body as T;
}
