import { AppError } from '../../core/errors.ts';
import { nearestOf } from '../../core/nearest.ts';
import type { Incident } from '../../core/words/incident.ts';
import type { Text } from '../../core/words/language.ts';
import { type Contact, contactIdOf, type Recipient } from '../../core/words/recipient.ts';
import { OPERATOR, type Viewer } from '../../core/words/viewer.ts';
import { type Action, actionRightOf, type Concern } from '../../share/rules/action-right.ts';
import type {
  NoticeAction,
  NoticeDelivery,
  NoticeDesk,
  NoticeOrder,
  NoticeOrderOf,
  NoticeOutcome,
} from '../control/notice-order.ts';
import { sendCorrections } from './correct-notice.ts';
import {
  NOBODY_TOLD,
  NOT_ALLOWED,
  noContact,
  ONLY_TELEPHONES,
  unknownId,
  WRONG_CODE,
} from './desk-texts.ts';
import { auditOf } from './notice-audit.ts';
import type { NoticeDeskParts } from './notice-desk-parts.ts';
import { NoticeWriter } from './notice-writer.ts';
import { previewNotices } from './preview-notices.ts';
import { addSilence, endSilence, INCIDENT, RECIPIENT } from './silence-desk.ts';
import { toldList } from './told-list.ts';
import { sendCodes, verifyByCode } from './verify-contacts.ts';

/** By the action table; null = the operator's own work, which is in no row of it. */
const RIGHTS: Readonly<Record<NoticeAction, Action | null>> = {
  'notice-test': null,
  'notice-verify': null,
  'notice-verified': null,
  'notice-bounced': null,
  'notice-resend': 'resend',
  'notice-correct': 'correct',
  'notice-preview': null,
  'notice-told': null,
  acknowledge: 'acknowledge',
  'silence-add': 'silence',
  'silence-end': 'silence',
  'silence-list': null,
};

/** After them what is told to somebody may be another. */
const CHANGES: ReadonlySet<NoticeAction> = new Set([
  'notice-verified',
  'acknowledge',
  'silence-add',
  'silence-end',
]);

const EVERYBODY: Concern = { kind: 'council' };

type Acts = {
  readonly [A in NoticeAction]: (id: string, order: NoticeOrderOf<A>) => Promise<NoticeOutcome>;
};

/** Carries out what the operator asks about telling; each act leaves a line in the audit. */
export class OperatorNoticeDesk implements NoticeDesk {
  readonly #parts: NoticeDeskParts;
  readonly #writer: NoticeWriter;

  readonly #acts: Acts = {
    'notice-test': (id, order) => this.#test(id, order),
    'notice-verify': (id, order) => this.#verify(id, order),
    'notice-verified': (_, order) => this.#verified(order),
    'notice-bounced': (_, order) => this.#bounced(order),
    'notice-resend': (_, order) => this.#resend(order),
    'notice-correct': (id, order) => this.#correct(id, order),
    'notice-preview': (_, order) => this.#preview(order),
    'notice-told': (_, order) => this.#told(order),
    acknowledge: (_, order) => this.#acknowledge(order),
    'silence-add': (id, order) => addSilence(id, order, this.#parts, this.#writer),
    'silence-end': (id, order) => endSilence(id, order, this.#parts, this.#writer),
    'silence-list': () => this.#silences(),
  };

  constructor(parts: NoticeDeskParts) {
    this.#parts = parts;
    this.#writer = new NoticeWriter(parts);
  }

  async take(id: string, order: NoticeOrder): Promise<NoticeOutcome> {
    try {
      if (!this.#mayAct(order)) return refused(NOT_ALLOWED);
      const outcome = await this.#act(id, order);
      if (outcome.kind === 'notice_refused') return outcome;
      await this.#audit(order, outcome);
      if (CHANGES.has(order.action)) this.#parts.onChange();
      return outcome;
    } catch (error) {
      if (error instanceof AppError && error.code === 'not_found') return refused(error.text);
      throw error;
    }
  }

  async #act<A extends NoticeAction>(id: string, order: NoticeOrderOf<A>): Promise<NoticeOutcome> {
    const act = this.#acts[order.action as A];
    return await act(id, order);
  }

  async #test(id: string, order: NoticeOrderOf<'notice-test'>): Promise<NoticeOutcome> {
    const recipient = this.#recipient(order.recipient);
    const contacts =
      order.contact === null
        ? recipient.contacts.filter(({ kind }) => kind !== 'telephone')
        : [contactOf(recipient, order.contact)];
    if (contacts.length === 0) return refused(ONLY_TELEPHONES);
    const asked = contacts.map((contact) => ({ recipient, contact, kind: 'test' as const }));
    return this.#written(await this.#writer.write(id, asked));
  }

