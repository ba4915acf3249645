import { AppError } from '../../core/errors.ts';
import { InTurn } from '../../core/in-turn.ts';
import { nearestOf } from '../../core/nearest.ts';
import type { Incident } from '../../core/words/incident.ts';
import type { Text } from '../../core/words/language.ts';
import type { Silence } from '../../core/words/notice.ts';
import { type Contact, contactIdOf, type Recipient } from '../../core/words/recipient.ts';
import { OPERATOR, type Viewer } from '../../core/words/viewer.ts';
import type { ActionRight } from '../../share/rules/action-right.ts';
import { markingOf } from '../../share/rules/marking-of.ts';
import type {
  NoticeAction,
  NoticeDelivery,
  NoticeDesk,
  NoticeOrder,
  NoticeOrderOf,
  NoticeOutcome,
  ToldRecipient,
} from '../control/notice-order.ts';
import { incidentsNamed } from './by-reference.ts';
import { correctMeasured, type MeasuredWrongly } from './correct-measured.ts';
import { sendCorrections } from './correct-notice.ts';
import {
  NO_LIST_FOR,
  NOBODY_TOLD,
  NOT_ALLOWED,
  noContact,
  ONLY_TELEPHONES,
  unknownId,
  VOID_CODE,
  WRONG_CODE,
} from './desk-texts.ts';
import { auditOf } from './notice-audit.ts';
import type { NoticeDeskParts } from './notice-desk-parts.ts';
import { noticeRightOf } from './notice-right.ts';
import { NoticeWriter } from './notice-writer.ts';
import { ownRecipientIdOf } from './own-recipient.ts';
import { previewNotices } from './preview-notices.ts';
import { addSilence, endSilence, RECIPIENT, type SilenceParts } from './silence-desk.ts';
import { toldList } from './told-list.ts';
import { sendCodes, verifyByCode } from './verify-contacts.ts';

/** After them what is told to somebody may be another. */
const CHANGES: ReadonlySet<NoticeAction> = new Set([
  'notice-verified',
  'acknowledge',
  'silence-add',
  'silence-end',
]);

type Acts = {
  readonly [A in NoticeAction]: (
    id: string,
    order: NoticeOrderOf<A>,
    asking: Asking,
  ) => Promise<NoticeOutcome>;
};

/** Who asks, and what the table allows him of what he asks. */
interface Asking {
  readonly by: Viewer;
  readonly right: ActionRight;
}

/** Carries out what people ask about telling, by the action table; each act leaves a line in the audit. */
export class CouncilNoticeDesk implements NoticeDesk {
  readonly #parts: NoticeDeskParts;
  readonly #writer: NoticeWriter;
  readonly #tries = new InTurn();

