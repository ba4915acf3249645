import { type FSWatcher, watch } from 'node:fs';
import { accessDenied } from '../../core/access-denied.ts';
import { background } from '../../core/background.ts';
import { AppError, messageOf } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import type { StateStore } from '../../core/ports/state-store.ts';
import type { Text } from '../../core/words/language.ts';
import type { CouncilInForce } from '../reload/council-in-force.ts';
import {
  type AccountDesk,
  type AccountOrder,
  type AccountOutcome,
  isAccountOrder,
} from './account-order.ts';
import { type ControlFiles, controlDir, openControl } from './control-files.ts';
import {
  type DrillDesk,
  type DrillOrder,
  type DrillOutcome,
  PUBLIC_TARGETS,
} from './drill-order.ts';
import {
  isNoticeOrder,
  type NoticeDesk,
  type NoticeOrder,
  type NoticeOutcome,
} from './notice-order.ts';
import {
  isSnapshotOrder,
  type SnapshotDesk,
  type SnapshotOrder,
  type SnapshotOutcome,
} from './snapshot-order.ts';
import type { StopOrder, StopOutcome } from './stop-order.ts';
import { takeStop } from './take-stop.ts';

export interface ControlDeskParts {
  /** Whose `control` folder is looked into. */
  readonly storeDir: string;
  readonly council: CouncilInForce;
  readonly state: StateStore;
  readonly clock: Clock;
  /** Takes orders about drills; null or absent = none is possible. */
  readonly drills?: DrillDesk | null;
  readonly log: Log;
}

/** How often it looks where the system reports nothing, ms. */
const LOOK_MS = 2000;
/** How long an order's answer waits for the target's last probe, ms. */
const QUIET_LIMIT_MS = 50_000;
const KEEP_ANSWERS_MS = 3_600_000;
/** An order about a drill, a notice or accounts that waited longer is not carried out: nobody waits for it any more. */
const ORDER_LIMIT_MS = 60_000;

/** Carries out what commands of other processes ask of the service that owns the data directory. */
export class ControlDesk {
  readonly #parts: ControlDeskParts;
  readonly #files: ControlFiles;
  readonly #answering = new Set<string>();
  /** Why a request could not be taken, by id: told once, tried again at every look. */
  readonly #failures = new Map<string, string>();
  #settled: (target: string) => Promise<void> = () => Promise.resolve();
  #notices: NoticeDesk | null = null;
  #accounts: AccountDesk | null = null;
  #snapshots: SnapshotDesk | null = null;
  #watcher: FSWatcher | null = null;
  #poll: NodeJS.Timeout | null = null;
  #work: Promise<void> = Promise.resolve();
  #isClosed = false;

  private constructor(parts: ControlDeskParts, files: ControlFiles) {
    this.#parts = parts;
    this.#files = files;
  }

  /**
   * Carries out what waits from before the start; then only {@link open} makes it look again. Rejects
   * with `store_unavailable` where the folder cannot be made or read.
   */
  static async create(parts: ControlDeskParts): Promise<ControlDesk> {
    try {
      const desk = new ControlDesk(parts, await openControl(parts.storeDir));
      await desk.#look();
      return desk;
    } catch (error) {
      if (error instanceof AppError) throw error;
      const dir = controlDir(parts.storeDir);
      throw new AppError('store_unavailable', closedText(dir, error), { cause: error });
    }
  }

