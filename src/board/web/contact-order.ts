import { DAY_KINDS, type DayKind } from '../../core/calendar.ts';
import type { Language } from '../../core/words/language.ts';
import type { ContactKind, NoticeWeight } from '../../core/words/recipient.ts';
import type { MemberContactDto, MemberPageDto } from '../dto/member.ts';

/** A contact as its form has it; times as `22:00`, minutes as text, nothing as an empty text. */
export interface ContactDraft {
  readonly kind: ContactKind;
  readonly to: string;
  readonly role: string;
  readonly language: Language;
  readonly floor: NoticeWeight;
  readonly afterMinutes: string;
  readonly quietFrom: string;
  readonly quietTo: string;
  readonly days: readonly DayKind[];
}

const MINUTE_MS = 60_000;

export const NEW_CONTACT: ContactDraft = {
  ...{ kind: 'mail', to: '', role: '', language: 'ja', floor: 'slow' },
  ...{ afterMinutes: '', quietFrom: '', quietTo: '', days: DAY_KINDS },
};

/** What the form begins with; an address that is a password is not known here. */
export function draftOf(contact: MemberContactDto): ContactDraft {
  const { kind, to, role, language, floor, escalateAfterMs, quietHours } = contact;
  return {
    ...{ kind, to: to ?? '', role: role ?? '', language, floor },
    afterMinutes: escalateAfterMs === 0 ? '' : `${escalateAfterMs / MINUTE_MS}`,
    quietFrom: quietHours === null ? '' : clockText(quietHours.from),
    quietTo: quietHours === null ? '' : clockText(quietHours.to % (24 * 60)),
    days: quietHours?.days ?? DAY_KINDS,
  };
}

/** What the board takes of a contact; `place`: of the one that it is put in the place of, null = none. */
export function givenOf(draft: ContactDraft, place: number | null): object {
  const { kind, to, role, language, floor, afterMinutes, quietFrom, quietTo, days } = draft;
  const isQuiet = quietFrom !== '' && quietTo !== '';
  return {
    ...{ kind, place, role: role === '' ? null : role, language, floor },
    to: to === '' ? null : to,
    escalateAfterMs: Math.round(Number(afterMinutes) * MINUTE_MS),
    quietHours: isQuiet ? { from: minutesOf(quietFrom), to: minutesOf(quietTo), days } : null,
  };
}

/**
 * An order for all contacts of a member as they are, but for the one at `place` (null = a new one), which
 * is as given, or gone where that is null.
 */
export function contactsWith(
  { member, contacts, contactList }: MemberPageDto,
  { place, given }: { readonly place: number | null; readonly given: object | null },
): object {
  const kept = contacts.map((contact, at) => (at === place ? given : asItIs(contact, at)));
  const all = place === null ? [...kept, given] : kept;
  return {
    member: member.id,
    seen: contactList.stamp,
    contacts: all.filter((each) => each !== null),
  };
}

function asItIs(contact: MemberContactDto, place: number): object {
  const { kind, role, language, floor, quietHours, escalateAfterMs } = contact;
  return { kind, place, to: null, role, language, floor, quietHours, escalateAfterMs };
}

/** `22:00` of minutes of the day. */
export function clockText(minute: number): string {
  const two = (value: number) => `${value}`.padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

function minutesOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}
