import type { NoticeDecision, NoticeKind, NoticeMatter } from '../core/words/notice.ts';
import { passBudget } from './stages/budget.ts';
import { passContact } from './stages/contact.ts';
import { passDedup, remindedAt } from './stages/dedup.ts';
import { passEscalate } from './stages/escalate.ts';
import { passExercise } from './stages/exercise.ts';
import { passFloor, weighs } from './stages/floor.ts';
import { passGroup } from './stages/group.ts';
import { passInhibit } from './stages/inhibit.ts';
import { passMaintenance } from './stages/maintenance.ts';
import { printOf } from './stages/matter-print.ts';
import { saidOf, withBefore, withFirstId } from './stages/matter-said.ts';
import { passQuiet } from './stages/quiet.ts';
import { passSilence } from './stages/silence.ts';
import type { Candidate, Halt, Stage, StageContext, Told } from './stages/stage.ts';

/** What one contact was told and what waits for it; never changed in place. */
export interface Desk {
  /** Notices written so far. */
  readonly count: number;
  /** When the newest was written, epoch ms; null = none was. */
  readonly lastAt: number | null;
  /** By key of the matter. */
  readonly told: ReadonlyMap<string, Told>;
  readonly unsaid: ReadonlyMap<string, Unsaid>;
}

/** News that was not told yet. */
interface Unsaid {
  /** As `printOf` has it. */
  readonly print: string;
  /** Since when there is something to tell, epoch ms. */
  readonly since: number;
  /** The stage that halted it last; a decision is written when that changes. */
  readonly halted: NoticeDecision['stage'] | null;
}

export const EMPTY_DESK: Desk = { count: 0, lastAt: null, told: new Map(), unsaid: new Map() };

/** A matter that the recipient may know of, or why he may not. */
export interface Offer {
  readonly matter: NoticeMatter;
  /** As the gate says it; null = he may. */
  readonly refusal: Halt | null;
}

/** What is to be written to the contact now. */
export interface DraftedNotice {
  /** Running number at this contact, from 1. */
  readonly number: number;
  readonly kind: NoticeKind;
  /** The heaviest first, then the oldest. */
  readonly matters: readonly NoticeMatter[];
}

export type DeskDecision = Pick<NoticeDecision, 'incident' | 'stage' | 'text'> & {
  readonly isTold: boolean;
};

export interface DeskOutcome {
  readonly desk: Desk;
  /** null = nothing is to be told now. */
  readonly notice: DraftedNotice | null;
  readonly decisions: readonly DeskDecision[];
  /** When the next step is due though nothing changes, epoch ms; null = never. */
  readonly wakeAt: number | null;
}

/** What a matter passes, one after the other, before it is put together with others. */
const STAGES: readonly Stage[] = [
  passFloor,
  passExercise,
  passContact,
  passInhibit,
  passMaintenance,
  passSilence,
  passQuiet,
  passEscalate,
];

/**
 * One step of a contact: of all that its recipient may know now, what is new to it goes on through the
 * stages; what came through is one notice. `offers` holds every matter that lasts and those that ended
 * and are in `told` or `unsaid`. Order of `offers` does not matter; the same step again tells nothing.
 */
export function stepDesk(desk: Desk, offers: readonly Offer[], context: StageContext): DeskOutcome {
  const step = new DeskStep(desk, context);
  for (const offer of offers) step.take(offer);
  return step.finish();
}

/**
 * Why nothing is written of what is offered, but that it waits for what belongs with it or for the next
 * message; null = it is.
 */
export function haltOf(desk: Desk, { matter, refusal }: Offer, context: StageContext): Halt | null {
  const told = desk.told.get(matter.key) ?? null;
  const unsaidSince = desk.unsaid.get(matter.key)?.since ?? context.now;
  const old = passDedup(matter, told);
  return old ?? refusal ?? firstHalt({ matter, told, unsaidSince }, context);
}

/**
 * The step that could not be written as it drafted it: nothing was told, and the reason is kept once. The
 * rest of the step stands.
 */
