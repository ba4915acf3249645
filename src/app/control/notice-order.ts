import { z } from 'zod';
import { isOneLine } from '../../core/one-line.ts';
import { OUTBOX_STATES } from '../../core/ports/notice-store.ts';
import { MARKINGS } from '../../core/words/marking.ts';
import { NOTICE_STAGES } from '../../core/words/notice.ts';
import { CONTACT_KINDS } from '../../core/words/recipient.ts';
import { TOLD_STATES } from '../../core/words/told-state.ts';
import type { Viewer } from '../../core/words/viewer.ts';

const line = (most: number) => z.string().min(1).max(most).refine(isOneLine);
const id = line(100);
const text = z.object({ ja: z.string(), en: z.string() });

/** `at`: when it was asked, epoch ms. Numbers of contacts count from 1, as the files have them. */
const asked = { at: z.int(), actor: line(100) };

/** What somebody wants done about telling. */
export const noticeOrderSchema = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('notice-test'),
    recipient: id,
    contact: z.int().nullable(),
    ...asked,
  }),
  z.object({
    action: z.literal('notice-verify'),
    /** null = everybody. */
    recipient: id.nullable(),
    /** Also those that were verified so long ago, ms; null = those alone that never were. */
    olderThanMs: z.int().nullable(),
    ...asked,
  }),
  z.object({
    action: z.literal('notice-verified'),
    recipient: id,
    /** To which it was sent; absent = to any of them. */
    contact: z.int().nullable().optional(),
    code: line(20),
    /** Reference of the member's request; absent = it needed none. */
    request: line(200).nullable().optional(),
    ...asked,
  }),
  z.object({
    action: z.literal('notice-bounced'),
    recipient: id,
    contact: z.int(),
    reason: line(500).nullable(),
    ...asked,
  }),
  z.object({ action: z.literal('notice-resend'), seq: z.int(), ...asked }),
  z.object({
    action: z.literal('notice-correct'),
    incident: id,
    text: z.object({ ja: line(2000), en: line(2000) }),
    ...asked,
  }),
  z.object({ action: z.literal('notice-preview'), incident: id, recipient: id, ...asked }),
  z.object({
    action: z.literal('notice-told'),
    incident: id,
    /** The secretariat that the list is for: of its own members alone. null = everybody. */
    as: id.nullable(),
    ...asked,
  }),
  z.object({
    action: z.literal('acknowledge'),
    incident: id,
    recipient: id,
    by: line(100),
    ...asked,
  }),
  z.object({
    action: z.literal('silence-add'),
    recipient: id.nullable(),
    target: id.nullable(),
    sector: id.nullable(),
    incident: id.nullable(),
    /** How long, ms, or until when, epoch ms: one of both. */
    forMs: z.int().min(1).nullable(),
    until: z.int().nullable(),
    reason: line(500).nullable(),
    ...asked,
  }),
  z.object({ action: z.literal('silence-end'), silence: id, ...asked }),
  z.object({ action: z.literal('silence-list'), ...asked }),
]);
export type NoticeOrder = z.output<typeof noticeOrderSchema>;
export type NoticeAction = NoticeOrder['action'];
export type NoticeOrderOf<Action extends NoticeAction> = Extract<
  NoticeOrder,
  { readonly action: Action }
>;

const contact = {
  recipient: z.string(),
  /** null = it is no contact of the configuration any more. */
  number: z.int().nullable(),
  kind: z.enum(CONTACT_KINDS),
  to: z.string(),
};

const namedContact = {
  recipient: z.string(),
  number: z.int(),
  contactKind: z.enum(CONTACT_KINDS),
  to: z.string(),
};

/** What became of a notice to one contact. Times are epoch ms. */
const delivery = z.object({
  ...contact,
  /** null: nothing was written, for the reason in `refusal`. */
  seq: z.int().nullable(),
  reference: z.string().nullable(),
  state: z.enum(OUTBOX_STATES).nullable(),
  /** What the channel said when it failed. */
  error: z.string().nullable(),
  /** When it is tried again. */
  nextAt: z.int().nullable(),
  refusal: text.nullable(),
});
export type NoticeDelivery = z.output<typeof delivery>;

const message = z.object({ subject: z.string(), text: z.string(), html: z.string() });

