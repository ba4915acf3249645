import type { Config, Consent } from '../../../src/core/config.ts';
import { targetsOf } from '../../../src/core/config.ts';
import { NO_NOTICES } from '../../../src/core/notify-config.ts';
import type { Incident } from '../../../src/core/words/incident.ts';
import { type Contact, PLAIN_CONTACT } from '../../../src/core/words/recipient.ts';
import { incidentOf } from '../../board/judging-fixture.ts';
import { AT, MINUTE, sharingCouncil } from './shared-council.ts';

export const SINCE = AT - 5 * MINUTE;

function mailbox(to: string): Contact {
  return { ...PLAIN_CONTACT, kind: 'mail', to, verifiedOn: '2026-10-01' };
}

/** The council of the viewers, each of whom has a mailbox. */
export function actingCouncil(consents: readonly Consent[]): Config {
  const config = sharingCouncil(consents);
  return {
    ...config,
    notify: {
      ...NO_NOTICES,
      council: [mailbox('council@example.org')],
      operator: [mailbox('operator@example.org')],
      observers: [
        {
          id: 'csirt',
          name: { ja: 'CSIRT', en: 'CSIRT' },
          contacts: [mailbox('csirt@example.org')],
        },
      ],
    },
    sectors: config.sectors.map((sector) => ({
      ...sector,
      secretariat: {
        name: { ja: `${sector.id} 事務局`, en: `office of ${sector.id}` },
        contacts: [mailbox(`office@${sector.id}.example`)],
      },
      members: sector.members.map((member) => ({
        ...member,
        contacts: [mailbox(`web@${member.id}.example`)],
      })),
    })),
  };
}

/** One of every site that fails, with its own id. */
export function troublesOf(
  config: Config,
  sites: readonly string[],
  since = SINCE,
): readonly Incident[] {
  const places = new Map(targetsOf(config).map((placed) => [placed.target.id, placed]));
  return sites.map((target, n) => {
    const incident = incidentOf({
      ...{ id: troubleId(n), pattern: 'single', subject: { kind: 'target', target } },
      ...{ targets: [target], since },
    });
    const { member, sector } = places.get(target) ?? {};
    const placed = { member: member?.id ?? '', sector: sector?.id ?? '' };
    return { ...incident, targets: incident.targets.map((entry) => ({ ...entry, ...placed })) };
  });
}

/** Of the incident of the site at this place of the list. */
export function troubleId(place: number): string {
  return `20261122-${place + 1}`;
}
