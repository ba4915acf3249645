import { background } from '../../core/background.ts';
import type { Config } from '../../core/config.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { FactsBook } from '../../core/ports/facts-book.ts';
import type { Judging } from '../../core/ports/judging.ts';
import type { Log } from '../../core/ports/log.ts';
import type { OutboxEntry } from '../../core/ports/notice-store.ts';
import type { OutboxStatus } from '../../core/ports/outbox-status.ts';
import { periodStart } from '../../core/time/slots.ts';
import type { Incident } from '../../core/words/incident.ts';
import type { Contact, Recipient } from '../../core/words/recipient.ts';
import type { Sample } from '../../core/words/sample.ts';
import type { DrillMark } from '../../core/words/scenario.ts';
import { Notifier } from '../../notify/notifier.ts';
import { OutboxSender } from '../../notify/outbox/outbox-sender.ts';
import type { Standing } from '../../notify/standing.ts';
import { renderBy } from '../../notify/wording/render.ts';
import { GRID_MS } from '../../share/rules/band-release.ts';
import { createGate } from '../../share/seal.ts';
import type { Environment } from '../authorities.ts';
import type { SectorReleases } from '../buckets/sector-releases.ts';
import type { CouncilInForce } from '../reload/council-in-force.ts';
import type { Stores } from '../stores.ts';
import { AnswerBook } from './answer-book.ts';
import { CouncilNoticeSource } from './council-source.ts';
import { drillEndDrafts } from './drill-end.ts';
import { localClockOf } from './local-clock.ts';
import { NoticeChannels } from './notice-channels.ts';
import { CouncilNoticeDesk } from './notice-desk.ts';
import { hostsOf } from './notice-places.ts';
import { reachableOf } from './reachable.ts';
import { incidentsToTell } from './told-before.ts';
import { type AnsweredSince, NOT_ANSWERED, type VersionsOf } from './told-since.ts';
import { wordingContextOf } from './wording-context.ts';

export interface TellingParts {
  readonly council: CouncilInForce;
  readonly stores: Stores;
  readonly judging: Judging;
  readonly facts: FactsBook;
  readonly releases: SectorReleases;
  /** How targets were shared; absent = always as now. */
  readonly versionsOf?: VersionsOf;
  readonly isAnsweredSince?: AnsweredSince;
  /** The newest first attempt of each series that an earlier run stored, in no order. */
  readonly newest: readonly Sample[];
  /** null = no drill. */
  readonly drill: DrillMark | null;
  /** Files of secrets lie relative to it; null = the working directory. */
  readonly configDir: string | null;
  readonly environment: Environment;
  /** That incidents are dated by, with the machine's own delays. */
  readonly clock: Clock;
  readonly log: Log;
}

/** Bands are released each full minute; they are looked at so often, ms. */
const LOOK_MS = 1000;
/** Incidents that ended are known so long, ms; longer where somebody is to be told of the end. */
const KNOWN_MS = 3_600_000;
/** The end of a drill is waited for so long at most, ms. */
const DRILL_END_MS = 2000;
const DRILL_END_LOOK_MS = 50;
/** A step is made every second; without one for so long nothing is told, ms. */
const IDLE_MS = 30_000;
/** What has no answer for longer than this, in a drill by its speed, says that sending does not work, ms. */
const WAITING_MS = 300_000;

/** Tells people: from what is judged to what a channel took. */
export class Telling {
  readonly #parts: TellingParts;
  readonly #source: CouncilNoticeSource;
  readonly #answers: AnswerBook;
  readonly #channels: NoticeChannels;
  readonly #notifier: Notifier;
  readonly #sender: OutboxSender;
  #stopTimer = () => {};
  /** The newest minute whose releases were looked at, epoch ms. */
  #minute = Number.NEGATIVE_INFINITY;
  #closing: Promise<void> | null = null;

  /**
   * Telling as an earlier run left it; nothing is told before {@link start}. Rejects with
   * `store_unavailable`, and with `usage` for a secret that cannot be read.
   */
  static async open(parts: TellingParts): Promise<Telling> {
    const { council, stores, judging, newest, drill, clock, log } = parts;
    const { notices: store } = stores;
    const context = () => wordingContextOf(council.today, drill !== null);
    const config = council.today;
    const files = () => council.whole;
    const render = renderBy(context);
    const channels = await NoticeChannels.open({ ...parts, config, files, render });
    try {
      const answers = new AnswerBook();
      for (const sample of newest) answers.observe(sample);
      let notifier: Notifier | null = null;
      const isVerified: Standing['isVerified'] = (recipient, contact) =>
        notifier?.standing.isVerified(recipient, contact) ?? false;
      const source = new CouncilNoticeSource({ ...sourceParts(parts), answers, isVerified });
      const isWithdrawn = (entry: OutboxEntry) => source.isWithdrawn(entry);
      const byKind = channels.byKind;
      const sender = new OutboxSender({ store, channels: byKind, isWithdrawn, clock, log });
      notifier = await Notifier.open({ source, store, clock, log, onWritten: () => sender.wake() });
      const known = await incidentsToTell(notifier.neededIncidents(), judging, stores.judgements);
      source.take(known);
      await recall(answers, known, stores);
      await sender.start();
      return new Telling(parts, { source, answers, channels, notifier, sender });
    } catch (error) {
      await channels.close();
      throw error;
    }
  }