  readonly #acts: Acts = {
    'notice-test': (id, order) => this.#test(id, order),
    'notice-verify': (id, order) => this.#verify(id, order),
    'notice-verified': (_, order) => this.#verified(order),
    'notice-bounced': (_, order) => this.#bounced(order),
    'notice-resend': (_, order) => this.#resend(order),
    'notice-correct': (id, order) => this.#correct(id, order),
    'notice-preview': (_, order) => this.#preview(order),
    'notice-told': (_, order) => this.#told(order),
    acknowledge: (_, order, { by }) => this.#acknowledge(order, by),
    'silence-add': (id, order, asking) => addSilence(this.#toldOf(id, asking), order),
    'silence-end': (id, order, asking) => endSilence(this.#toldOf(id, asking), order),
    'silence-list': () => this.#silences(),
  };

  constructor(parts: NoticeDeskParts) {
    this.#parts = parts;
    this.#writer = new NoticeWriter(parts);
  }

  async take(id: string, order: NoticeOrder, by: Viewer = OPERATOR): Promise<NoticeOutcome> {
    try {
      const right = this.#rightOf(order, by);
      if (right !== 'allowed' && right !== 'announced') {
        return { kind: 'notice_denied', text: NOT_ALLOWED };
      }
      const outcome = await this.#act(id, order, { by, right });
      if (outcome.kind === 'notice_refused') return outcome;
      await this.#audit(order, outcome);
      if (CHANGES.has(order.action)) this.#parts.onChange();
      return outcome;
    } catch (error) {
      if (error instanceof AppError && error.code === 'not_found') return refused(error.text);
      throw error;
    }
  }

  /** Silences that last, the first to end first. */
  silences(): readonly Silence[] {
    return this.#parts.standing.silences();
  }

  /** Who is told, with every contact of the configuration; null = there is no such recipient. */
  recipient(id: string): Recipient | null {
    return this.#writer.recipient(id);
  }

  /** As {@link toldList}, without a line of the audit. */
  async told(incident: Incident, viewer: Viewer): Promise<readonly ToldRecipient[]> {
    return await toldList({ incident, viewer }, this.#parts, this.#writer);
  }

  /** Sends a code to each contact of `recipient` that was never verified; `id` names the sending for good. */
  async sendCodesTo(recipient: Recipient, id: string): Promise<void> {
    const round = { id, recipients: [recipient], olderThanMs: null };
    const askedAt = this.#parts.clock.now();
    await sendCodes({ ...round, askedAt }, this.#parts, this.#writer);
  }

  /**
   * Corrects what was told of a site that was measured wrongly: of its trouble with its name, of the patterns
   * that held it to whoever was told of these alone. What is asked for twice is written once. Rejects with
   * `store_unavailable`.
   */
  async correctStatement(asked: MeasuredWrongly): Promise<void> {
    for (const each of await correctMeasured(asked, this.#parts, this.#writer)) {
      const { incident, text, deliveries } = each;
      const by = { at: asked.at, actor: asked.actor };
      const order = { action: 'notice-correct', incident, text: { ...text }, ...by } as const;
      await this.#audit(order, this.#written(deliveries));
    }
  }

  async #act<A extends NoticeAction>(
    id: string,
    order: NoticeOrderOf<A>,
    asking: Asking,
  ): Promise<NoticeOutcome> {
    const act = this.#acts[order.action as A];
    return await act(id, order, asking);
  }

  #toldOf(id: string, { right }: Asking): SilenceParts {
    const isAnnounced = right === 'announced';
    return { id, isAnnounced, parts: this.#parts, writer: this.#writer };
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
    const number = order.contact ?? null;
    const contact = number === null ? null : contactOf(recipient, number);
    const tried = { recipient, contact, code: order.code };
    const found = await this.#tries.run(() => verifyByCode(tried, this.#parts));
    if (typeof found === 'string') return refused(found === 'void' ? VOID_CODE : WRONG_CODE);
    return { kind: 'contact_verified', ...namedOf(recipient, found) };
  }

  async #bounced(order: NoticeOrderOf<'notice-bounced'>): Promise<NoticeOutcome> {
    const recipient = this.#recipient(order.recipient);
    const contact = contactOf(recipient, order.contact);
    const { sender, clock } = this.#parts;
    const error = order.reason ?? 'found by hand not to be reached';
    await sender.noteBounce(contactIdOf(recipient, contact), { at: clock.now(), error });
    return { kind: 'contact_bounced', ...namedOf(recipient, contact) };
  }

  async #resend({ seq }: NoticeOrderOf<'notice-resend'>): Promise<NoticeOutcome> {
    await this.#parts.sender.resend(seq);
    const delivery = await this.#writer.outcomeOf(seq);
    return this.#written(delivery === null ? [] : [delivery]);
  }

  async #correct(id: string, order: NoticeOrderOf<'notice-correct'>): Promise<NoticeOutcome> {
    const { incident, text } = order;
    const about = await this.#incident(incident);
    const asked = { id, incident: about, text };
    const corrections = await sendCorrections(asked, this.#parts, this.#writer);
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
    const { as } = order;
    const viewer = as === null ? OPERATOR : this.#recipient(as).viewer;
    if (viewer.kind !== 'operator' && viewer.kind !== 'secretariat') return refused(NO_LIST_FOR);
    const recipients = await toldList({ incident, viewer }, this.#parts, this.#writer);
    const listed = { incident: incident.id, as, recipients: [...recipients] };
    const marking = markingOf(['detail']);
    return { kind: 'told_listed', marking, ...listed, timezone: this.#timezone };
  }

  /** For oneself also where one has no contact, and so no reminders. By a reference: all of its notice. */
  async #acknowledge(order: NoticeOrderOf<'acknowledge'>, by: Viewer): Promise<NoticeOutcome> {
    const [incident, ...others] = await incidentsNamed(order.incident, this.#parts);
    const isOwn = order.recipient === ownRecipientIdOf(by, this.#parts.config());
    const recipient = isOwn ? order.recipient : this.#recipient(order.recipient).id;
    const { standing, clock } = this.#parts;
    const wasBefore = standing.hasAcknowledged(recipient, incident.id);
    const said = { incident: incident.id, recipient };
    for (const { id } of [incident, ...others]) {
      if (standing.hasAcknowledged(recipient, id)) continue;
      await standing.acknowledge({ incident: id, recipient, at: clock.now(), by: order.by });
    }
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
    const [incident] = await incidentsNamed(id, this.#parts);
    return incident;
  }

  /** Throws `not_found`. */
  #recipient(id: string): Recipient {
    const recipient = this.#writer.recipient(id);
    if (recipient !== null) return recipient;
    const ids = this.#writer.recipients().map((each) => each.id);
    throw new AppError('not_found', unknownId(RECIPIENT, id, nearestOf(id, ids)));
  }

  #rightOf(order: NoticeOrder, by: Viewer): ActionRight {
    const own = ownRecipientIdOf(by, this.#parts.config());
    const viewerOf = (id: string) => (id === own ? by : (this.recipient(id)?.viewer ?? null));
    return noticeRightOf(order, by, { viewerOf, silences: this.silences() });
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
