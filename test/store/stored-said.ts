import type { ConsentVersion } from '../../src/core/words/consent-version.ts';
import type { ContactList } from '../../src/core/words/contact-list.ts';
import type { Note, NoteReading } from '../../src/core/words/note.ts';
import type { PlannedWork } from '../../src/core/words/planned-work.ts';
import { PLAIN_CONTACT } from '../../src/core/words/recipient.ts';
import type { Statement } from '../../src/core/words/statement.ts';
import { T0 } from './store-sample.ts';

/** What a member chose of a target that the files had at `counted`. */
export function consentOf(
  target: string,
  version: number,
  differs: Partial<ConsentVersion> = {},
): ConsentVersion {
  return {
    ...{ target, version, consent: 'named', secretariatSees: 'judgement', at: T0 + version },
    ...{ by: 'member', actor: 'sato', request: null },
    file: { consent: 'counted', secretariatSees: 'detail' },
    ...differs,
  };
}

/** Contacts that a member set itself, by a request, where the files had others. */
export function contactsOf(member: string, differs: Partial<ContactList> = {}): ContactList {
  const mail = { ...PLAIN_CONTACT, kind: 'mail', to: `web@${member}.example` } as const;
  const slack = { ...PLAIN_CONTACT, kind: 'slack', to: 'https://hooks.example/secret' } as const;
  return {
    ...{ member, version: 2, at: T0 + 2, by: 'secretariat', actor: 'abe', request: '受付 12' },
    contacts: [
      { key: 'aaaa1111', contact: { ...mail, role: '広報', verifiedOn: '2026-10-01' } },
      { key: 'bbbb2222', contact: { ...slack, floor: 'failing' } },
    ],
    file: [{ ...PLAIN_CONTACT, kind: 'telephone', to: '03-1234-5678' }],
    ...differs,
  };
}

/** Work that a member planned, with something in every field. */
export function workOf(id: string, differs: Partial<PlannedWork> = {}): PlannedWork {
  return {
    ...{ id, member: 'gas-0001', targets: ['gas-0001-home'], title: '配線の切り替え' },
    ...{ from: T0, to: T0 + 1000, at: T0 - 5, actor: 'abe', by: 'operator', request: '受付 12' },
    ...{ endedAt: T0 + 9, revision: 2 },
    ...differs,
  };
}

/** Something that a member said, with something in every field. */
export function statementOf(id: string, differs: Partial<Statement> = {}): Statement {
  return {
    ...{ id, target: 'gas-0001-home', member: 'gas-0001', kind: 'measurement_error' },
    ...{ text: '計測用の経路だけが遮断されていました', from: T0, until: T0 + 1000, at: T0 + 5 },
    ...{ actor: 'sato', by: 'secretariat', request: '受付 12', endedAt: T0 + 9 },
    answer: { isAgreed: true, text: '確認しました', at: T0 + 7, actor: 'operator' },
    revision: 3,
    ...differs,
  };
}

/** A note of a secretariat, with something in every field that a note which goes on may have. */
export function noteOf(id: string, differs: Partial<Note> = {}): Note {
  return {
    ...{ id, office: { kind: 'secretariat', sector: 'gas' }, at: T0, actor: 'abe' },
    ...{
      marking: 'TLP:GREEN',
      subject: '応答の遅れ',
      text: '10 時から遅れています。\n確認中です。',
    },
    to: [
      { kind: 'members', sector: 'gas' },
      { kind: 'secretariat', sector: 'rail' },
      { kind: 'council' },
    ],
    ...{ until: T0 + 1000, ended: null, revision: 1 },
    ...differs,
  };
}

export function readingOf(note: string, account: string, at = T0 + 7): NoteReading {
  return { note, account, office: { kind: 'member', member: 'gas-0001' }, sector: 'gas', at };
}
