import type { JudgedTargetState, Judging } from '../../../src/core/ports/judging.ts';
import type { CouncilNow } from './shared-board.ts';

/** Judging that says of every target what is so now. */
export function judgingOver(now: () => CouncilNow): { judging: Judging; changed: () => void } {
  let version = 0;
  const stateOf = (id: string): JudgedTargetState => ({
    ...{ judgement: 'normal', since: 0, ratio: 1, suspect: false },
    ...now().states.get(id),
  });
  const verdictOf: Judging['verdictOf'] = (id, family) => {
    if (family === 6) return null;
    const { judgement, since, ratio } = stateOf(id);
    const why = now().reasons?.get(id) ?? { ja: `根拠 ${id}`, en: `why ${id}` };
    const rest = { normalMs: 314, deviation: null, phase: null, scope: null } as const;
    return { judgement, since, ratio, ...rest, why };
  };
  const judging: Judging = {
    get version() {
      return version;
    },
    stateOf,
    verdictOf,
    notable: () =>
      [...now().states.keys()].flatMap((target) => {
        const verdict = verdictOf(target, 4);
        return verdict === null || verdict.judgement === 'normal'
          ? []
          : [{ target, family: 4 as const, verdict }];
      }),
    openIncidents: () => now().incidents.filter(({ endedAt }) => endedAt === null),
    ownNetwork: () => null,
  };
  return { judging, changed: () => (version += 1) };
}
