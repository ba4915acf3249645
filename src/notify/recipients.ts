import type { Config, Sector } from '../core/config.ts';
import type { Text } from '../core/words/language.ts';
import { RECIPIENT_IDS, type Recipient } from '../core/words/recipient.ts';

/** What the operator is called where the configuration has none: of practice sites only. */
const THE_OPERATOR: Text = { ja: '運用者', en: 'Operator' };

/**
 * Whom the service tells, in the order of the files: members that have a contact, secretariats,
 * observers, the council and the operator. Of a sector whose notices Grafana sends, the secretariat is
 * none. Nobody where the configuration has no `notify`.
 */
export function recipientsOf(config: Config): readonly Recipient[] {
  const { notify, council, operator } = config;
  if (notify === undefined) return [];
  return [
    ...config.sectors.flatMap(recipientsIn),
    ...notify.observers.map(({ id, name, contacts }) => ({
      id: RECIPIENT_IDS.observer(id),
      viewer: { kind: 'observer' as const },
      name,
      contacts,
    })),
    {
      id: RECIPIENT_IDS.council,
      viewer: { kind: 'council' },
      name: council.name,
      contacts: notify.council,
    },
    {
      id: RECIPIENT_IDS.operator,
      viewer: { kind: 'operator' },
      name: operator?.name ?? THE_OPERATOR,
      contacts: notify.operator,
    },
  ];
}

function recipientsIn({ id: sector, secretariat, alertsBy, members }: Sector): Recipient[] {
  const told = members.filter(({ contacts }) => contacts.length > 0);
  const office: Recipient[] =
    secretariat === null || alertsBy === 'grafana'
      ? []
      : [
          {
            id: RECIPIENT_IDS.sector(sector),
            viewer: { kind: 'secretariat', sector },
            name: secretariat.name,
            contacts: secretariat.contacts,
          },
        ];
  return [
    ...told.map(
      ({ id, name, contacts }): Recipient => ({
        id: RECIPIENT_IDS.member(id),
        viewer: { kind: 'member', member: id, sector },
        name,
        contacts,
      }),
    ),
    ...office,
  ];
}