  async #verify(id: string, order: NoticeOrderOf<'notice-verify'>): Promise<NoticeOutcome> {
    const { recipient, olderThanMs, at } = order;
    const recipients =
      recipient === null ? this.#writer.recipients() : [this.#recipient(recipient)];
    const round = { id, recipients, olderThanMs, askedAt: at };
    return this.#written(await sendCodes(round, this.#parts, this.#writer));
  }

  async #verified(order: NoticeOrderOf<'notice-verified'>): Promise<NoticeOutcome> {
    const recipient = this.#recipient(order.recipient);
    const contact = await verifyByCode({ recipient, code: order.code }, this.#parts);
    if (contact === null) return refused(WRONG_CODE);
    return { kind: 'contact_verified', ...namedOf(recipient, contact) };
  }

  async #bounced(order: NoticeOrderOf<'notice-bounced'>): Promise<NoticeOutcome> {
    const recipient = this.#recipient(order.recipient);
    const contact = contactOf(recipient, order.contact);
    const { store, clock } = this.#parts;
    const error = order.reason ?? 'found by hand not to be reached';
    await store.keepBounce(contactIdOf(recipient, contact), { at: clock.now(), error });
    return { kind: 'contact_bounced', ...namedOf(recipient, contact) };
  }

  async #resend({ seq }: NoticeOrderOf<'notice-resend'>): Promise<NoticeOutcome> {
    await this.#parts.sender.resend(seq);
    const delivery = await this.#writer.outcomeOf(seq);
    return this.#written(delivery === null ? [] : [delivery]);
  }

  async #correct(id: string, order: NoticeOrderOf<'notice-correct'>): Promise<NoticeOutcome> {
    const { incident, text } = order;
    await this.#incident(incident);
    const corrections = await sendCorrections({ id, incident, text }, this.#parts, this.#writer);
    return corrections === null ? refused(NOBODY_TOLD) : this.#written(corrections);
  }

  async #preview(order: NoticeOrderOf<'notice-preview'>): Promise<NoticeOutcome> {
    const incident = await this.#incident(order.incident);
    const recipient = this.#recipient(order.recipient);
    const previews = await previewNotices(incident, recipient, this.#parts, this.#writer);
    return { kind: 'notices_previewed', previews: [...previews], timezone: this.#timezone };
  }

  async #told(order: NoticeOrderOf<'notice-told'>): Promise<NoticeOutcome> {
    const incident = await this.#incident(order.incident);
    const recipients = await toldList(incident, this.#parts, this.#writer);
    const listed = { incident: incident.id, recipients: [...recipients] };
    return { kind: 'told_listed', ...listed, timezone: this.#timezone };
  }

  async #acknowledge(order: NoticeOrderOf<'acknowledge'>): Promise<NoticeOutcome> {
    const incident = await this.#incident(order.incident);
    const recipient = this.#recipient(order.recipient);
    const { standing, clock } = this.#parts;
    const wasBefore = standing.hasAcknowledged(recipient.id, incident.id);
    const said = { incident: incident.id, recipient: recipient.id };
    if (!wasBefore) await standing.acknowledge({ ...said, at: clock.now(), by: order.by });
    return { kind: 'acknowledged', ...said, wasBefore };
  }

  async #silences(): Promise<NoticeOutcome> {
    const silences = [...this.#parts.standing.silences()];
    return { kind: 'silences_listed', silences, timezone: this.#timezone };
  }

  get #timezone(): string {
    return this.#parts.config().council.timezone;
  }

  #written(deliveries: readonly NoticeDelivery[]): NoticeOutcome {
    return { kind: 'notices_written', deliveries: [...deliveries], timezone: this.#timezone };
  }

  /** Rejects with `not_found`. */
  async #incident(id: string): Promise<Incident> {
    const incident = await this.#parts.incident(id);
    if (incident !== null) return incident;
    throw new AppError('not_found', unknownId(INCIDENT, id, null));
  }

  /** Throws `not_found`. */
  #recipient(id: string): Recipient {
    const recipient = this.#writer.recipient(id);
    if (recipient !== null) return recipient;
    const ids = this.#writer.recipients().map((each) => each.id);
    throw new AppError('not_found', unknownId(RECIPIENT, id, nearestOf(id, ids)));
  }

  /** At the command line the operator acts. */
  #mayAct(order: NoticeOrder): boolean {
    const action = RIGHTS[order.action];
    if (action === null) return true;
    const id = 'recipient' in order ? order.recipient : null;
    const recipient = id === null ? null : this.#writer.recipient(id);
    const concern = recipient === null ? EVERYBODY : concernOf(recipient.viewer);
    const right = actionRightOf(OPERATOR, action, concern);
    return right === 'allowed' || right === 'announced';
  }

  async #audit(order: NoticeOrder, outcome: NoticeOutcome): Promise<void> {
    const { state, clock } = this.#parts;
    const line = auditOf(order, outcome);
    if (line !== null) {
      await state.appendAudit({ at: clock.now(), actor: order.actor, ...line });
    }
  }
}

function refused(text: Text): NoticeOutcome {
  return { kind: 'notice_refused', text };
}

/** Throws `not_found`. */
function contactOf(recipient: Recipient, number: number): Contact {
  const contact = recipient.contacts[number - 1];
  if (contact !== undefined) return contact;
  throw new AppError('not_found', noContact(recipient.id, number, recipient.contacts.length));
}

function namedOf(recipient: Recipient, contact: Contact) {
  const number = recipient.contacts.indexOf(contact) + 1;
  return { recipient: recipient.id, number, contactKind: contact.kind, to: contact.to };
}

/** Whose messages they are. */
function concernOf(viewer: Viewer): Concern {
  return viewer.kind === 'secretariat' ? { kind: 'sector', sector: viewer.sector } : viewer;
}
