import { type Config, targetsOf } from '../../core/config.ts';
import { NO_NOTICES } from '../../core/notify-config.ts';
import type { Telling } from '../../notify/notice-source.ts';
import type { Standing } from '../../notify/standing.ts';
import { createGate } from '../../share/seal.ts';
import { sharedTargetOf } from '../buckets/shared-targets.ts';
import { localClockOf } from './local-clock.ts';
import type { NoticeDeskParts } from './notice-desk-parts.ts';
import { reachableOf } from './reachable.ts';

/** Nothing is in trouble as far as it knows. */
export function quietSource(
  config: Config,
  standing: Pick<Standing, 'isVerified'>,
  exercise: Telling['exercise'],
): NoticeDeskParts['source'] {
  const { pace, exercises } = config.notify ?? NO_NOTICES;
  const telling = {
    ...{ recipients: reachableOf(config), pace, exercises: new Set(exercises) },
    exercise,
  };
  const gate = createGate();
  const targets = new Map(targetsOf(config).map((each) => [each.target.id, sharedTargetOf(each)]));
  const targetOf = (id: string) => targets.get(id) ?? null;
  return {
    telling: () => telling,
    offers: () => [],
    incidentsOf: ({ incident }) => [incident],
    ownNetworkSince: () => null,
    plannedUntil: () => null,
    surroundings: () => ({ around: [], sectors: [] }),
    clockOf: ({ viewer }) => localClockOf(config, 'sector' in viewer ? viewer.sector : null),
    seal(recipient, contact, notice) {
      const isVerified = standing.isVerified(recipient, contact);
      const way = { ceiling: contact.ceiling, isVerified };
      const item = { kind: 'notice', notice, way, targetOf } as const;
      return gate.seal(recipient.viewer, item, { asOf: notice.at, data: notice });
    },
  };
}
