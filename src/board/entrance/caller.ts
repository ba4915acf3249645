import type { Context } from 'hono';
import type { BoardEnv } from '../board-env.ts';
import type { Caller } from '../guard.ts';

/** What the guard looks at. */
export function callerOf(c: Context<BoardEnv>): Caller {
  return {
    peerAddress: c.env.incoming.socket.remoteAddress,
    header: (name) => c.req.header(name),
  };
}
