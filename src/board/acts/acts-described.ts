import { z } from '@hono/zod-openapi';
import {
  drillsSchema,
  messagesSchema,
  siteActsSchema,
  toldSchema,
  waitingSchema,
} from '../acts-schema.ts';
import { envelopeOf, errorSchema, text } from '../api-schema.ts';
import { type ActsDescribing, describingActs } from '../described-acts.ts';
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

const INCIDENT_ID = z.object({ id: z.string().openapi({ description: 'incident id' }) });
const TARGET_ID = z.object({ id: z.string().openapi({ description: 'target id' }) });

/** Of the acts, which a page of the board alone sends: a session and its own token are needed. */
export function describeActs({ get, json, ...parts }: ActsDescribing): void {
  get('/api/incidents/{id}/told', 'who was told of an incident, and who acknowledged it', {
    request: { params: INCIDENT_ID },
    responses: json(envelopeOf(toldSchema)),
    errors: [403, 404, 503],
  });
  get('/api/messages', 'the reader’s own messages, and what keeps them back', {
    responses: json(envelopeOf(messagesSchema)),
    errors: [403, 404, 503],
  });
  get('/api/targets/{id}/acts', 'what the reader may do with a site', {
    request: { params: TARGET_ID },
    responses: json(envelopeOf(siteActsSchema)),
    errors: [403, 404],
  });
  get('/api/waiting', 'what was proposed to the operator, and what could not be delivered', {
    responses: json(envelopeOf(waitingSchema)),
    errors: [403, 404, 503],
  });
  get('/api/drills', 'the drills that can be held, to the operator and the council', {
    responses: json(envelopeOf(drillsSchema)),
    errors: [403, 404, 503],
  });
  describePosts(parts);
}

function describePosts(parts: Pick<ActsDescribing, 'errorsOf' | 'registry'>): void {
  const post = describingActs(parts, {
    description: 'it cannot be done',
    schema: errorSchema.extend({ text }),
  });
  post('/api/acts/acknowledge', 'acknowledges an incident for one’s own office', acknowledgeBody);
  post('/api/acts/enrol/propose', 'proposes a new site of a member', enrolBody);
  post('/api/acts/silence', 'silences messages for a while', silenceBody);
  post('/api/acts/silence/end', 'ends a silence before its time', idBody);
  post('/api/acts/stop', 'ends the measuring of a site', stopBody);
  post('/api/acts/resume', 'has a site measured again', stopBody);
  post('/api/acts/stop/propose', 'asks the operator to stop a site', stopBody);
  post('/api/acts/proposal/decline', 'declines what was proposed', declineBody);
  post('/api/acts/resend', 'sends a notice again that was given up', resendBody);
  post('/api/acts/correct', 'sends a correction to all who were told of an incident', correctBody);
  post('/api/acts/drill/start', 'begins a drill; the board shows when it is under way', drillBody);
  post('/api/acts/drill/end', 'ends the drill', nothingBody);
  post('/api/acts/drill/propose', 'asks the operator to hold a drill', drillProposalBody);
}
