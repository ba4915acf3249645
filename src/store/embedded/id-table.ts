/** Whole numbers from 0 → ids from 1, dense and small. */
export class IdTable {
  #ids = new Int32Array(1024);

  get(from: number): number | null {
    const id = this.#ids[from] ?? 0;
    return id === 0 ? null : id;
  }

  /** Returns the id. */
  set(from: number, id: number): number {
    if (from >= this.#ids.length) {
      const grown = new Int32Array(2 ** Math.ceil(Math.log2(from + 1)));
      grown.set(this.#ids);
      this.#ids = grown;
    }
    this.#ids[from] = id;
    return id;
  }
}
