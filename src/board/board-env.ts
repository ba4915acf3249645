import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Pass } from '../core/ports/entrance.ts';
import type { Viewer } from '../core/words/viewer.ts';

/** The socket of a request, beside what hono knows of it. */
export interface RequestSocket {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

export interface BoardEnv {
  readonly Bindings: RequestSocket;
  readonly Variables: {
    /** Set on every route that is not everybody's. */
    viewer: Viewer;
    /** By what he was let in; null = he is at the machine, and there are no accounts yet. */
    pass: Pass | null;
  };
}
