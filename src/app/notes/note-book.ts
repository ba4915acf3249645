import { InTurn } from '../../core/in-turn.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { SaidStep, SaidStore } from '../../core/ports/said-store.ts';
import type { Note, NoteReading } from '../../core/words/note.ts';

const DAY_MS = 86_400_000;
/** So long after its end a note is still told, ms; then nothing of it is kept. */
const KEPT_MS = 400 * DAY_MS;

export type NoteStore = Pick<SaidStore, 'keepStep' | 'notes' | 'noteReadings' | 'dropNotes'>;

/** What is kept of one note, with its line in the audit. */
export type NoteStep = Pick<SaidStep, 'audit'> & {
  readonly note?: Note;
  readonly reading?: NoteReading;
};

/** Notes as they are held; the newest first. */
export class HeldNotes {
  readonly #notes = new Map<string, Note>();
  readonly #readings = new Map<string, NoteReading[]>();

  constructor(notes: readonly Note[], readings: readonly NoteReading[]) {
    for (const note of notes) this.#notes.set(note.id, note);
    for (const reading of readings) this.take({ reading });
  }

  /** Those that are not over for longer than they are told. */
  all(now: number): readonly Note[] {
    return [...this.#notes.values()].reverse().filter((note) => isTold(note, now));
  }

  /** null: there is none, or it is over for longer. */
  byId(id: string, now: number): Note | null {
    const note = this.#notes.get(id);
    return note !== undefined && isTold(note, now) ? note : null;
  }

  /** In the order in which it was opened. */
  readingsOf(id: string): readonly NoteReading[] {
    return this.#readings.get(id) ?? [];
  }

  take({ note, reading }: NoteStep): void {
    if (note !== undefined) this.#notes.set(note.id, note);
    if (reading === undefined) return;
    const others = this.#readings.get(reading.note);
    if (others === undefined) this.#readings.set(reading.note, [reading]);
    else others.push(reading);
  }
}

function isTold({ until, ended }: Note, now: number): boolean {
  return Math.min(until ?? Infinity, ended?.at ?? Infinity) > now - KEPT_MS;
}

/**
 * Notes, read when they are asked for first; kept in the store before they are shown, and
 * dropped there, once a day, when they are not told any more.
 */
export class NoteBook {
  readonly #store: NoteStore;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #turn = new InTurn();
  #held: HeldNotes | null = null;
  /** When it is read anew, epoch ms. */
  #readAgainAt = 0;

  constructor(store: NoteStore, clock: Pick<Clock, 'now'>) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Rejects with `store_unavailable`. */
  async held(): Promise<HeldNotes> {
    return await this.#turn.run(() => this.#read());
  }

  /**
   * Keeps what `make` makes of what is held when its turn comes, and gives back what is held then; what it
   * makes that is no step is given back as it is. Rejects with `store_unavailable`.
   */
  async keep<R extends string>(
    make: (held: HeldNotes) => NoteStep | R | null,
  ): Promise<HeldNotes | R> {
    return await this.#turn.run(async () => {
      const held = await this.#read();
      const made = make(held);
      if (typeof made === 'string') return made;
      if (made === null) return held;
      const { note, reading, audit = [] } = made;
      await this.#store.keepStep({
        notes: note === undefined ? [] : [note],
        readings: reading === undefined ? [] : [reading],
        audit,
      });
      held.take(made);
      return held;
    });
  }

  async #read(): Promise<HeldNotes> {
    const now = this.#clock.now();
    if (this.#held !== null && now < this.#readAgainAt) return this.#held;
    const since = now - KEPT_MS;
    await this.#store.dropNotes(since);
    const notes = await this.#store.notes(since);
    this.#held = new HeldNotes(notes, await this.#store.noteReadings(since));
    this.#readAgainAt = now + DAY_MS;
    return this.#held;
  }
}
