import { readdirSync, readFileSync } from 'node:fs';

const LOOK_MS = 50;

/**
 * How long the threads of a process and of its children could have run while the machine ran others,
 * from the construction on. With it a test tells a slow program from a busy machine. Linux says it;
 * elsewhere it is 0.
 */
export class HeldUp {
  readonly #pid: number;
  readonly #first = new Map<string, number>();
  readonly #last = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(pid: number | undefined, { fromStart = false } = {}) {
    this.#pid = pid ?? 0;
    this.#look();
    if (!fromStart) for (const [thread, ms] of this.#last) this.#first.set(thread, ms);
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  /** Ends the watch; the sum over all threads, ms. */
  end(): number {
    clearInterval(this.#timer);
    this.#look();
    return [...this.#last].reduce((sum, [id, ms]) => sum + ms - (this.#first.get(id) ?? 0), 0);
  }

  #look(pid = this.#pid): void {
    for (const thread of listed(`/proc/${pid}/task`)) {
      const folder = `/proc/${pid}/task/${thread}`;
      const [, waitedNs] = words(`${folder}/schedstat`);
      if (waitedNs !== undefined) this.#last.set(`${pid} ${thread}`, Number(waitedNs) / 1e6);
      for (const child of words(`${folder}/children`)) this.#look(Number(child));
    }
  }
}

/** Empty where there is no such folder, or no more. */
function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The same of a file's words. */
function words(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8')
      .split(/\s+/)
      .filter((word) => word !== '');
  } catch {
    return [];
  }
}
