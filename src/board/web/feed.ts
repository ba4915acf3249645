import type { Envelope } from '../../core/words/marked.ts';
import type { ChangesDto } from '../dto.ts';
import { bodyOf } from './api.ts';
import { type Changes, FeedLine, type LineHandlers } from './feed-line.ts';

export interface FeedHandlers<T> extends Omit<LineHandlers, 'changes'> {
  changes(envelope: Envelope<T>): void;
}

/** Whose changes are followed: a site's, a sector's, or nobody's but the beat. */
export type FeedScope =
  | { readonly of: 'nothing' }
  | { readonly of: 'sector' | 'target'; readonly id: string; readonly isBrief?: boolean };

export const NOTHING: FeedScope = { of: 'nothing' };

/** No id is like this one. */
const NOBODY = '-';

/** Something followed. */
export interface Feed {
  /** Says which version was loaded just now: what came after it is told, again where it was told before. */
  readonly loaded: (version: number | null) => void;
  readonly close: () => void;
}

/** Those of this page: of the beat alone there is one at most, and none beside another. */
const lines = new Map<FeedLine, FeedScope>();

/**
 * Follows the stream from `since` on (null: from now on); where it does not come through (a proxy may
 * hold it back) asks for a refetch every 15 s until it does. The beat is heard on any line.
 */
export function openFeed<T extends Changes = ChangesDto>(
  query: { readonly since: number | null; readonly scope: FeedScope },
  handlers: FeedHandlers<T>,
): Feed {
  const own: LineHandlers = {
    changes: (envelope) => handlers.changes(bodyOf<Envelope<T>>(envelope)),
    mode: (mode) => handlers.mode(mode),
    refetch: () => handlers.refetch(),
  };
  lineFor(query).follow(own);
  const line = () => [...lines.keys()].find((each) => each.has(own));
  return {
    loaded: (version) => {
      if (version !== null && query.scope.of !== 'nothing') line()?.goOnFrom(version);
    },
    close: () => {
      const followed = line();
      followed?.leave(own);
      if (followed === undefined || followed.isFollowed) return;
      followed.close();
      lines.delete(followed);
    },
  };
}

function lineFor({ since, scope }: Parameters<typeof openFeed>[0]): FeedLine {
  const [known] = lines.keys();
  if (scope.of === 'nothing' && known !== undefined) return known;
  const line = new FeedLine(paramsOf(scope), since);
  for (const [other, { of }] of lines) {
    if (of !== 'nothing') continue;
    line.adopt(other);
    lines.delete(other);
  }
  lines.set(line, scope);
  return line;
}

function paramsOf(scope: FeedScope): URLSearchParams {
  if (scope.of === 'nothing') return new URLSearchParams({ target: NOBODY });
  const params = new URLSearchParams({ [scope.of]: scope.id });
  if (scope.isBrief === true) params.set('form', 'brief');
  return params;
}