  private constructor(
    parts: TellingParts,
    made: {
      readonly source: CouncilNoticeSource;
      readonly answers: AnswerBook;
      readonly channels: NoticeChannels;
      readonly notifier: Notifier;
      readonly sender: OutboxSender;
    },
  ) {
    this.#parts = parts;
    this.#source = made.source;
    this.#answers = made.answers;
    this.#channels = made.channels;
    this.#notifier = made.notifier;
    this.#sender = made.sender;
  }

  /** Begins to tell; judging must look by itself. */
  start(): void {
    this.#notifier.start();
    this.#schedule();
  }

  /** Every sample as it is made. */
  observe(sample: Sample): void {
    this.#answers.observe(sample);
  }

  /** What judging opened or changed, after it is kept. */
  takeIncidents(incidents: readonly Incident[]): void {
    this.#notifier.takeIncidents(incidents);
  }

  /** Takes what is in force now. */
  follow(): void {
    this.#source.follow();
    this.#notifier.lookAtAll();
  }

  /** Carries out what is asked by commands and on the board. */
  desk(): CouncilNoticeDesk {
    const { council, stores, drill, clock, log } = this.#parts;
    return new CouncilNoticeDesk({
      config: () => council.today,
      ...{ source: this.#source, store: stores.notices, sender: this.#sender },
      incidents: stores.judgements,
      standing: this.#notifier.standing,
      state: stores.state,
      render: renderBy(() => wordingContextOf(council.today, drill !== null)),
      onChange: () => this.#notifier.lookAtAll(),
      ...{ clock, log },
    });
  }

  /** Whether something may be sent to a contact. */
  isVerified(recipient: Recipient, contact: Contact): boolean {
    return this.#notifier.standing.isVerified(recipient, contact);
  }

  status(): OutboxStatus {
    return this.#sender.status;
  }

  /** Steps are made and kept, and what is written leaves. */
  get isWorking(): boolean {
    const { clock, drill } = this.#parts;
    const { steppedAt } = this.#notifier;
    const { problem, kinds, unansweredAt } = this.#sender.status;
    const isStepping = steppedAt !== null && clock.monotonicMs() - steppedAt < IDLE_MS;
    const isLeaving =
      unansweredAt === null || clock.now() - unansweredAt < WAITING_MS * (drill?.speed ?? 1);
    return isStepping && isLeaving && problem === null && !kinds.some(({ isAway }) => isAway);
  }

  /** For calls of the service's own beside the channels. */
  get outgoing() {
    return this.#channels.outgoing;
  }

  /** Tells those who were told anything in the drill that it is over; waits for a moment until it left. */
  async endDrill(): Promise<void> {
    const { stores, clock } = this.#parts;
    const told = this.#notifier.toldContacts();
    const outbox = drillEndDrafts(this.#source, told, clock.now());
    if (outbox.length === 0) return;
    await stores.notices.keepStep({ desks: [], decisions: [], outbox });
    this.#sender.wake();
    const until = clock.monotonicMs() + DRILL_END_MS;
    do {
      await new Promise<void>((resolve) => clock.after(DRILL_END_LOOK_MS, resolve));
    } while (this.#sender.status.waiting > 0 && clock.monotonicMs() < until);
  }

  /** Ends the step that runs, and keeps what channels answer within three seconds. Twice is once. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#stopTimer();
    await this.#notifier.close();
    await this.#sender.close();
    await this.#channels.close();
  }

  #schedule(): void {
    if (this.#closing !== null) return;
    this.#stopTimer = this.#parts.clock.after(LOOK_MS, () => {
      this.#look();
      this.#schedule();
    });
  }

  #look(): void {
    const { clock, releases, log } = this.#parts;
    const now = clock.now();
    const minute = periodStart(now, GRID_MS);
    if (minute <= this.#minute) return;
    this.#minute = minute;
    releases.take(now);
    background(releases.keep(), 'notify.releases', log);
    this.#notifier.lookAt(this.#source.takeReleases());
    this.#source.forget(now - KNOWN_MS, this.#notifier.neededIncidents());
  }
}

function sourceParts({
  council,
  drill,
  judging,
  facts,
  releases,
  versionsOf = () => [],
  isAnsweredSince = NOT_ANSWERED,
  log,
}: TellingParts) {
  const isPractice = (config: Config) => (config.practice ? ('practice' as const) : null);
  return {
    ...{ judging, facts, releases, versionsOf, isAnsweredSince, log },
    ...{ gate: createGate(), clockOf: localClockOf },
    today: () => council.today,
    hosts: () => hostsOf(council.series()),
    recipientsOf: reachableOf,
    exercise: drill === null ? isPractice(council.today) : ('drill' as const),
  };
}

/** What is known of the sites in trouble from before. Rejects with `store_unavailable`. */
async function recall(
  answers: AnswerBook,
  incidents: readonly Incident[],
  { state }: Pick<Stores, 'state'>,
): Promise<void> {
  const troubled = new Set(incidents.flatMap(({ targets }) => targets.map(({ target }) => target)));
  for (const target of troubled) {
    for (const { sample } of await state.records(target)) answers.observe(sample);
  }
}
