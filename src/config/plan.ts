import { createHash } from 'node:crypto';
import type { Config } from '../core/config.ts';
import type { Text } from '../core/words/language.ts';
import type { PartKind, SectorPlan } from '../core/words/told-plan.ts';
import {
  type MemberTouched,
  NOTHING_TOUCHED,
  type RefusedField,
  withOwners,
} from './owner-of-field.ts';
import { contactsText } from './plan/contacts-text.ts';
import { type CouncilPart, type PartValue, partsOf } from './plan/council-parts.ts';

/** What taking a configuration would do to the one in force. Lists are in the order of the files. */
export interface Plan {
  readonly added: readonly PlannedTarget[];
  readonly removed: readonly PlannedTarget[];
  /** The URL stays and the id is another: the history under the old id is not continued. */
  readonly renamed: readonly RenamedTarget[];
  /** Targets whose own values change, member and sector among them. */
  readonly changed: readonly PartChange[];
  /** The council, fields, sectors and members: added, removed, changed. */
  readonly around: readonly PartChange[];
  /** One for each sector of either side. */
  readonly sectors: readonly SectorPlan[];
  readonly refused: readonly RefusedField[];
  /** Where members have set more than the files, which say nothing new; it stays. */
  readonly wider: readonly RefusedField[];
  readonly removals: Removals;
}

export interface PlannedTarget {
  readonly id: string;
  readonly sector: string;
  readonly member: string;
  readonly memberName: Text;
  /** null for a practice site. */
  readonly url: string | null;
}

export interface RenamedTarget {
  readonly before: PlannedTarget;
  readonly after: PlannedTarget;
}

export interface PartChange {
  readonly kind: PartKind;
  readonly id: string;
  readonly sector: string | null;
  readonly change: 'added' | 'removed' | 'changed';
  /** Empty unless `changed`. */
  readonly fields: readonly FieldChange[];
}

export interface FieldChange {
  /** `thresholds.warnMs`. */
  readonly field: string;
  readonly before: PartValue;
  readonly after: PartValue;
}

export interface Removals {
  /** Ids that would no longer be measured: removed and renamed ones. */
  readonly count: number;
  /** Targets in force. */
  readonly of: number;
  /** More than the limit's share: a reload takes them only where they were confirmed. */
  readonly isMany: boolean;
  /** Many, and nobody has confirmed this very number. */
  readonly isRefused: boolean;
  /** Tells these ids from others, whatever their order: 16 hex digits. */
  readonly digest: string;
}

export interface PlanLimits {
  /** Share of the targets in force above which removing needs a confirmation, 0 to 1; default 0.05. */
  readonly removalRatio?: number;
  /** The number that somebody has confirmed; null or omitted = none. */
  readonly confirmedRemovals?: number | null;
  /** Omitted = no member has set anything itself. */
  readonly touched?: MemberTouched;
}

export const REMOVAL_RATIO = 0.05;

/** What changes from `before`, null where nothing is in force yet, to `after`. */
export function planOf(before: Config | null, after: Config, limits: PlanLimits = {}): Plan {
  return planBetween(before === null ? [] : partsOf(before), after, limits);
}

/** {@link planOf} where the configuration in force is known by its parts. */
export function planBetween(
  inFiles: readonly CouncilPart[],
  files: Config,
  limits: PlanLimits = {},
): Plan {
  const touched = limits.touched ?? NOTHING_TOUCHED;
  // What members planned is no part of the files, and comes and goes by itself.
  const { config, refused, wider } = withOwners(files, { ...touched, works: [] });
  const before = inFiles.map((part) => inForce(part, touched));
  const after = partsOf(config);
  const old = targetsById(before);
  const fresh = targetsById(after);
  const gone = [...old.values()].filter(({ id }) => !fresh.has(id));
  const come = [...fresh.values()].filter(({ id }) => !old.has(id));
  const renamed = renamesBetween(gone, come);
  const oldIds = new Set(renamed.map(({ from }) => from.id));
  const newIds = new Set(renamed.map(({ to }) => to.id));
  const removed = gone.filter(({ id }) => !oldIds.has(id));
  const added = come.filter(({ id }) => !newIds.has(id));
  const { targets, around } = changesBetween(before, after);
  const [beforeOf, afterOf] = [plannedIn(before), plannedIn(after)];
  const shape = {
    added: added.map(afterOf),
    removed: removed.map(beforeOf),
    renamed: renamed.map(({ from, to }) => ({ before: beforeOf(from), after: afterOf(to) })),
    changed: targets.filter(({ change }) => change === 'changed'),
  };
  return {
    ...shape,
    around,
    sectors: sectorPlans({ before, after, ...shape }),
    refused,
    wider,
    removals: removalsOf(gone, old.size, limits),
  };
}

/** What is kept of a target is what the files had; in force is what its member has set. */
function inForce(part: CouncilPart, { targets, contacts }: MemberTouched): CouncilPart {
  const list = part.kind === 'member' ? contacts.get(part.id) : undefined;
  if (list !== undefined) {
    return { ...part, values: { ...part.values, contacts: contactsText(list.contacts) } };
  }
  const own = part.kind === 'target' ? targets.get(part.id) : undefined;
  if (own === undefined) return part;
  const { file: _, ...set } = own;
  return { ...part, values: { ...part.values, ...set } };
}

/** Nothing would change, and nothing was refused. */
export function isEmptyPlan(plan: Plan): boolean {
  const { added, removed, renamed, changed, around, refused } = plan;
  return [added, removed, renamed, changed, around, refused].every((list) => list.length === 0);
}

