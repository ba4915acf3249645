import type { OfficeRule } from '../../core/openid-config.ts';
import type { Office } from '../../core/words/account.ts';

export type Claims = Readonly<Record<string, unknown>>;

/** The offices that the claims name by the rules, each once: one is right, none and several are not. */
export function claimedOffices(rules: readonly OfficeRule[], claims: Claims): readonly Office[] {
  const offices = rules.flatMap((rule) => {
    const texts = textsOf(claims, rule.claim);
    if (rule.value !== null) return texts.includes(rule.value) ? [rule.office] : [];
    return texts.map((id) => officeOf(rule.kind, id));
  });
  const found = new Map(offices.map((office) => [keyOf(office), office]));
  return [...found.values()];
}

/** Whether two are the same. */
export function isSameOffice(one: Office, other: Office): boolean {
  return keyOf(one) === keyOf(other);
}

function officeOf(kind: 'member' | 'secretariat', id: string): Office {
  return kind === 'member' ? { kind, member: id } : { kind, sector: id };
}

function keyOf(office: Office): string {
  if (office.kind === 'member') return `member ${office.member}`;
  return office.kind === 'secretariat' ? `secretariat ${office.sector}` : office.kind;
}

/** The texts of a claim, by its whole name or else step by step: `realm_access.roles`. */
function textsOf(claims: Claims, name: string): readonly string[] {
  const value = ownOf(claims, name) ?? name.split('.').reduce<unknown>(ownOf, claims);
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((each) => typeof each === 'string');
}

function ownOf(holder: unknown, name: string): unknown {
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, name))
    return undefined;
  return (holder as Readonly<Record<string, unknown>>)[name];
}
