import type { Stage } from './stage.ts';

/** While our own network is doubted nothing is said of anybody's site. */
export const passInhibit: Stage = ({ matter }, { ownNetworkSince, clock }) => {
  if (ownNetworkSince === null || matter.pattern === 'own-network') return null;
  const since = clock.minuteText(ownNetworkSince);
  return {
    stage: 'inhibit',
    until: null,
    text: {
      ja: `計測側の障害の可能性（${since} から）があるため、送っていません`,
      en: `inhibited by own-network: the measuring side has been in doubt since ${since}`,
    },
  };
};