export function withheld(desk: Desk, outcome: DeskOutcome, halt: Halt, now: number): DeskOutcome {
  const told = new Map(outcome.desk.told);
  const unsaid = new Map(outcome.desk.unsaid);
  const decisions = outcome.decisions.filter(({ isTold }) => !isTold);
  for (const matter of outcome.notice?.matters ?? []) {
    const { key, incident } = matter;
    const [before, known] = [desk.told.get(key), desk.unsaid.get(key)];
    if (before === undefined) told.delete(key);
    else told.set(key, before);
    unsaid.set(key, { print: printOf(matter), since: known?.since ?? now, halted: halt.stage });
    if (known?.halted === halt.stage) continue;
    decisions.push({ incident, stage: halt.stage, text: halt.text, isTold: false });
  }
  const { count, lastAt } = desk;
  return { ...outcome, desk: { count, lastAt, told, unsaid }, notice: null, decisions };
}

class DeskStep {
  readonly #desk: Desk;
  readonly #context: StageContext;
  readonly #told = new Map<string, Told>();
  readonly #unsaid = new Map<string, Unsaid>();
  readonly #news: Candidate[] = [];
  /** What lasts, was told and not acknowledged, with when it is to be told again, epoch ms. */
  readonly #lasting: Candidate[] = [];
  readonly #decisions: DeskDecision[] = [];
  #wakeAt = Infinity;

  constructor(desk: Desk, context: StageContext) {
    this.#desk = desk;
    this.#context = context;
  }