function removalsOf(gone: readonly CouncilPart[], of: number, limits: PlanLimits): Removals {
  const count = gone.length;
  const isMany = count > of * (limits.removalRatio ?? REMOVAL_RATIO);
  const isRefused = isMany && limits.confirmedRemovals !== count;
  return { count, of, isMany, isRefused, digest: removalDigest(gone.map(({ id }) => id)) };
}

/** Of ids in any order. */
export function removalDigest(ids: readonly string[]): string {
  return createHash('sha256').update(ids.toSorted().join('\n')).digest('hex').slice(0, 16);
}

function targetsById(parts: readonly CouncilPart[]): ReadonlyMap<string, CouncilPart> {
  return new Map(parts.filter(({ kind }) => kind === 'target').map((part) => [part.id, part]));
}

interface Rename {
  readonly from: CouncilPart;
  readonly to: CouncilPart;
}

/** Each URL that goes with one id and comes with another; the first of those that share it. */
function renamesBetween(gone: readonly CouncilPart[], come: readonly CouncilPart[]): Rename[] {
  const waiting = Map.groupBy(gone, urlOf);
  return come.flatMap((to) => {
    const url = urlOf(to);
    const from = url === null ? undefined : waiting.get(url)?.shift();
    return from === undefined ? [] : [{ from, to }];
  });
}

function urlOf({ values }: CouncilPart): string | null {
  const url = values['url'];
  return typeof url === 'string' ? url : null;
}

/** How a target of `parts` is spoken of, with the name its member has there. */
function plannedIn(parts: readonly CouncilPart[]): (target: CouncilPart) => PlannedTarget {
  const members = new Map(
    parts.filter(({ kind }) => kind === 'member').map(({ id, values }) => [id, values]),
  );
  return (target) => {
    const member = String(target.values['member']);
    const values = members.get(member);
    return {
      id: target.id,
      sector: target.sector ?? '',
      member,
      memberName: {
        ja: String(values?.['name.ja'] ?? member),
        en: String(values?.['name.en'] ?? member),
      },
      url: urlOf(target),
    };
  };
}

function changesBetween(
  before: readonly CouncilPart[],
  after: readonly CouncilPart[],
): { readonly targets: readonly PartChange[]; readonly around: readonly PartChange[] } {
  const keyOf = ({ kind, id }: CouncilPart): string => `${kind} ${id}`;
  const old = new Map(before.map((part) => [keyOf(part), part]));
  const fresh = new Set(after.map(keyOf));
  const changes = [
    ...after.flatMap((part) => changeOf(old.get(keyOf(part)), part)),
    ...before.filter((part) => !fresh.has(keyOf(part))).map((part) => whole(part, 'removed')),
  ];
  return {
    targets: changes.filter(({ kind }) => kind === 'target'),
    around: changes.filter(({ kind }) => kind !== 'target'),
  };
}

function changeOf(before: CouncilPart | undefined, after: CouncilPart): readonly PartChange[] {
  if (before === undefined) return after.kind === 'council' ? [] : [whole(after, 'added')];
  const names = new Set([...Object.keys(after.values), ...Object.keys(before.values)]);
  const fields = [...names].flatMap((field): FieldChange[] => {
    const [from, to] = [valueIn(before, field), valueIn(after, field)];
    if (from === undefined || to === undefined || from === to) return [];
    return [{ field, before: from, after: to }];
  });
  return fields.length === 0 ? [] : [{ ...whole(after, 'changed'), fields }];
}

/** null below what is null as a whole; undefined for what only another version of the program has. */
function valueIn({ values }: CouncilPart, field: string): PartValue | undefined {
  const value = values[field];
  if (value !== undefined) return value;
  const steps = field.split('.');
  const isBelowNull = steps.some((_, at) => values[steps.slice(0, at).join('.')] === null);
  return isBelowNull ? null : undefined;
}

function whole({ kind, id, sector }: CouncilPart, change: PartChange['change']): PartChange {
  return { kind, id, sector, change, fields: [] };
}

interface Sides extends Pick<Plan, 'added' | 'removed' | 'renamed' | 'changed'> {
  readonly before: readonly CouncilPart[];
  readonly after: readonly CouncilPart[];
}

function sectorPlans(sides: Sides): readonly SectorPlan[] {
  const idsOf = (parts: readonly CouncilPart[], kind: PartKind) =>
    parts.filter((part) => part.kind === kind).map(({ sector }) => sector ?? '');
  const before = new Set(idsOf(sides.before, 'sector'));
  const after = new Set(idsOf(sides.after, 'sector'));
  const sizes = countsOf(idsOf(sides.after, 'target'));
  const added = countsOf(sides.added.map(({ sector }) => sector));
  const removed = countsOf(sides.removed.map(({ sector }) => sector));
  const renamed = countsOf(sides.renamed.map((each) => each.after.sector));
  const changed = countsOf(sides.changed.map(({ sector }) => sector ?? ''));
  return [...after.union(before)].map((sector) => {
    const counts = {
      added: added.get(sector) ?? 0,
      removed: removed.get(sector) ?? 0,
      renamed: renamed.get(sector) ?? 0,
      changed: changed.get(sector) ?? 0,
    };
    const stay = counts.added + counts.renamed + counts.changed;
    return {
      sector,
      change: !before.has(sector) ? 'added' : after.has(sector) ? 'kept' : 'removed',
      ...counts,
      kept: (sizes.get(sector) ?? 0) - stay,
    };
  });
}

function countsOf(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
