/** What a form asks to be silent. */
export interface SilenceAsked {
  readonly whose: (typeof WHOSE)[number];
  /** Of `other` its id. */
  readonly recipient: string;
  readonly about: (typeof ABOUT)[number];
  readonly target: string;
  /** '' = the first. */
  readonly sector: string;
  readonly hours: string;
  readonly reason: string;
}

export const WHOSE = ['own', 'all', 'other'] as const;
export const ABOUT = ['anything', 'target', 'sector'] as const;

export const NEW_SILENCE: SilenceAsked = {
  ...{ whose: 'own', recipient: '', about: 'anything', target: '', sector: '' },
  ...{ hours: '4', reason: '' },
};

const HOUR_MS = 3_600_000;

/** As the board takes it; about an incident where there is one, whatever else was chosen. */
export function silenceBodyOf(
  { whose, recipient, about, target, sector, hours, reason }: SilenceAsked,
  { incident, firstSector }: { readonly incident: string | null; readonly firstSector: string },
) {
  const isAbout = (kind: SilenceAsked['about']) => incident === null && about === kind;
  return {
    whose: whose === 'other' ? recipient.trim() : whose,
    target: isAbout('target') ? target.trim() : null,
    sector: isAbout('sector') ? sector || firstSector : null,
    incident,
    forMs: Number(hours) * HOUR_MS,
    reason: reason.trim() === '' ? null : reason.trim(),
  };
}
