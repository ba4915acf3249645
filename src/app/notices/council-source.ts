import type { Config } from '../../core/config.ts';
import { NO_NOTICES } from '../../core/notify-config.ts';
import type { FactsBook } from '../../core/ports/facts-book.ts';
import type { Judging } from '../../core/ports/judging.ts';
import type { Log } from '../../core/ports/log.ts';
import type { OutboxEntry } from '../../core/ports/notice-store.ts';
import type { Incident } from '../../core/words/incident.ts';
import type { Marked } from '../../core/words/marked.ts';
import type { Notice, NoticeMatter } from '../../core/words/notice.ts';
import {
  type Contact,
  contactIdOf,
  RECIPIENT_IDS,
  type Recipient,
} from '../../core/words/recipient.ts';
import type { Offer } from '../../notify/desk.ts';
import type { NoticeSource, Surroundings, Telling } from '../../notify/notice-source.ts';
import type { LocalClock } from '../../notify/stages/stage.ts';
import type { Standing } from '../../notify/standing.ts';
import { TroubleBook } from '../../notify/trouble-book.ts';
import { isWithdrawnFor } from '../../share/rules/notice-content.ts';
import { readRightOf } from '../../share/rules/read-right.ts';
import type { Gate } from '../../share/seal.ts';
import type { SectorReleases } from '../buckets/sector-releases.ts';
import type { AnswerBook } from './answer-book.ts';
import { mayGoAbroad, readerBy } from './contact-reach.ts';
import { NOT_RELEASED, tooHigh } from './gate-texts.ts';
import { NoticeIds } from './notice-ids.ts';
import { NoticePlaces } from './notice-places.ts';
import { PatternViews, patternKey } from './pattern-views.ts';
import { proberOffer } from './prober-offer.ts';
import { siteKey } from './site-matter.ts';
import { refused, SiteOffers } from './site-offers.ts';
import { type AnsweredSince, NOT_ANSWERED, toldSinceBy, type VersionsOf } from './told-since.ts';

export interface CouncilSourceParts {
  /** The configuration in force; another object when it has changed. */
  readonly today: () => Config;
  /** Host names under which targets are measured, by target. */
  readonly hosts: () => ReadonlyMap<string, string>;
  readonly recipientsOf: (config: Config) => readonly Recipient[];
  /** Of a sector; null = of none. */
  readonly clockOf: (config: Config, sector: string | null) => LocalClock;
  readonly exercise: Telling['exercise'];
  readonly judging: Judging;
  readonly facts: FactsBook;
  readonly answers: AnswerBook;
  readonly releases: SectorReleases;
  /** How targets were shared; absent = always as now. */
  readonly versionsOf?: VersionsOf;
  readonly isAnsweredSince?: AnsweredSince;
  readonly isVerified: Standing['isVerified'];
  readonly gate: Gate;
  readonly log: Log;
}

const NOTHING_AROUND: Surroundings = { around: [], sectors: [] };

/** What each recipient may know of what is judged now, by the sharing rules. */
export class CouncilNoticeSource implements NoticeSource {
  readonly #parts: CouncilSourceParts;
  readonly #book = new TroubleBook();
  readonly #views: PatternViews;
  readonly #ids: NoticeIds;
  readonly #sites: SiteOffers;
  /** By sector; null = of none. */
  readonly #clocks = new Map<string | null, LocalClock>();
  #places: NoticePlaces;
  #telling: Telling;

