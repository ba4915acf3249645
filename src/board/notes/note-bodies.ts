import { z } from '@hono/zod-openapi';
import { MARKINGS } from '../../core/words/marking.ts';
import { NOTE_SUBJECT_LENGTH, NOTE_TEXT_LENGTH } from '../../core/words/note.ts';

const sector = z.string().min(1).max(63);

const addressee = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['secretariat', 'members']), sector }),
  z.strictObject({ kind: z.literal('council') }),
]);

/** Longer words than may be kept are let through here, so that they are refused with a sentence. */
export const noteBody = z.strictObject({
  marking: z.enum(MARKINGS),
  to: z.array(addressee).max(200).describe('none: a handover note for the own office'),
  subject: z.string().max(10_000).describe(`one line, at most ${NOTE_SUBJECT_LENGTH} characters`),
  text: z.string().max(16_000).describe(`at most ${NOTE_TEXT_LENGTH} characters`),
  until: z.int().nonnegative().nullable().describe('epoch ms, exclusive; null = without an end'),
});

export const noteIdBody = z.strictObject({ id: z.string().min(1).max(100) });
