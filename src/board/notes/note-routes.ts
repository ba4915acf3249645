import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { BoardEnv } from '../board-env.ts';
import { actOf, asActor } from '../entrance/account-routes.ts';
import { sendAct, sendError, sendMarked, sendRefused } from '../outlet.ts';
import { noteBody, noteIdBody } from './note-bodies.ts';
import type { NoteDesk, NoteOutcome, NoteReader } from './note-desk.ts';

/** Notes between offices; to be added after what limits `/api/acts/*`. */
export function addNoteRoutes(app: OpenAPIHono<BoardEnv>, desk: NoteDesk): void {
  app.get('/api/notes', async (c) => {
    const reader = readerOf(c);
    return sendMarked(reader && (await desk.notes(reader)));
  });
  app.get('/api/unread-notes', async (c) => {
    const reader = readerOf(c);
    return sendMarked(reader && (await desk.unread(reader)));
  });
  app.get('/api/notes/:id', async (c) => {
    const reader = readerOf(c);
    return sendMarked(reader && (await desk.open(reader, c.req.param('id'))));
  });
  actOf(app, '/api/acts/notes', noteBody, (draft, c) =>
    asActor(c, async (actor) => answerOf(await desk.write(actor, draft))),
  );
  actOf(app, '/api/acts/notes/withdraw', noteIdBody, ({ id }, c) =>
    asActor(c, async (actor) => answerOf(await desk.withdraw(actor, id))),
  );
  actOf(app, '/api/acts/notes/done', noteIdBody, ({ id }, c) =>
    asActor(c, async (actor) => answerOf(await desk.finish(actor, id))),
  );
}

/** null: a wall, before which anybody may stand, opens nothing for its owner. */
function readerOf(c: Context<BoardEnv>): NoteReader | null {
  const [pass, viewer] = [c.get('pass'), c.get('viewer')];
  if (pass === null) return { viewer, name: 'operator' };
  return pass.by === 'wall' ? null : pass;
}

function answerOf(outcome: NoteOutcome): Response {
  switch (outcome.kind) {
    case 'done':
      return sendAct({});
    case 'refused':
      return sendRefused(outcome.refusal);
    case 'denied':
      return sendError('not_found', 'there is nothing here to which you may do that');
    default:
      return outcome satisfies never;
  }
}
