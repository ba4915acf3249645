import { addToSketch, emptySketch, mergeIntoSketch, quantileOf, type Sketch } from './sketch.ts';

/**
 * Quantiles over the recent past, in constant memory: the window is cut into `parts` sketches and a
 * part is forgotten as a whole, so an answer covers between `windowMs` and `windowMs · (1 + 1/parts)`.
 * Times are readings of one monotonic clock, ms.
 */
export class SlidingSketch {
  readonly #partMs: number;
  readonly #parts: number;
  readonly #held = new Map<number, Sketch>();

  constructor(windowMs: number, parts: number) {
    this.#partMs = windowMs / parts;
    this.#parts = parts;
  }

  /** Counts a finite duration ≥ 0, ms; anything else throws a RangeError. */
  add(valueMs: number, atMs: number): void {
    const part = Math.floor(atMs / this.#partMs);
    let sketch = this.#held.get(part);
    if (sketch === undefined) {
      this.#forget(part);
      sketch = emptySketch();
      this.#held.set(part, sketch);
    }
    addToSketch(sketch, valueMs);
  }

  /** The `ratio` quantile, ms, relative error < 1 %; null where nothing was counted. */
  quantile(ratio: number, atMs: number): number | null {
    this.#forget(Math.floor(atMs / this.#partMs));
    const whole = emptySketch();
    for (const sketch of this.#held.values()) mergeIntoSketch(whole, sketch);
    return quantileOf(whole, ratio);
  }

  #forget(current: number): void {
    for (const part of this.#held.keys()) {
      if (part < current - this.#parts) this.#held.delete(part);
    }
  }
}
