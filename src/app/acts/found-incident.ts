import type { JudgementStore } from '../../core/ports/judgement-store.ts';
import type { Incident } from '../../core/words/incident.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import type { Concern } from '../../share/rules/action-right.ts';
import type { ToldIncident } from '../sharing/shared-incidents.ts';
import type { SharedViews } from '../sharing/shared-views.ts';

/** An incident that somebody knows, by the name that the board gives it to him. */
export interface FoundIncident {
  /** Of a site's trouble its own, of a pattern the pattern: an act on it is about this one. */
  readonly own: Incident;
  /** What it is part of now; the same where it stands for itself. */
  readonly whole: Incident;
  /** Whom it concerns, as far as he may know. */
  readonly concerns: readonly Concern[];
}

export interface IncidentFinder {
  readonly shared: Pick<SharedViews, 'toldIncidents'>;
  readonly incidents: Pick<JudgementStore, 'incident'>;
}

/** null where he may not know of it, or there is none. Rejects with `store_unavailable`. */
export async function findIncident(
  viewer: Viewer,
  id: string,
  { shared, incidents }: IncidentFinder,
): Promise<FoundIncident | null> {
  if (viewer.kind === 'operator') {
    const incident = await incidents.incident(id);
    return incident === null ? null : wholeFound(incident);
  }
  const told = (await shared.toldIncidents(viewer)).find((each) => each.shared.id === id);
  return told === undefined ? null : sharedFound(told);
}

function wholeFound(incident: Incident): FoundIncident {
  const concerns = incident.targets.map(({ member, sector }) => memberOf(member, sector));
  return { own: incident, whole: incident, concerns: [...concerns, COUNCIL] };
}

function sharedFound({ shared, behind }: ToldIncident): FoundIncident | null {
  const { pattern, sites, sectors } = shared;
  const whole = behind.at(-1);
  if (whole === undefined) return null;
  const isTrouble = pattern === 'single';
  const own = behind.findLast((each) => each.pattern === 'single') ?? whole;
  return {
    own: isTrouble ? own : whole,
    whole,
    concerns: [
      ...sites.map(({ member, sector }) => memberOf(member.id, sector)),
      ...sectors.map(({ id }): Concern => ({ kind: 'sector', sector: id })),
      COUNCIL,
    ],
  };
}

/** Every incident is the council's, too. */
const COUNCIL: Concern = { kind: 'council' };

function memberOf(member: string, sector: string): Concern {
  return { kind: 'member', member, sector };
}
