import type { Envelope } from '../../core/words/marked.ts';
import type { ChangesDto } from '../dto.ts';
import { bodyOf, tellOut } from './api.ts';

/** How news arrives: by events, by asking again, or not yet. */
export type FeedMode = 'live' | 'polling' | 'connecting';

/** What an event of any board holds. */
type Changes = Pick<ChangesDto, 'version' | 'reset'>;

export interface FeedHandlers<T> {
  changes(envelope: Envelope<T>): void;
  mode(mode: FeedMode): void;
  /** Ask for everything again: events do not come, or some were lost. */
  refetch(): void;
}

/** The board sends an event at least every 5 s; after this time without one we ask ourselves. */
const SILENCE_MS = 12_000;
const POLL_MS = 15_000;
const REOPEN_MS = 5000;

/** Whose changes are followed: a site's, a sector's, or nobody's but the beat. */
export type FeedScope =
  | { readonly of: 'nothing' }
  | { readonly of: 'sector' | 'target'; readonly id: string; readonly isBrief?: boolean };

export const NOTHING: FeedScope = { of: 'nothing' };

/** No id is like this one. */
const NOBODY = '-';

/**
 * Follows the stream from `since` on (null: from now on); where it does not come through (a proxy may
 * hold it back) asks for a refetch every 15 s until it does. Returns the function that ends it.
 */
export function openFeed<T extends Changes = ChangesDto>(
  query: { readonly since: number | null; readonly scope: FeedScope },
  handlers: FeedHandlers<T>,
): () => void {
  let since = query.since;
  let source: EventSource | null = null;
  let silence = 0;
  let poll = 0;
  let reopen = 0;

  const heard = () => {
    clearTimeout(silence);
    clearInterval(poll);
    poll = 0;
    silence = window.setTimeout(fallBack, SILENCE_MS);
    handlers.mode('live');
  };
  const fallBack = () => {
    handlers.mode('polling');
    handlers.refetch();
    clearInterval(poll);
    poll = window.setInterval(() => handlers.refetch(), POLL_MS);
  };
  const open = () => {
    const params = new URLSearchParams();
    if (since !== null) params.set('since', String(since));
    const { scope } = query;
    if (scope.of === 'nothing') params.set('target', NOBODY);
    else params.set(scope.of, scope.id);
    if (scope.of !== 'nothing' && scope.isBrief === true) params.set('form', 'brief');
    source = new EventSource(`/api/stream?${params}`);
    source.addEventListener('changes', (event: MessageEvent<string>) => {
      const envelope = bodyOf<Envelope<T>>(JSON.parse(event.data));
      since = envelope.data.version;
      heard();
      if (envelope.data.reset) handlers.refetch();
      else handlers.changes(envelope);
    });
    source.addEventListener('error', () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      // It may be that nobody is known any more.
      tellOut();
      reopen = window.setTimeout(open, REOPEN_MS);
    });
  };

  handlers.mode('connecting');
  silence = window.setTimeout(fallBack, SILENCE_MS);
  open();
  return () => {
    source?.close();
    clearTimeout(silence);
    clearTimeout(reopen);
    clearInterval(poll);
  };
}
