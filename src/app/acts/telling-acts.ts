import { randomUUID } from 'node:crypto';
import type { ActOutcome, SilenceDraft, TellingDesk } from '../../board/acts/act-desk.ts';
import type { MessagesDto, ToldDto } from '../../board/dto/acts.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Actor } from '../../core/ports/entrance.ts';
import type { Marked } from '../../core/words/marked.ts';
import type { Silence } from '../../core/words/notice.ts';
import { RECIPIENT_IDS } from '../../core/words/recipient.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { actionRightOf, type Concern, concernOf } from '../../share/rules/action-right.ts';
import type { ToldOf } from '../../share/rules/told-right.ts';
import type { Gate } from '../../share/seal.ts';
import type { NoticeOrder, ToldRecipient } from '../control/notice-order.ts';
import type { CouncilNoticeDesk } from '../notices/notice-desk.ts';
import { ownRecipientIdOf } from '../notices/own-recipient.ts';
import type { SharedViews } from '../sharing/shared-views.ts';
import { NO_RECIPIENT } from './act-texts.ts';
import { type FoundIncident, findIncident, type IncidentFinder } from './found-incident.ts';
import { messagesDtoOf } from './messages-dto.ts';
import { outcomeOf } from './order-outcome.ts';
import { nameOfRecipient, silencedMatter } from './silence-draft.ts';
import { joinedTold, toldDtoOf } from './told-dto.ts';

export interface TellingActsParts extends IncidentFinder {
  readonly shared: Pick<
    SharedViews,
    'toldIncidents' | 'targetOf' | 'hasSector' | 'places' | 'council'
  >;
  readonly notices: Pick<CouncilNoticeDesk, 'take' | 'silences' | 'recipient' | 'told'>;
  readonly gate: Gate;
  readonly clock: Pick<Clock, 'now'>;
}

const DENIED: ActOutcome = { kind: 'denied' };

/** What people do on the board about telling, by the action table. */
export class TellingActs implements TellingDesk {
  readonly #parts: TellingActsParts;

  constructor(parts: TellingActsParts) {
    this.#parts = parts;
  }

