import { z } from '@hono/zod-openapi';
import { MARKINGS } from '../../core/words/marking.ts';
import { at, count, named, text } from '../api-schema.ts';
import type { NotePageDto, NotesDto, UnreadNotesDto } from '../dto/note.ts';
import { council } from '../shared-schema.ts';

/** The shapes of `dto/note.ts` for the OpenAPI document. */
const marking = z.enum(MARKINGS);
const account = z.string().nullable().describe('null = of another office');

const office = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('member'), member: z.string() }),
  z.strictObject({ kind: z.literal('secretariat'), sector: z.string() }),
  z.strictObject({ kind: z.enum(['council', 'observer', 'operator']) }),
]);

const to = z.array(
  z.discriminatedUnion('kind', [
    z.strictObject({
      ...{ kind: z.enum(['secretariat', 'members']), sector: z.string(), name: text },
    }),
    z.strictObject({ kind: z.literal('council'), name: text }),
  ]),
);

const head = z
  .strictObject({
    ...{ id: z.string(), office, from: text, at, actor: account, marking },
    to: to.describe('none: a handover note'),
    subject: z.string().nullable().describe('null: it was withdrawn'),
    until: at.nullable().describe('null = without an end'),
    ended: z
      .strictObject({ as: z.enum(['withdrawn', 'done']), at, actor: account })
      .nullable()
      .describe('null = it was not'),
    isOfficeGone: z.boolean().describe('the office that wrote it is in the council no more'),
    isOwn: z.boolean().describe('the reader’s office wrote it'),
    isRead: z.boolean().describe('by the account that asks'),
    read: z
      .strictObject({ offices: count, of: count.nullable() })
      .nullable()
      .describe('of an own one, how many others opened it'),
  })
  .openapi('NoteHead');

export const notesSchema: z.ZodType<NotesDto> = z
  .strictObject({
    notes: z.array(head).describe('the newest first'),
    unread: count,
    choices: z
      .array(z.strictObject({ marking, to }))
      .describe('none = the reader writes to nobody'),
    mayRemove: z.boolean().describe('he withdraws notes of any office'),
    council,
  })
  .openapi('Notes');

export const unreadNotesSchema: z.ZodType<UnreadNotesDto> = z
  .strictObject({ unread: count })
  .openapi('UnreadNotes');

const reader = z.strictObject({
  ...{ office, name: text, accounts: count },
  readAt: at.nullable().describe('null = nobody of it opened it'),
});

export const notePageSchema: z.ZodType<NotePageDto> = z
  .strictObject({
    note: head,
    text: z.string().nullable().describe('null: it was withdrawn'),
    readers: z
      .strictObject({
        offices: z.array(reader),
        members: z.array(z.strictObject({ sector: named, read: count })),
        own: z.array(z.strictObject({ account: z.string(), at })),
      })
      .nullable()
      .describe('to the office that wrote it'),
    council,
  })
  .openapi('NotePage');
