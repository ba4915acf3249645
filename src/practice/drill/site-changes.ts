import type { ChildProcess } from 'node:child_process';
import { asChangedMessage, type ChangeMessage } from '../site-messages.ts';
import { type SiteWorld, USUAL_WORLD } from './site-world.ts';

/** Tells the process of the sites what changes; one that takes its place is opened in the newest world. */
export class SiteChanges {
  #world: SiteWorld = USUAL_WORLD;
  #child: ChildProcess | null = null;
  #seq = 0;
  readonly #waiting = new Map<number, () => void>();

  get world(): SiteWorld {
    return this.#world;
  }

  /** The process that was opened with {@link world}, or with one before it. */
  follow(child: ChildProcess): void {
    this.#child = child;
    child.on('message', (message) => this.#done(asChangedMessage(message).seq));
    // Whoever waits is answered by the world in which the next process opens.
    child.once('exit', () => {
      if (this.#child === child) this.#child = null;
      for (const seq of [...this.#waiting.keys()]) this.#done(seq);
    });
    this.#send();
  }

  /** Resolves when the sites do so; at once where their process is down. */
  make(world: SiteWorld): Promise<void> {
    this.#world = world;
    const { promise, resolve } = Promise.withResolvers<void>();
    if (this.#send()) this.#waiting.set(this.#seq, resolve);
    else resolve();
    return promise;
  }

  /** False where there is no process. */
  #send(): boolean {
    const child = this.#child;
    if (child === null || !child.connected) return false;
    this.#seq += 1;
    const message: ChangeMessage = { seq: this.#seq, world: this.#world };
    // A channel that closes here is told of by the process's exit.
    child.send(message, () => undefined);
    return true;
  }

  #done(seq: number): void {
    this.#waiting.get(seq)?.();
    this.#waiting.delete(seq);
  }
}