  take({ matter, refusal }: Offer): void {
    const { now } = this.#context;
    const told = this.#desk.told.get(matter.key) ?? null;
    if (told !== null) this.#told.set(matter.key, told);
    const old = passDedup(matter, told);
    if (old !== null) {
      this.#takeOld(matter, told, old);
      return;
    }
    const print = printOf(matter);
    const known = this.#desk.unsaid.get(matter.key);
    const unsaid: Unsaid = { print, since: known?.since ?? now, halted: known?.halted ?? null };
    const candidate = { matter, told, unsaidSince: unsaid.since };
    const halt = refusal ?? firstHalt(candidate, this.#context);
    this.#unsaid.set(matter.key, unsaid);
    if (halt === null) this.#news.push(candidate);
    else this.#halt(candidate, halt);
  }

  finish(): DeskOutcome {
    const batch = this.#batch();
    const notice = batch === null ? null : this.#write(batch);
    const { count, lastAt } = this.#desk;
    const { now } = this.#context;
    return {
      desk: {
        count: notice?.number ?? count,
        lastAt: notice === null ? lastAt : now,
        told: this.#told,
        unsaid: this.#unsaid,
      },
      notice,
      decisions: this.#decisions,
      wakeAt: this.#wakeAt === Infinity ? null : this.#wakeAt,
    };
  }

  /** Told as it is, or over before it was told. */
  #takeOld(matter: NoticeMatter, told: Told | null, halt: Halt): void {
    if (told === null) {
      if (this.#desk.unsaid.has(matter.key)) this.#decide(matter, halt);
      return;
    }
    const at = remindedAt(matter, told, this.#context);
    if (at === null) return;
    const candidate = { matter, told, unsaidSince: at };
    const held = firstHalt(candidate, this.#context);
    if (held === null) this.#lasting.push(candidate);
    else this.#wake(this.#context.now < at ? at : held.until);
  }

  /** A reminder that is due takes along all that lasts, so that many matters are one message. */
  #reminders(): readonly Candidate[] {
    const isDue = ({ unsaidSince }: Candidate) => unsaidSince <= this.#context.now;
    if (this.#lasting.some(isDue)) return this.#lasting;
    for (const { unsaidSince } of this.#lasting) this.#wake(unsaidSince);
    return [];
  }

  /** What is to be told now; null = nothing, or not yet. */
  #batch(): readonly Candidate[] | null {
    const all = [...this.#news, ...this.#reminders()];
    if (all.length === 0) return null;
    const halt = passGroup(all, this.#context) ?? passBudget(this.#desk.lastAt, this.#context);
    if (halt === null) return all;
    for (const candidate of all) this.#halt(candidate, halt);
    return null;
  }

  #write(batch: readonly Candidate[]): DraftedNotice {
    const { now } = this.#context;
    const kind = this.#kindOf(batch);
    const matters = batch
      .map(({ matter, told }) => withBefore(withFirstId(matter, told), told))
      .sort(heaviestFirst);
    for (const { matter, told } of batch) {
      this.#unsaid.delete(matter.key);
      if (matter.ending === null) this.#remember(matter, told, now);
      else this.#told.delete(matter.key);
      this.#decisions.push({ ...toldAs(matter, matters.length), isTold: true });
    }
    return { number: this.#desk.count + 1, kind, matters };
  }

  #remember(matter: NoticeMatter, before: Told | null, now: number): void {
    const { incident, toldAs } = before ?? matter;
    const print = printOf(matter);
    const reminders = before?.print === print ? before.reminders + 1 : 0;
    const id = toldAs === undefined ? {} : { toldAs };
    const told = { print, said: saidOf(matter), incident, ...id, at: now, reminders };
    this.#told.set(matter.key, told);
    this.#wake(remindedAt(matter, told, this.#context));
  }

  #kindOf(batch: readonly Candidate[]): NoticeKind {
    const news = batch.filter((candidate) => this.#news.includes(candidate));
    if (news.length === 0) return 'reminder';
    const { contact, pace } = this.#context;
    const endings = news.map(({ matter }) => matter.ending);
    if (endings.every((ending) => ending === 'withdrawn')) return 'correction';
    if (endings.every((ending) => ending === 'recovered')) return 'recovery';
    if (endings.every((ending) => ending !== null)) return 'change';
    const wasHeld = news.some(({ matter }) => this.#unsaid.get(matter.key)?.halted === 'budget');
    const isHeld = wasHeld && this.#desk.lastAt !== null && pace.windowMs > 0;
    if (isHeld && batch.length > 1) return 'summary';
    if (news.some(({ told }) => told === null)) {
      return contact.escalateAfterMs > 0 ? 'escalation' : 'trouble';
    }
    return 'change';
  }

  #halt({ matter }: Candidate, halt: Halt): void {
    this.#wake(halt.until);
    const unsaid = this.#unsaid.get(matter.key);
    if (unsaid === undefined || unsaid.halted === halt.stage) return;
    this.#unsaid.set(matter.key, { ...unsaid, halted: halt.stage });
    // That it waits for its group is over in seconds and told by what it was grouped with.
    if (halt.stage !== 'group') this.#decide(matter, halt);
  }

  #decide({ incident }: NoticeMatter, { stage, text }: Halt): void {
    this.#decisions.push({ incident, stage, text, isTold: false });
  }

  #wake(at: number | null): void {
    if (at !== null) this.#wakeAt = Math.min(this.#wakeAt, at);
  }
}

function firstHalt(candidate: Candidate, context: StageContext): Halt | null {
  for (const stage of STAGES) {
    const halt = stage(candidate, context);
    if (halt !== null) return halt;
  }
  return null;
}

/** By what is told of them alone: a key may hold the number of an incident. */
function heaviestFirst(a: NoticeMatter, b: NoticeMatter): number {
  const inOrder = (a.toldAs ?? a.key) < (b.toldAs ?? b.key) ? -1 : 1;
  return weighs(b.weight) - weighs(a.weight) || a.since - b.since || inOrder;
}

function toldAs({ incident }: NoticeMatter, together: number) {
  const others = together - 1;
  const text =
    others === 0
      ? { ja: 'お知らせを作りました', en: 'a notice was written' }
      : {
          ja: `ほか ${others} 件と併せてお知らせを作りました`,
          en: `grouped with ${others} ${others === 1 ? 'other' : 'others'} into one notice`,
        };
  return { incident, stage: 'outbox' as const, text };
}
