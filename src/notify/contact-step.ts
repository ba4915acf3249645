import type { DeskSnapshot, OutboxDraft } from '../core/ports/notice-store.ts';
import type { NoticeDecision } from '../core/words/notice.ts';
import { type Contact, contactIdOf, type Recipient } from '../core/words/recipient.ts';
import { type Desk, type DraftedNotice, EMPTY_DESK, stepDesk, withheld } from './desk.ts';
import { encodeDesk } from './desk-text.ts';
import type { NoticeSource } from './notice-source.ts';
import { draftNotice } from './outlet.ts';
import { CLOSED_BY_GATE } from './refusal-texts.ts';
import type { Halt, StageContext } from './stages/stage.ts';
import type { Standing } from './standing.ts';

export interface ContactStep {
  readonly recipient: Recipient;
  readonly contact: Contact;
  readonly source: NoticeSource;
  readonly standing: Standing;
  /** Epoch ms. */
  readonly now: number;
}

type ContextSource = Pick<
  NoticeSource,
  'telling' | 'incidentsOf' | 'ownNetworkSince' | 'plannedUntil' | 'clockOf'
>;

/** What one step made of a contact. */
export interface DeskStepped {
  /** As `contactIdOf` names it. */
  readonly contact: string;
  readonly recipient: string;
  readonly desk: Desk;
  /** null = it is as it was. */
  readonly snapshot: DeskSnapshot | null;
  readonly decisions: readonly NoticeDecision[];
  readonly draft: OutboxDraft | null;
  readonly wakeAt: number | null;
}

/** One step of one contact; nothing is changed but what it returns. */
export function stepContact(step: ContactStep, desks: ReadonlyMap<string, Desk>): DeskStepped {
  const { recipient, contact, source, now } = step;
  const id = contactIdOf(recipient, contact);
  const desk = desks.get(id) ?? EMPTY_DESK;
  const keys = new Set([...desk.told.keys(), ...desk.unsaid.keys()]);
  const offers = source.offers(recipient, contact, keys);
  const drafted = stepDesk(desk, offers, contextOf(step));
  const draft = drafted.notice === null ? null : draftOf(step, id, desk, drafted.notice);
  const isRefused = drafted.notice !== null && draft === null;
  const outcome = isRefused ? withheld(desk, drafted, GATE_REFUSED, now) : drafted;
  const notice = draft?.notice.key ?? null;
  const body = encodeDesk(outcome.desk);
  return {
    contact: id,
    recipient: recipient.id,
    desk: outcome.desk,
    snapshot: body === encodeDesk(desk) ? null : { contact: id, body },
    decisions: outcome.decisions.map(({ isTold, ...decision }) => ({
      ...decision,
      at: now,
      recipient: recipient.id,
      contact: id,
      notice: isTold ? notice : null,
    })),
    draft,
    wakeAt: outcome.wakeAt,
  };
}

const GATE_REFUSED: Halt = { stage: 'gate', until: null, text: CLOSED_BY_GATE };

/** What decides about a contact now. */
export function contextOf({
  recipient,
  contact,
  source,
  standing,
  now,
}: Omit<ContactStep, 'source'> & { readonly source: ContextSource }): StageContext {
  const { pace, exercise, exercises } = source.telling();
  return {
    now,
    recipient: recipient.id,
    viewer: recipient.viewer.kind,
    contact,
    isVerified: standing.isVerified(recipient, contact),
    pace,
    exercise,
    takesPartInExercises: exercises.has(recipient.id),
    ownNetworkSince: source.ownNetworkSince(),
    silences: standing.silences(),
    plannedUntil: (target) => source.plannedUntil(target, now),
    incidentsOf: (matter) => source.incidentsOf(matter),
    hasAcknowledged: (matter) =>
      source.incidentsOf(matter).some((id) => standing.hasAcknowledged(recipient.id, id)),
    clock: source.clockOf(recipient),
  };
}

/** null where the gate does not let it go by this contact. */
function draftOf(
  step: ContactStep,
  id: string,
  desk: Desk,
  { kind, number, matters }: DraftedNotice,
): OutboxDraft | null {
  const { recipient, contact, source, now } = step;
  // The same when the step is made again; another one after the desk has lost its count.
  const basis = desk.lastAt ?? Math.min(...matters.map(({ since }) => since));
  const surroundings = source.surroundings(recipient, contact);
  const said = { kind, at: now, matters, ...surroundings };
  return draftNotice(source, step, `${id}#${number}-${basis}`, said);
}
