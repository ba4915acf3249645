import { InTurn } from '../../core/in-turn.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { SaidStep, SaidStore } from '../../core/ports/said-store.ts';
import type { Note, NoteReading } from '../../core/words/note.ts';

/** So long after its end a note is still told, ms. */
const KEPT_MS = 400 * 86_400_000;

export type NoteStore = Pick<SaidStore, 'keepStep' | 'notes' | 'noteReadings'>;

/** What is kept of one note, with its line in the audit. */
export type NoteStep = Pick<SaidStep, 'audit'> & {
  readonly note?: Note;
  readonly reading?: NoteReading;
};

/** Notes as they are held; the newest first. */
export class HeldNotes {
  readonly #notes = new Map<string, Note>();
  readonly #readings = new Map<string, readonly NoteReading[]>();

  constructor(notes: readonly Note[], readings: readonly NoteReading[]) {
    for (const note of notes) this.#notes.set(note.id, note);
    for (const reading of readings) this.take({ reading });
  }

  /** Those that are not over for longer than they are told. */
  all(now: number): readonly Note[] {
    return [...this.#notes.values()].reverse().filter(({ until, ended }) => {
      const end = Math.min(until ?? Infinity, ended?.at ?? Infinity);
      return end > now - KEPT_MS;
    });
  }

  byId(id: string): Note | null {
    return this.#notes.get(id) ?? null;
  }

  /** In the order in which it was opened. */
  readingsOf(id: string): readonly NoteReading[] {
    return this.#readings.get(id) ?? [];
  }

  take({ note, reading }: NoteStep): void {
    if (note !== undefined) this.#notes.set(note.id, note);
    if (reading === undefined) return;
    this.#readings.set(reading.note, [...this.readingsOf(reading.note), reading]);
  }
}

/** Notes, read when they are asked for first; kept in the store before they are shown. */
export class NoteBook {
  readonly #store: NoteStore;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #turn = new InTurn();
  #held: HeldNotes | null = null;

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
    if (this.#held === null) {
      const since = this.#clock.now() - KEPT_MS;
      const notes = await this.#store.notes(since);
      this.#held = new HeldNotes(notes, await this.#store.noteReadings(since));
    }
    return this.#held;
  }
}
