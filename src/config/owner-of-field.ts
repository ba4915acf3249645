import { isDeepStrictEqual } from 'node:util';
import { CONSENTS, type Config, type Member, type Target } from '../core/config.ts';
import type { PlannedWork } from '../core/words/planned-work.ts';
import type { Contact } from '../core/words/recipient.ts';
import { memberWindows } from './member-windows.ts';

/**
 * What a member has set itself; null = left to the files. Consent and what the secretariat sees
 * belong to a target, contacts to the member.
 */
export interface MemberTouched {
  /** By id of target. */
  readonly targets: ReadonlyMap<string, TouchedTarget>;
  /** By id of member. */
  readonly contacts: ReadonlyMap<string, TouchedContacts>;
  /** What members planned on their sites. */
  readonly works: readonly PlannedWork[];
}

type Shared = Pick<Target, 'consent' | 'secretariatSees'>;

export interface TouchedTarget extends Partial<Shared> {
  /** What the files had when they were looked at last: the same again is no wish of theirs. */
  readonly file?: Partial<Shared>;
}

/** All contacts that a member has set; `file` as of {@link TouchedTarget}. */
export interface TouchedContacts {
  readonly contacts: readonly Contact[];
  readonly file?: readonly Contact[];
}

export const NOTHING_TOUCHED: MemberTouched = {
  targets: new Map(),
  contacts: new Map(),
  works: [],
};

export const OWNED_FIELDS = ['consent', 'secretariatSees', 'contacts'] as const;
export type OwnedField = (typeof OWNED_FIELDS)[number];

/** What a file has and what is in force in its place, because the member has set it itself. */
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

/**
 * A value in force. `refused`: the file asked for more than the member gave; `wider`: the member has
 * set more than the file, which has been left as it was.
 */
export interface Owned<Value> {
  readonly value: Value;
  readonly against: 'refused' | 'wider' | null;
}

/** What the member has set of a value, and what the file had when it was looked at last. */
export interface Touch<Value> {
  readonly value: Value | undefined;
  readonly fileThen: Value | undefined;
}

/**
 * Of the member's value and the file's the narrower one, but the member's where the file says nothing
 * new; the file's alone where untouched.
 */
export function ownedBy<Value>(
  { value: touched, fileThen }: Touch<Value>,
  file: Value,
  narrowToWide: readonly Value[],
): Owned<Value> {
  if (touched === undefined || touched === file) return { value: file, against: null };
  const isWider = narrowToWide.indexOf(file) > narrowToWide.indexOf(touched);
  if (isWider) return { value: touched, against: 'refused' };
  return file === fileThen ? { value: touched, against: 'wider' } : { value: file, against: null };
}

/** A configuration in which each field has the value of its owner. */
export interface OwnedConfig {
  readonly config: Config;
  readonly refused: readonly RefusedField[];
  /** Where members have set more, or other contacts, than the files, which say nothing new. */
  readonly wider: readonly RefusedField[];
}

/**
 * The files' configuration under the rule that each field has one owner: identity, URL, schedule,
 * thresholds and enrolment are the files'; consent, what the secretariat sees and contacts are the
 * member's once it has set them, and a file may then only lower the first two. What members planned stands
 * beside the planned work of the files.
 */
export function withOwners(config: Config, touched: MemberTouched): OwnedConfig {
  const { targets, contacts, works } = touched;
  if (targets.size + contacts.size + works.length === 0) {
    return { config, refused: [], wider: [] };
  }
  const refused: RefusedField[] = [];
  const wider: RefusedField[] = [];
  const sectors = config.sectors.map((sector) => ({
    ...sector,
    members: sector.members.map((member) => {
      const owned = ownedMember(member, touched, sector.id);
      refused.push(...owned.refused);
      wider.push(...owned.wider);
      return owned.member;
    }),
  }));
  const maintenance = [...config.maintenance, ...memberWindows(works, config)];
  return { config: { ...config, sectors, maintenance }, refused, wider };
}

function ownedMember(
  member: Member,
  touched: MemberTouched,
  sector: string,
): Omit<OwnedConfig, 'config'> & { readonly member: Member } {
  const refused: RefusedField[] = [];
  const wider: RefusedField[] = [];
  const { contacts, file: then } = touched.contacts.get(member.id) ?? {};
  if (contacts !== undefined && !isSameList(contacts, member.contacts)) {
    const list = then !== undefined && isSameList(then, member.contacts) ? wider : refused;
    list.push({ field: 'contacts', id: member.id, sector, asked: null, kept: null });
  }
  const targets = member.targets.map((target) => {
    const own = touched.targets.get(target.id);
    const { consent: chosen, secretariatSees: shown, file } = own ?? {};
    const consent = ownedBy({ value: chosen, fileThen: file?.consent }, target.consent, CONSENTS);
    const sees = ownedBy(
      { value: shown, fileThen: file?.secretariatSees },
      target.secretariatSees,
      SEEN,
    );
    const note = (field: keyof Shared, { value, against }: Owned<string>) => {
      if (against === null) return;
      const list = against === 'refused' ? refused : wider;
      list.push({ field, id: target.id, sector, asked: target[field], kept: value });
    };
    note('consent', consent);
    note('secretariatSees', sees);
    return { ...target, consent: consent.value, secretariatSees: sees.value };
  });
  return { member: { ...member, targets, contacts: contacts ?? member.contacts }, refused, wider };
}

export function isSameList(a: readonly Contact[], b: readonly Contact[]): boolean {
  return isDeepStrictEqual(a, b);
}
