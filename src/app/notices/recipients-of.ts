import type { Config } from '../../core/config.ts';
import { NO_NOTICES } from '../../core/notify-config.ts';
import type { Recipient } from '../../core/words/recipient.ts';
import { OPERATOR } from '../../core/words/viewer.ts';

/** Everybody who may be told under a configuration; empty where it says nothing of telling. */
export function recipientsOf(config: Config): readonly Recipient[] {
  const { sectors, council, operator, notify = NO_NOTICES } = config;
  const members = sectors.flatMap((sector) =>
    sector.members.map(({ id, name, contacts }): Recipient => {
      const viewer = { kind: 'member', member: id, sector: sector.id } as const;
      return { id: `member:${id}`, viewer, name, contacts };
    }),
  );
  const secretariats = sectors.flatMap(({ id, secretariat }): readonly Recipient[] => {
    if (secretariat === null) return [];
    const viewer = { kind: 'secretariat', sector: id } as const;
    return [{ id: `sector:${id}`, viewer, ...secretariat }];
  });
  const observers = notify.observers.map(
    ({ id, name, contacts }): Recipient => ({
      ...{ id: `observer:${id}`, viewer: { kind: 'observer' }, name, contacts },
    }),
  );
  const own: readonly Recipient[] = [
    { id: 'council', viewer: { kind: 'council' }, name: council.name, contacts: notify.council },
    {
      ...{ id: 'operator', viewer: OPERATOR, contacts: notify.operator },
      name: operator?.name ?? council.name,
    },
  ];
  return [...own, ...observers, ...secretariats, ...members].filter(
    ({ contacts }) => contacts.length > 0,
  );
}
