/** What became of what judging kept when the state file was found damaged. */
export interface StateDamage {
  /** When it was found, epoch ms. */
  readonly at: number;
  /** Incidents brought back. */
  readonly incidents: number;
  /** Incidents known to be gone: those missing between the oldest and the newest brought back. */
  readonly lostIncidents: number;
}

/** Named numbers of the state by which it is remembered. */
export const STATE_DAMAGE_MARKS = {
  at: 'state_damaged_at',
  incidents: 'state_damage_incidents',
  lostIncidents: 'state_damage_lost_incidents',
} as const;
