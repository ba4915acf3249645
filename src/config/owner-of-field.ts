import { CONSENTS, type Config, type Member, type Target } from '../core/config.ts';
import type { Contact } from '../core/words/recipient.ts';

/**
 * What a member has set itself; null = left to the files. Consent and what the secretariat sees
 * belong to a target, contacts to the member.
 */
export interface MemberTouched {
  /** By id of target. */
  readonly targets: ReadonlyMap<string, Partial<Pick<Target, 'consent' | 'secretariatSees'>>>;
  /** By id of member. */
  readonly contacts: ReadonlyMap<string, readonly Contact[]>;
}

export const NOTHING_TOUCHED: MemberTouched = { targets: new Map(), contacts: new Map() };

export const OWNED_FIELDS = ['consent', 'secretariatSees', 'contacts'] as const;
export type OwnedField = (typeof OWNED_FIELDS)[number];

/** What a file asked for and was refused, because the member has set it itself. */
export interface RefusedField {
  readonly field: OwnedField;
  /** Id of the target; of the member for `contacts`. */
  readonly id: string;
  readonly sector: string;
  /** As the file has it; null for contacts, which are the member's own business. */
  readonly asked: string | null;
  /** As it stays. */
  readonly kept: string | null;
}

/** From the narrowest to the widest. */
const SEEN = ['judgement', 'detail'] as const satisfies readonly Target['secretariatSees'][];

/** A value in force, and whether the file asked for more than the member gave. */
export interface Owned<Value> {
  readonly value: Value;
  readonly isRefused: boolean;
}

/** Of the member's value and the file's the narrower one; the file's alone where untouched. */
export function ownedBy<Value>(
  touched: Value | undefined,
  file: Value,
  narrowToWide: readonly Value[],
): Owned<Value> {
  if (touched === undefined) return { value: file, isRefused: false };
  const isRefused = narrowToWide.indexOf(file) > narrowToWide.indexOf(touched);
  return { value: isRefused ? touched : file, isRefused };
}

/** A configuration in which each field has the value of its owner. */
export interface OwnedConfig {
  readonly config: Config;
  readonly refused: readonly RefusedField[];
}

/**
 * The files' configuration under the rule that each field has one owner: identity, URL, schedule,
 * thresholds and enrolment are the files'; consent, what the secretariat sees and contacts are the
 * member's once it has set them, and a file may then only lower the first two.
 */
export function withOwners(config: Config, touched: MemberTouched): OwnedConfig {
  if (touched.targets.size === 0 && touched.contacts.size === 0) return { config, refused: [] };
  const refused: RefusedField[] = [];
  const sectors = config.sectors.map((sector) => ({
    ...sector,
    members: sector.members.map((member) => {
      const owned = ownedMember(member, touched, sector.id);
      refused.push(...owned.refused);
      return owned.member;
    }),
  }));
  return { config: { ...config, sectors }, refused };
}

function ownedMember(
  member: Member,
  touched: MemberTouched,
  sector: string,
): { readonly member: Member; readonly refused: readonly RefusedField[] } {
  const refused: RefusedField[] = [];
  const contacts = touched.contacts.get(member.id);
  if (contacts !== undefined && JSON.stringify(contacts) !== JSON.stringify(member.contacts)) {
    refused.push({ field: 'contacts', id: member.id, sector, asked: null, kept: null });
  }
  const targets = member.targets.map((target) => {
    const own = touched.targets.get(target.id);
    const consent = ownedBy(own?.consent, target.consent, CONSENTS);
    const sees = ownedBy(own?.secretariatSees, target.secretariatSees, SEEN);
    const place = { id: target.id, sector };
    if (consent.isRefused) {
      const { consent: asked } = target;
      refused.push({ field: 'consent', ...place, asked, kept: consent.value });
    }
    if (sees.isRefused) {
      const { secretariatSees: asked } = target;
      refused.push({ field: 'secretariatSees', ...place, asked, kept: sees.value });
    }
    return { ...target, consent: consent.value, secretariatSees: sees.value };
  });
  return { member: { ...member, targets, contacts: contacts ?? member.contacts }, refused };
}
