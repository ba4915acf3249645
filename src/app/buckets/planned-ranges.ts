import { type Config, targetsOf } from '../../core/config.ts';
import type { PlannedRange } from '../../core/words/fan-out.ts';
import type { MaintenanceOf } from '../../core/words/maintenance.ts';

/** Samples wait for InfluxDB this long at most before a range is forgotten, ms. */
const KEPT_MS = 3 * 86_400_000;

/** The planned work of every target as it comes to be known. */
export class PlannedRanges {
  readonly #ranges = new Map<string, PlannedRange>();

  /** Takes what is on at `at`, epoch ms; true where something is new. */
  look(config: Config, maintenanceOf: MaintenanceOf, at: number): boolean {
    let isNew = false;
    for (const { target } of targetsOf(config)) {
      const active = maintenanceOf(target.id, at);
      if (active === null) continue;
      const { from, to } = active;
      const key = `${target.id} ${from} ${to}`;
      if (this.#ranges.has(key)) continue;
      this.#ranges.set(key, { target: target.id, from, to });
      isNew = true;
    }
    return isNew;
  }

  /** Those that samples which still wait may lie in. `now`: epoch ms. */
  all(now: number): readonly PlannedRange[] {
    for (const [key, { to }] of this.#ranges) if (to < now - KEPT_MS) this.#ranges.delete(key);
    return [...this.#ranges.values()];
  }
}
