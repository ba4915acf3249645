import { NO_EFFECT, type SiteEffect } from '../../core/words/scenario.ts';

/** The time that practice sites live in: `at` where the machine's clock reads `realAt`, both epoch ms. */
export interface SiteTime {
  readonly realAt: number;
  readonly at: number;
  /** Times faster. */
  readonly speed: number;
}

/** All that a drill changes for the practice sites. */
export interface SiteWorld {
  /** By site id; the others do as ever. */
  readonly effects: ReadonlyMap<string, SiteEffect>;
  /** null = the machine's. */
  readonly time: SiteTime | null;
}

export const USUAL_WORLD: SiteWorld = { effects: new Map(), time: null };

/** The world as the process of the sites knows it: by host, and changed while it runs. */
export class HostWorld {
  readonly #hosts: ReadonlyMap<string, string>;
  #effects = new Map<string, SiteEffect>();
  #time: SiteTime | null = null;

  /** `hosts`: by site id. */
  constructor(hosts: ReadonlyMap<string, string>) {
    this.#hosts = hosts;
  }

  change({ effects, time }: SiteWorld): void {
    this.#time = time;
    this.#effects = new Map();
    for (const [id, effect] of effects) {
      const host = this.#hosts.get(id);
      if (host !== undefined) this.#effects.set(host, effect);
    }
  }

  effectOn(host: string): SiteEffect {
    return this.#effects.get(host) ?? NO_EFFECT;
  }

  /** Epoch ms, from the machine's clock. */
  timeAt(realAt: number): number {
    if (this.#time === null) return realAt;
    return this.#time.at + (realAt - this.#time.realAt) * this.#time.speed;
  }
}
