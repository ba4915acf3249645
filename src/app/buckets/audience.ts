import type { Viewer } from '../../core/words/viewer.ts';

/**
 * To whom a sector's band is released: to the council and all that know as much of it, to the sector's own
 * members, who know more of each other by name, or to observers, to whom nobody is named.
 */
export const AUDIENCES = ['outside', 'inside', 'observers'] as const;
export type Audience = (typeof AUDIENCES)[number];

export const COUNCIL: Viewer = { kind: 'council' };

const OBSERVER: Viewer = { kind: 'observer' };

/** In which of them a viewer is for a sector. All secretariats read what is released to the council. */
export function audienceOf(viewer: Viewer, sector: string): Audience {
  if (viewer.kind === 'observer') return 'observers';
  return viewer.kind === 'member' && viewer.sector === sector ? 'inside' : 'outside';
}

/** Whose band it is; of members, one of which nothing counts in it. */
export function viewerOf(audience: Audience, sector: string): Viewer {
  switch (audience) {
    case 'outside':
      return COUNCIL;
    case 'inside':
      return memberIn(sector);
    case 'observers':
      return OBSERVER;
    default:
      return audience satisfies never;
  }
}

/** Under which a release is kept. No id of a sector holds a colon. */
export function releaseKey(audience: Audience, sector: string): string {
  return audience === 'outside' ? sector : `${audience}:${sector}`;
}

/** A member without a site. */
export function memberIn(sector: string): Viewer {
  return { kind: 'member', member: '', sector };
}