  async told(viewer: Viewer, id: string): Promise<Marked<ToldDto> | null> {
    const { notices, gate, clock } = this.#parts;
    const found = await findIncident(viewer, id, this.#parts);
    if (found === null) return null;
    const { whole, own } = found;
    const [ofWhole, ofOwn] = [
      await notices.told(whole, viewer),
      own.id === whole.id ? [] : await notices.told(own, viewer),
    ];
    const ownId = this.#ownIdOf(viewer);
    // Of members those alone that are named to him in it: not who shared nothing yet when it was over.
    const named = new Set(
      found.concerns.flatMap((each) =>
        each.kind === 'member' ? [RECIPIENT_IDS.member(each.member)] : [],
      ),
    );
    const recipients = joinedTold(ofWhole, ofOwn).filter(
      ({ recipient }) => viewer.kind === 'operator' || recipient === ownId || named.has(recipient),
    );
    const data = toldDtoOf(recipients, {
      mayAcknowledge: mayAcknowledge(viewer, found),
      own: recipients.find(({ recipient }) => recipient === ownId)?.acknowledged ?? null,
      timezone: this.#config.council.timezone,
    });
    const of = recipients.map((each) => this.#toldOf(each, viewer, found));
    return gate.seal(viewer, { kind: 'told', of }, { asOf: clock.now(), data });
  }

  async messages(viewer: Viewer): Promise<Marked<MessagesDto> | null> {
    const { shared, notices, gate, clock } = this.#parts;
    const ownId = this.#ownIdOf(viewer);
    const data = messagesDtoOf({
      ...{ viewer, ownId, places: shared.places, council: shared.council },
      own: ownId === null ? null : notices.recipient(ownId),
      silences: await this.#silences(),
      nameOf: (recipient) => nameOfRecipient(recipient, this.#parts),
      shownId: await this.#shownIdsTo(viewer),
    });
    const of = [concernOf(viewer)];
    return gate.seal(viewer, { kind: 'messages', of }, { asOf: clock.now(), data });
  }

  async acknowledge({ viewer, name }: Actor, id: string): Promise<ActOutcome> {
    const found = await findIncident(viewer, id, this.#parts);
    const recipient = this.#ownIdOf(viewer);
    if (found === null || recipient === null || !mayAcknowledge(viewer, found)) return DENIED;
    const incident = found.own.id;
    return await this.#order(
      { action: 'acknowledge', incident, recipient, by: name },
      viewer,
      name,
    );
  }

  async silence({ viewer, name }: Actor, draft: SilenceDraft): Promise<ActOutcome> {
    const { whose, forMs, reason } = draft;
    const isOperator = viewer.kind === 'operator';
    if (whose !== 'own' && !isOperator) return DENIED;
    const matter = await silencedMatter(viewer, draft, this.#parts);
    if (matter === null) return DENIED;
    const recipient = whose === 'own' ? this.#ownIdOf(viewer) : whose === 'all' ? null : whose;
    if (
      whose === 'own' &&
      (recipient === null || this.#parts.notices.recipient(recipient) === null)
    ) {
      return { kind: 'refused', text: NO_RECIPIENT };
    }
    const order = {
      action: 'silence-add',
      recipient,
      ...matter,
      forMs,
      until: null,
      reason,
    } as const;
    return await this.#order(order, viewer, name);
  }

  async endSilence({ viewer, name }: Actor, silence: string): Promise<ActOutcome> {
    const found = this.#parts.notices.silences().find(({ id }) => id === silence);
    const isOwn = found?.recipient != null && found.recipient === this.#ownIdOf(viewer);
    if (found === undefined || !(isOwn || viewer.kind === 'operator')) return DENIED;
    return await this.#order({ action: 'silence-end', silence }, viewer, name);
  }

  async #order(order: Unsigned<NoticeOrder>, viewer: Viewer, actor: string): Promise<ActOutcome> {
    const { notices, clock } = this.#parts;
    const signed = { ...order, at: clock.now(), actor };
    return outcomeOf(await notices.take(randomUUID(), signed, viewer));
  }

  get #config() {
    return this.#parts.shared.places.config;
  }

  #ownIdOf(viewer: Viewer): string | null {
    return ownRecipientIdOf(viewer, this.#config);
  }

  /** Whose messages they are, and its sites in the incident as the rules have them. */
  #toldOf({ recipient }: ToldRecipient, viewer: Viewer, { whole }: FoundIncident): ToldOf {
    const { shared } = this.#parts;
    if (recipient === this.#ownIdOf(viewer)) return { concern: concernOf(viewer), targets: [] };
    const targets = whole.targets
      .filter(({ member }) => RECIPIENT_IDS.member(member) === recipient)
      .flatMap(({ target }) => shared.targetOf(target) ?? []);
    const [first] = targets;
    if (first === undefined) return { concern: OF_THE_OPERATOR, targets };
    const { member, sector } = first;
    return { concern: { kind: 'member', member, sector }, targets };
  }

  async #silences(): Promise<{ silence: Silence; incident: FoundIncident['own'] | null }[]> {
    const { notices, incidents } = this.#parts;
    return await Promise.all(
      notices.silences().map(async (silence) => {
        const { incident } = silence;
        const named = incident === null ? null : await incidents.incident(incident);
        return { silence, incident: named };
      }),
    );
  }

  /** By which name the viewer finds an incident. */
  async #shownIdsTo(viewer: Viewer): Promise<(incident: string) => string | null> {
    if (viewer.kind === 'operator') return (id) => id;
    const { notices, shared } = this.#parts;
    if (notices.silences().every(({ incident }) => incident === null)) return () => null;
    const told = await shared.toldIncidents(viewer);
    return (id) => {
      const found = told.find(({ behind }) => behind.some((each) => each.id === id));
      return found?.shared.id ?? null;
    };
  }
}

/** An order before it is known when, and by whom. */
type Unsigned<Order> = Order extends NoticeOrder ? Omit<Order, 'at' | 'actor'> : never;

/** Of whom nobody else is told anything. */
const OF_THE_OPERATOR: Concern = { kind: 'operator' };

function mayAcknowledge(viewer: Viewer, { concerns }: FoundIncident): boolean {
  return concerns.some((each) => actionRightOf(viewer, 'acknowledge', each) === 'allowed');
}
