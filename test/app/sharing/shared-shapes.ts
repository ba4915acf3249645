import type { z } from 'zod';
import {
  drillsSchema,
  messagesSchema,
  siteActsSchema,
  toldSchema,
} from '../../../src/board/acts-schema.ts';
import { looksSchema } from '../../../src/board/audit/audit-schema.ts';
import { memberPageSchema, statementListSchema } from '../../../src/board/members/member-schema.ts';
import { notesSchema, unreadNotesSchema } from '../../../src/board/notes/note-schema.ts';
import {
  detailTargetSchema,
  readerSchema,
  sharedDaySchema,
  sharedIncidentListSchema,
  sharedIncidentSchema,
  sharedPageSchema,
  sharedTargetSchema,
} from '../../../src/board/shared-schema.ts';
import { samplesSchema, usualSchema } from '../../../src/board/target-schema.ts';

/** What each route answers those who share. */
export const SCHEMAS: Readonly<Record<string, readonly z.ZodType[]>> = {
  '/api/reader': [readerSchema],
  '/api/overview': [sharedPageSchema],
  '/api/council': [sharedPageSchema],
  '/api/sites': [sharedPageSchema],
  '/api/sectors/:id': [sharedPageSchema],
  '/api/judging': [sharedPageSchema],
  '/api/day': [sharedDaySchema],
  '/api/incidents': [sharedIncidentListSchema],
  '/api/incidents/:id': [sharedIncidentSchema],
  '/api/incidents/:id/told': [toldSchema],
  '/api/messages': [messagesSchema],
  '/api/targets/:id/acts': [siteActsSchema],
  '/api/drills': [drillsSchema],
  '/api/notes': [notesSchema],
  '/api/unread-notes': [unreadNotesSchema],
  '/api/members/:id': [memberPageSchema],
  '/api/statements': [statementListSchema],
  '/api/looks': [looksSchema],
  '/api/targets/:id': [detailTargetSchema, sharedTargetSchema],
  '/api/targets/:id/samples': [samplesSchema],
  '/api/targets/:id/usual': [usualSchema],
};

/** Of the reader’s own, whatever is in it. */
export const OWN: readonly string[] = [
  ...['/api/reader', '/api/incidents/:id/told', '/api/messages', '/api/targets/:id/acts'],
  ...['/api/drills', '/api/notes', '/api/unread-notes', '/api/members/:id', '/api/looks'],
];
