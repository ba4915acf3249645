import { type Config, targetsOf } from '../../core/config.ts';
import type { PlannedRange } from '../../core/words/fan-out.ts';
import type { MaintenanceOf } from '../../core/words/maintenance.ts';
import { maintenanceBookOf } from '../../schedule/maintenance/maintenance-book.ts';

/** Samples wait for InfluxDB this long at most before a range is forgotten, ms. */
const KEPT_MS = 3 * 86_400_000;
/** Planned work is known so long before it begins, ms. */
const AHEAD_MS = 120_000;
/** The past is looked at in these steps: shorter planned work of an earlier run may be missed, ms. */
const STEP_MS = 300_000;

/** The planned work of every target, as far as samples that wait may lie in it. */
export class PlannedRanges {
  #config: Config;
  #maintenanceOf: MaintenanceOf;
  #ranges = new Map<string, PlannedRange>();

  /** With what was planned before `now`, epoch ms. */
  constructor(config: Config, now: number) {
    this.#config = config;
    this.#maintenanceOf = maintenanceBookOf(config).maintenanceOf;
    for (let at = now - KEPT_MS; at < now; at += STEP_MS) this.#look(at);
    this.look(now);
  }

  get maintenanceOf(): MaintenanceOf {
    return this.#maintenanceOf;
  }

  /** What was planned until now stays; from now on it is as this configuration says. */
  take(config: Config, now: number): void {
    this.#config = config;
    this.#maintenanceOf = maintenanceBookOf(config).maintenanceOf;
    const past = this.all(now).filter(({ from }) => from < now);
    const cut = past.map((range) => ({ ...range, to: Math.min(range.to, now) }));
    this.#ranges = new Map(cut.map((range) => [keyOf(range), range]));
    this.look(now);
  }

  /** Takes what is on now or begins soon; true where something is new. */
  look(now: number): boolean {
    const before = this.#ranges.size;
    this.#look(now);
    this.#look(now + AHEAD_MS);
    return this.#ranges.size > before;
  }

  all(now: number): readonly PlannedRange[] {
    for (const [key, { to }] of this.#ranges) if (to < now - KEPT_MS) this.#ranges.delete(key);
    return [...this.#ranges.values()];
  }

  #look(at: number): void {
    for (const { target } of targetsOf(this.#config)) {
      const active = this.#maintenanceOf(target.id, at);
      if (active === null) continue;
      const range = { target: target.id, from: active.from, to: active.to };
      this.#ranges.set(keyOf(range), range);
    }
  }
}

function keyOf({ target, from, to }: PlannedRange): string {
  return `${target} ${from} ${to}`;
}
