import type { Text } from './language.ts';

/** Planned work that is going on: its failures say nothing about a site. */
export interface ActiveMaintenance {
  /** Id of the window in the configuration. */
  readonly window: string;
  readonly title: Text | null;
  /** Epoch ms, half open. */
  readonly from: number;
  readonly to: number;
}

/** The planned work of a target at a time, epoch ms; null where there is none. */
export type MaintenanceOf = (target: string, at: number) => ActiveMaintenance | null;
