import type { Config, Field, Member, Sector, Target } from '../../core/config.ts';
import type { MaintenanceWindow } from '../../core/maintenance-window.ts';
import { NO_NOTICES } from '../../core/notify-config.ts';
import type { OpenIdConfig } from '../../core/openid-config.ts';
import type { PartKind } from '../../core/words/told-plan.ts';
import { contactsText, digestOf, notifyTree } from './contacts-text.ts';

/** A single value of a part: lists and contacts as text, addresses that are a password as a short digest. */
export type PartValue = string | number | boolean | null;

/** One thing that a configuration names, its values by their path (`thresholds.warnMs`). */
export interface CouncilPart {
  readonly kind: PartKind;
  /** `council` for the council itself. */
  readonly id: string;
  /** The sector of a sector, member or target; null for the others. */
  readonly sector: string | null;
  readonly values: Readonly<Record<string, PartValue>>;
}

/** Every key is there, so that what comes and goes is a change of it. */
const NO_OPENID = {
  ...{ issuer: null, clientId: null, clientSecretFile: null, name: { ja: null, en: null } },
  ...{ scopes: null, secondFactor: { acr: null, amr: null }, offices: null, sessionMs: null },
} satisfies Record<keyof OpenIdConfig, unknown>;

/** A configuration as parts that can be compared and kept: the council, then by field and sector. */
export function partsOf(config: Config): readonly CouncilPart[] {
  const { fields, sectors, maintenance, calendar, reference, notify, openid, ...rest } = config;
  const days = calendar.days.map(({ date, kind }) => `${date} ${kind}`);
  const council = {
    ...rest,
    reference: reference.map(referenceText),
    calendar: {
      holidays: summaryOf(calendar.holidays),
      days,
      yearEnd: calendar.yearEnd ?? null,
    },
    notify: notifyTree(notify ?? NO_NOTICES),
    openid: openid ?? NO_OPENID,
  };
  return [
    { kind: 'council', id: 'council', sector: null, values: valuesOf(council) },
    ...fields.map(partOfField),
    ...maintenance.map(partOfWindow),
    ...sectors.flatMap(partsOfSector),
  ];
}

/** One site of the operator's own, as one value of a list. */
function referenceText({ id, url, practice, schedule, timeoutMs, family }: Target): string {
  return `${id} ${url ?? practice} "${schedule}" ${timeoutMs} ms IPv${family}`;
}

/** A long list as its length and a digest: enough to see that it is another. */
function summaryOf(list: readonly unknown[]): string {
  return `${list.length} (${digestOf(JSON.stringify(list))})`;
}

function partOfWindow({ id, ...window }: MaintenanceWindow): CouncilPart {
  return { kind: 'maintenance', id, sector: null, values: valuesOf(window) };
}

function partOfField({ id, ...field }: Field): CouncilPart {
  return { kind: 'field', id, sector: null, values: valuesOf(field) };
}

function partsOfSector({ id, members, secretariat, ...sector }: Sector): readonly CouncilPart[] {
  const office = secretariat && {
    ...secretariat,
    contacts: contactsText(secretariat.contacts),
  };
  const head = { ...sector, secretariat: office };
  return [
    { kind: 'sector', id, sector: id, values: valuesOf(head) },
    ...members.flatMap((member) => partsOfMember(member, id)),
  ];
}

function partsOfMember({ id, targets, ...member }: Member, sector: string): readonly CouncilPart[] {
  const values = valuesOf({ sector, ...member, contacts: contactsText(member.contacts) });
  return [
    { kind: 'member', id, sector, values },
    ...targets.map((target) => partOfTarget(target, { sector, member: id })),
  ];
}

function partOfTarget(
  { id, ...target }: Target,
  place: { readonly sector: string; readonly member: string },
): CouncilPart {
  return { kind: 'target', id, sector: place.sector, values: valuesOf({ ...place, ...target }) };
}

/** Mappings are walked into; a list is one value. */
function valuesOf(tree: object): Record<string, PartValue> {
  const values: Record<string, PartValue> = {};
  addValues(values, tree, '');
  return values;
}

function addValues(values: Record<string, PartValue>, tree: object, above: string): void {
  const entries: [string, unknown][] = Object.entries(tree);
  for (const [key, value] of entries) {
    const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (isMapping) addValues(values, value, `${above}${key}.`);
    else values[`${above}${key}`] = partValueOf(value);
  }
}

function partValueOf(value: unknown): PartValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  if (Array.isArray(value)) {
    const isPlain = value.every((item) => typeof item !== 'object');
    return isPlain ? value.join(', ') : JSON.stringify(value);
  }
  return JSON.stringify(value);
}
