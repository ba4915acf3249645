import type { Marking } from './marking.ts';

/** Data with the moment at which it was true, epoch ms; not yet sealed. */
export interface Dated<T> {
  readonly asOf: number;
  readonly data: T;
}

/** Data as it goes over the wire. */
export interface Envelope<T> extends Dated<T> {
  readonly marking: Marking;
}

/**
 * Data with its marking, closed: it has no property, does not spread into `T`, and refuses to be
 * serialised. Only `share/seal.ts` calls {@link Marked.close}, only an `outlet.ts` calls
 * {@link Marked.open}; the architecture test holds both to it.
 */
export class Marked<T> {
  readonly #envelope: Envelope<T>;

  private constructor(envelope: Envelope<T>) {
    this.#envelope = envelope;
  }

  static close<T>(envelope: Envelope<T>): Marked<T> {
    return new Marked(envelope);
  }

  static open<T>(marked: Marked<T>): Envelope<T> {
    return marked.#envelope;
  }

  /** Throws a TypeError: serialising marked data is a way round the outlet. */
  toJSON(): never {
    throw new TypeError('marked data leaves through an outlet only');
  }
}
