import type { MemberOutline, SectorOutline, TargetOutline } from '../outline.ts';
import type { Path } from '../source-file.ts';

/** A member of the sector that is imported into, and where it stands in the sector's file. */
export interface ExistingMember {
  readonly id: string;
  readonly code: string | null;
  readonly name: MemberOutline['values']['name'] | null;
  readonly contacts: readonly string[];
  readonly path: Path;
  readonly targets: readonly ExistingTarget[];
}

export interface ExistingTarget {
  readonly id: string;
  readonly member: string;
  readonly url: string | null;
  readonly values: TargetOutline['values'];
  readonly path: Path;
}

/** What is known of the council before an import. */
export interface Existing {
  readonly sector: string;
  readonly members: readonly ExistingMember[];
  /** The other sectors' ids and URLs, each with its sector. */
  readonly elsewhere: {
    readonly members: ReadonlyMap<string, string>;
    readonly targets: ReadonlyMap<string, string>;
    readonly urls: ReadonlyMap<string, string>;
  };
  /** Ids of targets that were measured once, whether or not they are still configured. */
  readonly usedIds: ReadonlySet<string>;
}

export function existingOf(
  own: SectorOutline,
  others: readonly SectorOutline[],
  usedIds: ReadonlySet<string>,
): Existing {
  const placed = others.flatMap(({ head, members }) =>
    members.map((member) => ({ member, sector: head.values.id ?? '' })),
  );
  const targets = placed.flatMap(({ member, sector }) =>
    member.targets.map(({ values }) => ({ values, sector })),
  );
  return {
    sector: own.head.values.id ?? '',
    members: own.members.flatMap(memberOf),
    elsewhere: {
      members: new Map(placed.map(({ member, sector }) => [member.values.id ?? '', sector])),
      targets: new Map(targets.map(({ values, sector }) => [values.id ?? '', sector])),
      urls: new Map(targets.map(({ values, sector }) => [values.url ?? '', sector])),
    },
    usedIds,
  };
}

function memberOf({ values, path, contacts, targets }: MemberOutline): ExistingMember[] {
  const { id, code, name } = values;
  if (id === undefined) return [];
  return [
    {
      id,
      code: code ?? null,
      name: name ?? null,
      contacts: contacts.flatMap((contact) => contact.values.to ?? []),
      path,
      targets: targets.flatMap((target): ExistingTarget[] => {
        const { values: own } = target;
        if (own.id === undefined) return [];
        return [{ id: own.id, member: id, url: own.url ?? null, values: own, path: target.path }];
      }),
    },
  ];
}