const preview = z.object({
  ...contact,
  /** `now`: what would be written; `written`: what was, the newest; null: nothing. */
  of: z.enum(['now', 'written']).nullable(),
  at: z.int().nullable(),
  ja: message.nullable(),
  en: message.nullable(),
  /** Why nothing is written now; null where it is. */
  refusal: text.nullable(),
});
export type NoticePreview = z.output<typeof preview>;

const toldContact = z.object({
  ...contact,
  role: z.string().nullable(),
  isVerified: z.boolean(),
  /** What was said when it was found not to be reached; null = it is reached. */
  bounce: z.string().nullable(),
  /** The newest notice about the incident; null = none was written. */
  notice: z
    .object({
      reference: z.string(),
      at: z.int(),
      state: z.enum(OUTBOX_STATES),
      settledAt: z.int().nullable(),
      error: z.string().nullable(),
    })
    .nullable(),
  decisions: z.array(z.object({ at: z.int(), stage: z.enum(NOTICE_STAGES), text })),
});
export type ToldContact = z.output<typeof toldContact>;

const toldRecipient = z.object({
  recipient: z.string(),
  name: text,
  /**
   * `on_its_way`: no channel has refused it yet; `not_reached`: a notice was written and did not arrive,
   * or there is no way; `not_told`: none was written.
   */
  state: z.enum(TOLD_STATES),
  acknowledged: z.object({ at: z.int(), by: z.string() }).nullable(),
  contacts: z.array(toldContact),
});
export type ToldRecipient = z.output<typeof toldRecipient>;

const silence = z.object({
  id: z.string(),
  recipient: z.string().nullable(),
  target: z.string().nullable(),
  sector: z.string().nullable(),
  incident: z.string().nullable(),
  from: z.int(),
  until: z.int(),
  by: z.string(),
  reason: z.string().nullable(),
});

/** What came of it. Times are epoch ms; `timezone` is the council's. */
export const noticeOutcomeSchema = z.discriminatedUnion('kind', [
  /** Notices were written, or could not be: `test`, `verify`, `resend`, `correct`. */
  z.object({
    kind: z.literal('notices_written'),
    deliveries: z.array(delivery),
    timezone: z.string(),
  }),
  z.object({
    kind: z.literal('notices_previewed'),
    previews: z.array(preview),
    timezone: z.string(),
  }),
  z.object({
    kind: z.literal('told_listed'),
    marking: z.enum(MARKINGS),
    incident: z.string(),
    /** As it was asked. */
    as: z.string().nullable(),
    recipients: z.array(toldRecipient),
    timezone: z.string(),
  }),
  z.object({ kind: z.literal('contact_verified'), ...namedContact }),
  z.object({ kind: z.literal('contact_bounced'), ...namedContact }),
  z.object({
    kind: z.literal('acknowledged'),
    incident: z.string(),
    recipient: z.string(),
    /** It was before, by him too, and stays as it was. */
    wasBefore: z.boolean(),
  }),
  z.object({
    kind: z.literal('silenced'),
    silence,
    /** Those whose messages they are, if others than the operator. */
    announcements: z.array(delivery),
    timezone: z.string(),
  }),
  z.object({
    kind: z.literal('silence_ended'),
    silence,
    announcements: z.array(delivery),
    timezone: z.string(),
  }),
  /** Those that last, the first to end first. */
  z.object({
    kind: z.literal('silences_listed'),
    silences: z.array(silence),
    timezone: z.string(),
  }),
  /** Nothing was changed, for the reason given. */
  z.object({ kind: z.literal('notice_refused'), text }),
  /** The table of actions does not allow it. */
  z.object({ kind: z.literal('notice_denied'), text }),
]);
export type NoticeOutcome = z.output<typeof noticeOutcomeSchema>;
export type NoticeOutcomeOf<Kind extends NoticeOutcome['kind']> = Extract<
  NoticeOutcome,
  { readonly kind: Kind }
>;

/** Who carries out orders about telling. */
export interface NoticeDesk {
  /**
   * Never rejects for what an order says. `id`: of the request; what is written of one that comes twice is
   * written once. `by`: who asks; absent = the operator, at the machine. Rejects with `store_unavailable`.
   */
  take(id: string, order: NoticeOrder, by?: Viewer): Promise<NoticeOutcome>;
}

/** Whether an order is one about telling. */
export function isNoticeOrder(order: { readonly action: string }): order is NoticeOrder {
  return NOTICE_ACTIONS.has(order.action);
}

const NOTICE_ACTIONS: ReadonlySet<string> = new Set(
  noticeOrderSchema.options.map(({ shape }) => shape.action.value),
);