  /** `settled` resolves when no probe of a target is in flight. */
  open(settled: (target: string) => Promise<void>): void {
    const { storeDir, log } = this.#parts;
    this.#settled = settled;
    this.#poll = setInterval(() => this.#stir(), LOOK_MS);
    try {
      this.#watcher = watch(controlDir(storeDir), { persistent: false }, () => this.#stir());
      this.#watcher.on('error', (error) => {
        log.warn('control.watch_ended', { error: messageOf(error) });
        this.#watcher?.close();
      });
    } catch (error) {
      log.warn('control.watch_unavailable', { error: messageOf(error) });
    }
    this.#stir();
  }

  /** Who carries out orders about notices; until there is one they wait. */
  openNotices(notices: NoticeDesk): void {
    this.#notices = notices;
    this.#stir();
  }

  /** The same for accounts. */
  openAccounts(accounts: AccountDesk): void {
    this.#accounts = accounts;
    this.#stir();
  }

  /** The same for files of the board. */
  openSnapshots(snapshots: SnapshotDesk): void {
    this.#snapshots = snapshots;
    this.#stir();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#poll !== null) clearInterval(this.#poll);
    this.#watcher?.close();
    await this.#work;
  }

  #stir(): void {
    this.#work = this.#work
      .then(() => this.#look())
      .catch((error: unknown) => {
        this.#parts.log.error('control.look_failed', { error: messageOf(error) });
      });
  }

  async #look(): Promise<void> {
    if (this.#isClosed) return;
    const waiting = await this.#files.waiting();
    for (const id of waiting) {
      if (!this.#answering.has(id)) await this.#try(id);
    }
    for (const id of this.#failures.keys()) if (!waiting.includes(id)) this.#failures.delete(id);
    await this.#files.forgetAnswers(this.#parts.clock.now() - KEEP_ANSWERS_MS);
  }

  /** One that cannot be read or carried out stays, and keeps none of the others from it. */
  async #try(id: string): Promise<void> {
    try {
      await this.#take(id);
      this.#failures.delete(id);
    } catch (error) {
      const message = messageOf(error);
      if (this.#failures.get(id) === message) return;
      this.#failures.set(id, message);
      this.#parts.log.error('control.request_failed', { id, error: message });
    }
  }

  /** Acts at once; the answer may come later. */
  async #take(id: string): Promise<void> {
    const { log } = this.#parts;
    const order = await this.#files.order(id);
    // A look that began before it was answered still has it on its list.
    if (order === undefined) return;
    if (order === null) {
      log.warn('control.request_unreadable', { id });
      await this.#files.answer(id, null);
      return;
    }
    if (order.action === 'drill-start' || order.action === 'drill-stop') {
      this.#takeDrill(id, order);
      return;
    }
    if (isNoticeOrder(order)) {
      if (this.#notices !== null) this.#takeNotice(id, order, this.#notices);
      return;
    }
    if (isAccountOrder(order)) {
      if (this.#accounts !== null) await this.#takeAccount(id, order, this.#accounts);
      return;
    }
    if (isSnapshotOrder(order)) {
      if (this.#snapshots !== null) await this.#takeSnapshot(id, order, this.#snapshots);
      return;
    }
    await this.#takeStop(id, order);
  }

  async #takeSnapshot(id: string, order: SnapshotOrder, snapshots: SnapshotDesk): Promise<void> {
    const { clock, log } = this.#parts;
    const isOld = clock.now() - order.at > ORDER_LIMIT_MS;
    const refused: SnapshotOutcome = { kind: 'snapshot_refused', text: ORDER_TOO_OLD };
    const outcome = isOld ? refused : await snapshots.take(order);
    log.info('control.snapshot_order_taken', { id, viewer: order.viewer, outcome: outcome.kind });
    await this.#files.answer(id, outcome);
  }

  async #takeAccount(id: string, order: AccountOrder, accounts: AccountDesk): Promise<void> {
    const { clock, log } = this.#parts;
    const isOld = clock.now() - order.at > ORDER_LIMIT_MS;
    const refused: AccountOutcome = { kind: 'account_refused', text: ORDER_TOO_OLD };
    const outcome = isOld ? refused : await accounts.take(order);
    log.info('control.account_order_taken', { id, action: order.action });
    await this.#files.answer(id, outcome);
  }

  /** Not awaited: its answer tells what a channel said. */
  #takeNotice(id: string, order: NoticeOrder, notices: NoticeDesk): void {
    const { clock, log } = this.#parts;
    const isOld = clock.now() - order.at > ORDER_LIMIT_MS;
    const refused: NoticeOutcome = { kind: 'notice_refused', text: ORDER_TOO_OLD };
    const taken = isOld ? Promise.resolve(refused) : notices.take(id, order);
    log.info('control.notice_order_taken', { id, action: order.action });
    this.#answering.add(id);
    const answer = taken
      .then((outcome) => this.#files.answer(id, outcome))
      .finally(() => this.#answering.delete(id));
    background(answer, 'control.answer', log);
  }

  /** Not awaited: a drill takes the place of the service whose desk this is. */
  #takeDrill(id: string, order: DrillOrder): void {
    const { drills = null, clock, log } = this.#parts;
    const isOld = clock.now() - order.at > ORDER_LIMIT_MS;
    const refused: DrillOutcome = { kind: 'drill_refused', text: isOld ? TOO_OLD : PUBLIC_TARGETS };
    const taken = isOld || drills === null ? Promise.resolve(refused) : drills.take(id, order);
    log.info('control.drill_order_taken', { ...order });
    this.#answering.add(id);
    const answer = taken.then((outcome) => this.#files.answer(id, outcome));
    background(answer, 'control.answer', log);
  }

  /** One that could not be written stays. */
  async #takeStop(id: string, order: StopOrder): Promise<void> {
    const { log } = this.#parts;
    const outcome = await takeStop(order, this.#parts);
    log.info('control.order_taken', { ...order, outcome: outcome.kind });
    this.#answering.add(id);
    background(this.#answer(id, order.target, outcome), 'control.answer', log);
  }

  async #answer(id: string, target: string, outcome: StopOutcome): Promise<void> {
    try {
      const quietAt = outcome.kind === 'stopped' ? await this.#quietAt(target) : null;
      await this.#files.answer(id, outcome.kind === 'stopped' ? { ...outcome, quietAt } : outcome);
    } finally {
      this.#answering.delete(id);
    }
  }

  /** Epoch ms when no probe of the target is in flight any more; null where that takes too long. */
  async #quietAt(target: string): Promise<number | null> {
    const { clock } = this.#parts;
    const limit = Promise.withResolvers<'late'>();
    const cancel = clock.after(QUIET_LIMIT_MS, () => limit.resolve('late'));
    const first = await Promise.race([this.#settled(target), limit.promise]);
    cancel();
    return first === 'late' ? null : clock.now();
  }
}

function closedText(dir: string, error: unknown): Text {
  return (
    accessDenied(dir, 'write', error) ?? {
      ja: `指示を受け取るフォルダ ${dir} を使えません（${messageOf(error)}）`,
      en: `the folder ${dir}, through which orders come, cannot be used (${messageOf(error)})`,
    }
  );
}

const ORDER_TOO_OLD: Text = {
  ja: '指示が 1 分以上前のものだったため、行いませんでした。もう一度実行してください',
  en: 'the order was more than a minute old and was not carried out; give it again',
};

const TOO_OLD: Text = {
  ja: '訓練の指示が 1 分以上前のものだったため、行いませんでした',
  en: 'the order about a drill was more than a minute old and was not carried out',
};
