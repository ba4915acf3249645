import type { DeskSnapshot, OutboxDraft } from '../core/ports/notice-store.ts';
import type { Text } from '../core/words/language.ts';
import type { Notice, NoticeDecision } from '../core/words/notice.ts';
import { type Contact, contactIdOf, type Recipient } from '../core/words/recipient.ts';
import { type Desk, type DraftedNotice, EMPTY_DESK, stepDesk } from './desk.ts';
import { encodeDesk } from './desk-text.ts';
import type { NoticeSource } from './notice-source.ts';
import { openNotice } from './outlet.ts';
import { referenceOf } from './reference.ts';
import type { StageContext } from './stages/stage.ts';
import type { Standing } from './standing.ts';

export interface ContactStep {
  readonly recipient: Recipient;
  readonly contact: Contact;
  readonly source: NoticeSource;
  readonly standing: Standing;
  /** Epoch ms. */
  readonly now: number;
}

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
  const outcome = stepDesk(desk, offers, contextOf(step, id));
  const draft = outcome.notice === null ? null : draftOf(step, id, outcome.notice);
  if (outcome.notice !== null && draft === null) return refusedBy(step, id, desk, outcome.notice);
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

/** The gate has the last word: nothing was told, and the desk is as it was. */
function refusedBy(
  { recipient, now }: ContactStep,
  id: string,
  desk: Desk,
  { matters }: DraftedNotice,
): DeskStepped {
  const incidents = new Set(matters.map(({ incident }) => incident));
  return {
    ...{ contact: id, recipient: recipient.id, desk, snapshot: null, draft: null, wakeAt: null },
    decisions: [...incidents].map((incident) => ({
      ...{ at: now, incident, recipient: recipient.id, contact: id, notice: null },
      stage: 'gate',
      text: GATE_REFUSED,
    })),
  };
}

const GATE_REFUSED: Text = {
  ja: '共有の規則により、この連絡先へは送れません',
  en: 'the sharing rules do not let it go to this contact',
};

function contextOf({ recipient, contact, source, standing, now }: ContactStep, id: string) {
  const { pace, exercise, exercises } = source.telling();
  const context: StageContext = {
    now,
    recipient: recipient.id,
    viewer: recipient.viewer.kind,
    contact,
    isVerified: contact.verifiedOn !== null || standing.isVerified(id),
    pace,
    exercise,
    takesPartInExercises: exercises.has(recipient.id),
    ownNetworkSince: source.ownNetworkSince(),
    silences: standing.silences(),
    plannedUntil: (target) => source.plannedUntil(target, now),
    hasAcknowledged: (incident) => standing.hasAcknowledged(recipient.id, incident),
    clock: source.clockOf(recipient),
  };
  return context;
}

/** null where the gate does not let it go by this contact. */
function draftOf(step: ContactStep, id: string, drafted: DraftedNotice): OutboxDraft | null {
  const { recipient, contact, source, now } = step;
  const clock = source.clockOf(recipient);
  const key = `${id}#${drafted.number}`;
  const notice: Notice = {
    key,
    reference: referenceOf(key, clock.dateOf(now), clock.minuteText(now)),
    kind: drafted.kind,
    at: now,
    recipient: recipient.id,
    recipientName: recipient.name,
    viewer: recipient.viewer.kind,
    matters: drafted.matters,
    ...source.surroundings(recipient, contact),
    exercise: source.telling().exercise,
    remark: null,
    code: null,
  };
  const sealed = source.seal(recipient, contact, notice);
  if (sealed === null) return null;
  const { kind, to, language } = contact;
  return openNotice(sealed, { contact: id, to: { kind, to, language } });
}
