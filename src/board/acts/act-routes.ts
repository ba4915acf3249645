import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { z } from 'zod';
import type { Actor } from '../../core/ports/entrance.ts';
import type { BoardEnv } from '../board-env.ts';
import { asActor } from '../entrance/account-routes.ts';
import { notUnderstood } from '../entrance/entrance-routes.ts';
import { limitActs } from '../entrance/limit-acts.ts';
import { readBody } from '../entrance/read-body.ts';
import { addNoteRoutes } from '../notes/note-routes.ts';
import { sendAct, sendError, sendMarked, sendNotDone } from '../outlet.ts';
import {
  acknowledgeBody,
  correctBody,
  declineBody,
  drillBody,
  drillProposalBody,
  enrolBody,
  idBody,
  nothingBody,
  resendBody,
  silenceBody,
  stopBody,
} from './act-bodies.ts';
import type {
  ActDesk,
  ActOutcome,
  DrillActsDesk,
  SiteDesk,
  TaskDesk,
  TellingDesk,
} from './act-desk.ts';

/** Of one account: as many as a person does in a row, then one in two seconds. */
const ACTS = { burst: 30, perSecond: 0.5 };

/** What people do on the board beside their accounts, and what is shown of it. */
export function addActRoutes(
  app: OpenAPIHono<BoardEnv>,
  desk: ActDesk,
  monotonicMs: () => number,
): void {
  limitActs(app, { paths: ['/api/acts/*'], rate: ACTS, monotonicMs });
  addTelling(app, desk.telling);
  addSites(app, desk.sites);
  actOf(app, '/api/acts/enrol/propose', enrolBody, (draft, actor) =>
    desk.enrolment.propose(actor, draft),
  );
  addTasks(app, desk.tasks);
  addDrills(app, desk.drills);
  addNoteRoutes(app, desk.notes);
}

function addTelling(app: OpenAPIHono<BoardEnv>, desk: TellingDesk): void {
  app.get('/api/incidents/:id/told', async (c) =>
    sendMarked(await desk.told(c.get('viewer'), c.req.param('id'))),
  );
  app.get('/api/messages', async (c) => sendMarked(await desk.messages(c.get('viewer'))));
  actOf(app, '/api/acts/acknowledge', acknowledgeBody, ({ incident }, actor) =>
    desk.acknowledge(actor, incident),
  );
  actOf(app, '/api/acts/silence', silenceBody, (draft, actor) => desk.silence(actor, draft));
  actOf(app, '/api/acts/silence/end', idBody, ({ id }, actor) => desk.endSilence(actor, id));
}

function addSites(app: OpenAPIHono<BoardEnv>, desk: SiteDesk): void {
  app.get('/api/targets/:id/acts', async (c) =>
    sendMarked(await desk.rights(c.get('viewer'), c.req.param('id'))),
  );
  actOf(app, '/api/acts/stop', stopBody, ({ target, reason }, actor) =>
    desk.stop(actor, target, reason),
  );
  actOf(app, '/api/acts/resume', stopBody, ({ target, reason }, actor) =>
    desk.resume(actor, target, reason),
  );
  actOf(app, '/api/acts/stop/propose', stopBody, ({ target, reason }, actor) =>
    desk.propose(actor, target, reason),
  );
}

function addTasks(app: OpenAPIHono<BoardEnv>, desk: TaskDesk): void {
  app.get('/api/waiting', async (c) => sendMarked(await desk.tasks(c.get('viewer'))));
  actOf(app, '/api/acts/proposal/decline', declineBody, ({ id, reason }, actor) =>
    desk.decline(actor, id, reason),
  );
  actOf(app, '/api/acts/resend', resendBody, ({ seq }, actor) => desk.resend(actor, seq));
  actOf(app, '/api/acts/correct', correctBody, ({ incident, text }, actor) =>
    desk.correct(actor, incident, text),
  );
}

function addDrills(app: OpenAPIHono<BoardEnv>, desk: DrillActsDesk): void {
  app.get('/api/drills', async (c) => sendMarked(await desk.drills(c.get('viewer'))));
  actOf(app, '/api/acts/drill/start', drillBody, (draft, actor) => desk.start(actor, draft));
  actOf(app, '/api/acts/drill/end', nothingBody, (_, actor) => desk.end(actor));
  actOf(app, '/api/acts/drill/propose', drillProposalBody, ({ scenario, reason }, actor) =>
    desk.propose(actor, scenario, reason),
  );
}

function actOf<T>(
  app: OpenAPIHono<BoardEnv>,
  path: string,
  schema: z.ZodType<T>,
  act: (body: T, actor: Actor) => Promise<ActOutcome>,
): void {
  app.post(path, (c: Context<BoardEnv>) =>
    asActor(c, async (actor) => {
      const body = await readBody(c.env.incoming, schema);
      return body === null ? notUnderstood() : answerOf(await act(body, actor));
    }),
  );
}

function answerOf(outcome: ActOutcome): Response {
  switch (outcome.kind) {
    case 'done':
      return sendAct({});
    case 'refused':
      return sendNotDone(outcome.text);
    case 'denied':
      return sendError('not_found', 'there is nothing here to which you may do that');
    default:
      return outcome satisfies never;
  }
}