  constructor(parts: CouncilSourceParts) {
    this.#parts = parts;
    this.#places = new NoticePlaces(parts.today(), parts.hosts());
    this.#telling = this.#tellingOf(parts.today());
    const { releases, facts, versionsOf = () => [], isAnsweredSince = NOT_ANSWERED } = parts;
    const { judging, answers } = parts;
    const toldSince = toldSinceBy(versionsOf);
    this.#views = new PatternViews({ releases, facts, toldSince }, this.#places);
    const known = { book: this.#book, views: this.#views, toldSince };
    this.#ids = new NoticeIds(known);
    this.#sites = new SiteOffers({
      ...known,
      ids: this.#ids,
      sources: { judging, answers, isAnsweredSince },
    });
  }

  telling(): Telling {
    return this.#telling;
  }

  /** Takes the configuration that is in force now. */
  follow(): void {
    const config = this.#parts.today();
    this.#places = new NoticePlaces(config, this.#parts.hosts());
    this.#telling = this.#tellingOf(config);
    this.#views.forget(this.#places);
    this.#clocks.clear();
    this.#parts.answers.keepOnly((target) => this.#places.targets.has(target));
  }

  take(incidents: readonly Incident[]): Iterable<string> {
    this.#book.take(incidents);
    this.#views.forget(this.#places);
    const concerned = new Set<string>();
    for (const { pattern, targets } of incidents) {
      for (const { member, sector } of targets) {
        concerned.add(RECIPIENT_IDS.member(member)).add(RECIPIENT_IDS.sector(sector));
      }
      if (pattern !== 'single') for (const id of this.#widely()) concerned.add(id);
    }
    return concerned;
  }

  /** Bands were released anew; ids of the recipients to whom a pattern may look different now. */
  takeReleases(): Iterable<string> {
    this.#views.forget(this.#places);
    const open = this.#book.patterns().filter(({ endedAt }) => endedAt === null);
    if (open.length === 0) return [];
    const sectors = open.flatMap(({ targets }) =>
      targets.map(({ sector }) => RECIPIENT_IDS.sector(sector)),
    );
    return new Set([...this.#widely(), ...sectors]);
  }

  /** Forgets what ended before `before`, epoch ms, and of which no end is still to be told. */
  forget(before: number, told: ReadonlySet<string>): void {
    this.#book.forget(before, told);
  }

  offers(recipient: Recipient, contact: Contact, keys: ReadonlySet<string>): readonly Offer[] {
    const { viewer } = recipient;
    if (viewer.kind === 'member') {
      const own = this.#places.ofMember.get(viewer.member) ?? [];
      return own.flatMap((place) => this.#sites.offerOf(place, { recipient, contact, keys }) ?? []);
    }
    const patterns = this.#patternOffers(recipient, contact, keys);
    if (viewer.kind === 'operator') return [...proberOffer(this.#book, keys), ...patterns];
    if (viewer.kind !== 'secretariat') return patterns;
    const its = this.#places.ofSector.get(viewer.sector) ?? [];
    const sites = its.flatMap(
      (place) => this.#sites.offerOf(place, { recipient, contact, keys }) ?? [],
    );
    return [...sites, ...patterns];
  }

  incidentsOf({ sites, incident, key }: NoticeMatter): readonly string[] {
    const isSite = sites.some(({ target }) => siteKey(target) === key);
    if (!isSite) return [incident];
    return sites.flatMap(({ target }) => this.#book.incidentsOf(target));
  }

  surroundings({ viewer }: Recipient, contact: Contact): Surroundings {
    if (viewer.kind !== 'member') return NOTHING_AROUND;
    if (!mayGoAbroad('band', contact)) return NOTHING_AROUND;
    const reader = readerBy(viewer, contact);
    const around = this.#spread()
      .filter(({ endedAt }) => endedAt === null)
      .map((incident) => ({ incident, ...this.#views.viewOf(incident, reader) }))
      .filter(({ form }) => form.isShown)
      .map(({ incident, matter }) => ({ ...matter, ...this.#ids.ofPattern(viewer, incident) }));
    const sector = this.#views.sectorFor(viewer, viewer.sector);
    return { around, sectors: sector === null ? [] : [sector] };
  }

  ownNetworkSince(): number | null {
    return this.#parts.judging.ownNetwork()?.since ?? null;
  }

  plannedUntil(target: string, now: number): number | null {
    return this.#parts.releases.maintenanceOf(target, now)?.to ?? null;
  }

  clockOf({ viewer }: Recipient): LocalClock {
    const sector = 'sector' in viewer ? viewer.sector : null;
    const clock = this.#clocks.get(sector) ?? this.#parts.clockOf(this.#places.config, sector);
    this.#clocks.set(sector, clock);
    return clock;
  }

  seal(recipient: Recipient, contact: Contact, notice: Notice): Marked<Notice> | null {
    const { gate, isVerified, log } = this.#parts;
    const targetOf = (id: string) => this.#places.targets.get(id)?.shared ?? null;
    const way = { ceiling: contact.ceiling, isVerified: isVerified(recipient, contact) };
    const item = { kind: 'notice', notice, targetOf, way } as const;
    const sealed = gate.seal(recipient.viewer, item, { asOf: notice.at, data: notice });
    if (sealed === null) {
      log.error('notify.gate_refused', { recipient: recipient.id, kind: notice.kind });
    }
    return sealed;
  }

  /**
   * Of a notice that waits: something in it is shared with its recipient no longer, or its member has taken
   * the contact out of its own.
   */
  isWithdrawn({ notice, contact }: Pick<OutboxEntry, 'notice' | 'contact'>): boolean {
    const recipient = this.#telling.recipients.find(({ id }) => id === notice.recipient);
    const targetOf = (id: string) => this.#places.targets.get(id)?.shared ?? null;
    if (recipient === undefined) return this.#isMemberUntold(notice);
    if (isWithdrawnFor(recipient.viewer, notice, targetOf)) return true;
    const isThere = recipient.contacts.some((each) => contactIdOf(recipient, each) === contact);
    return recipient.viewer.kind === 'member' && !isThere;
  }

  /** It is still in the council, and nobody is to be told for it. */
  #isMemberUntold({ recipient, viewer }: OutboxEntry['notice']): boolean {
    if (viewer !== 'member') return false;
    const members = this.#places.config.sectors.flatMap((sector) => sector.members);
    const member = members.find(({ id }) => RECIPIENT_IDS.member(id) === recipient);
    return member?.contacts.length === 0;
  }

  #tellingOf(config: Config): Telling {
    const { pace, exercises } = config.notify ?? NO_NOTICES;
    const { exercise, recipientsOf } = this.#parts;
    return { recipients: recipientsOf(config), pace, exercise, exercises: new Set(exercises) };
  }

  /** Recipients that patterns concern wherever they are. */
  #widely(): readonly string[] {
    const ids = this.#telling.recipients.map(({ id, viewer }) => ({ id, kind: viewer.kind }));
    return ids
      .filter(({ kind }) => kind === 'council' || kind === 'observer' || kind === 'operator')
      .map(({ id }) => id);
  }

  /** Patterns but the doubt of our own network. */
  #spread(): readonly Incident[] {
    return this.#book.patterns().filter(({ pattern }) => pattern !== 'own-network');
  }

  #patternOffers(
    { viewer }: Recipient,
    contact: Contact,
    keys: ReadonlySet<string>,
  ): readonly Offer[] {
    const reader = readerBy(viewer, contact);
    const high = mayGoAbroad('band', contact) ? null : tooHigh(contact.ceiling);
    return this.#spread().flatMap((incident): readonly Offer[] => {
      if (incident.endedAt !== null && !keys.has(patternKey(incident.id))) return [];
      if (viewer.kind === 'secretariat' && !this.#touches(incident, viewer.sector)) return [];
      const view = this.#views.viewOf(incident, reader);
      const matter = { ...view.matter, ...this.#ids.ofPattern(viewer, incident) };
      return [refused({ matter, refusal: null }, view.form.isShown ? high : NOT_RELEASED)];
    });
  }

  /** By targets that count for its secretariat. */
  #touches({ targets }: Incident, sector: string): boolean {
    const viewer = { kind: 'secretariat', sector } as const;
    return targets.some((entry) => {
      const shared =
        entry.sector === sector ? this.#places.targets.get(entry.target)?.shared : null;
      return shared != null && readRightOf(viewer, shared) !== 'nothing';
    });
  }
}
