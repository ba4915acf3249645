import { z } from '@hono/zod-openapi';
import { NOTE_REFUSALS } from '../../core/words/note.ts';
import { envelopeOf, errorSchema } from '../api-schema.ts';
import { type ActsDescribing, describingActs } from '../described-acts.ts';
import { noteBody, noteIdBody } from './note-bodies.ts';
import { notePageSchema, notesSchema, unreadNotesSchema } from './note-schema.ts';

const NOTE_ID = z.object({ id: z.string().openapi({ description: 'id of the note' }) });

/** The routes of notes between offices and of handover notes. */
export function describeNotes({ get, json, ...parts }: ActsDescribing): void {
  get('/api/notes', 'notes that the reader may read, without their texts', {
    responses: json(envelopeOf(notesSchema)),
    errors: [403, 404, 503],
  });
  get('/api/unread-notes', 'how many notes of others the reader has still to open', {
    responses: json(envelopeOf(unreadNotesSchema)),
    errors: [403, 404, 503],
  });
  get('/api/notes/{id}', 'one note; that it was opened is told to the office that wrote it', {
    request: { params: NOTE_ID },
    responses: json(envelopeOf(notePageSchema)),
    errors: [403, 404, 503],
  });
  const post = describingActs(parts, {
    description: 'it cannot be done so',
    schema: errorSchema.extend({ refusal: z.enum(NOTE_REFUSALS) }),
  });
  post('/api/acts/notes', 'writes a note to other offices, or one to hand over', noteBody);
  post('/api/acts/notes/withdraw', 'takes the words of an own note from everybody', noteIdBody);
  post('/api/acts/notes/done', 'marks a handover note as done', noteIdBody);
}
