import type { ClientHttp2Session } from 'node:http2';

/** Description of the symbol under which a session has its native half. */
const HANDLE = 'kHandle';

/** Native halves of sessions that are open or whose native streams may not be freed yet. */
const kept = new Set<unknown>();

/**
 * Keeps the native half of a session until those of its streams are freed. Node forgets it the moment
 * the session is destroyed, but frees a stream, and in it the fields of a header block that did not
 * end, in the next check phase: a garbage collection in between frees the session first, finds those
 * fields still counted as its memory and aborts the process (`current_nghttp2_memory_`, Node 26.10).
 * A session closes when all its streams are destroyed, and what Node frees in a check phase comes
 * before what is set here.
 */
export function keepHandle(session: ClientHttp2Session): void {
  const handle = handleOf(session);
  if (handle === undefined) return;
  kept.add(handle);
  session.once('close', () => setImmediate(() => kept.delete(handle)));
}

function handleOf(session: ClientHttp2Session): unknown {
  const symbol = Object.getOwnPropertySymbols(session).find(
    ({ description }) => description === HANDLE,
  );
  return symbol && Reflect.get(session, symbol);
}
