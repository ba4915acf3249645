import { useState } from 'preact/hooks';
import { CONTACT_LABELS } from '../../core/words/recipient.ts';
import type { MemberContactDto, MemberPageDto } from '../dto/member.ts';
import { ContactCode } from './contact-code.tsx';
import { ContactForm } from './contact-form.tsx';
import { clockText, contactsWith } from './contact-order.ts';
import { showDuration } from './duration.ts';
import { FormField } from './form-field.tsx';
import { timesOf } from './format.ts';
import type { MemberPartProps } from './member-sharing.tsx';
import { useAct } from './use-act.ts';
import { useEntrance } from './use-entrance.ts';
import { useLanguage, useWords } from './words.ts';

/** Who is told, and what is set anew. */
export function MemberContacts({ page, reload }: MemberPartProps) {
  const words = useWords();
  const { now } = useEntrance();
  const isWall = now.state === 'in' && now.isWall;
  const [place, setPlace] = useState<number | null>(null);
  const done = () => {
    setPlace(null);
    reload();
  };
  return (
    <section class="panel" aria-labelledby="member-contacts">
      <h2 id="member-contacts">{words.toldContacts}</h2>
      <Owner page={page} />
      <p class="note">{words.toldNote}</p>
      {page.contacts.length === 0 ? (
        <p class="notice">{words.noContacts}</p>
      ) : (
        <ContactTable page={page} done={done} choose={isWall ? null : setPlace} />
      )}
      {!isWall && (
        <>
          <ContactCode page={page} reload={reload} />
          <ContactForm
            key={`${place} ${page.contactList.stamp}`}
            page={page}
            place={place}
            done={done}
            leave={() => setPlace(null)}
          />
        </>
      )}
    </section>
  );
}

/** Whose the contacts are, and that the files have others. */
function Owner({ page: { contactList, council } }: { page: MemberPageDto }) {
  const words = useWords();
  const times = timesOf(useLanguage(), council.timezone);
  const { set, unused } = contactList;
  if (set === null) return <p class="note">{words.contactsOfFile}</p>;
  const by = `${words.versionBy[set.by]} ${set.actor}`;
  const who = set.request === null ? by : `${by}, ${words.byRequest(set.request)}`;
  return (
    <p class="note">
      {words.contactsOfMember(times.full(set.at), who)}{' '}
      {unused !== null && words.contactsUnused(unused)}
    </p>
  );
}

interface TableProps {
  readonly page: MemberPageDto;
  readonly done: () => void;
  /** Of the contact that is to be changed; null = nothing is done here. */
  readonly choose: ((place: number) => void) | null;
}

function ContactTable({ page, done, choose }: TableProps) {
  const words = useWords();
  const act = useAct();
  const [request, setRequest] = useState('');
  const remove = async (place: number) => {
    if (!confirm(words.confirmRemoveContact(nameOf(page.contacts[place], words.secretAddress)))) {
      return;
    }
    const order = contactsWith(page, { place, given: null });
    const byRequest = page.right === 'by_request' ? { request } : {};
    if ((await act.send('/api/contacts', { ...order, ...byRequest })) === null) return;
    setRequest('');
    done();
  };
  return (
    <>
      <table class="keys">
        <thead>
          <tr>
            <th scope="col">{words.contactTo}</th>
            <th scope="col">{words.contactRole}</th>
            <th scope="col">{words.contactHears}</th>
            <th scope="col">{words.contactState}</th>
            {choose !== null && <th scope="col">{words.act}</th>}
          </tr>
        </thead>
        <tbody>
          {page.contacts.map((contact, place) => (
            <ContactRow
              key={`${place} ${contact.kind} ${contact.to}`}
              contact={contact}
              change={choose === null ? null : () => choose(place)}
              remove={() => void remove(place)}
            />
          ))}
        </tbody>
      </table>
      {choose !== null && page.right === 'by_request' && (
        <FormField label={words.requestToRemove} value={request} change={setRequest} optional />
      )}
      {act.problem !== null && <p role="alert">{act.problem}</p>}
    </>
  );
}

interface RowProps {
  readonly contact: MemberContactDto;
  readonly change: (() => void) | null;
  readonly remove: () => void;
}

function ContactRow({ contact, change, remove }: RowProps) {
  const words = useWords();
  const language = useLanguage();
  const { kind, to, role, floor, quietHours, escalateAfterMs, isTold, isVerified } = contact;
  const unsent =
    kind === 'telephone' ? words.isForPeople : isVerified ? words.isNotSent : words.isUnverified;
  const name = `${CONTACT_LABELS[kind][language]} ${to ?? words.secretAddress}`;
  return (
    <tr>
      <th scope="row">
        {CONTACT_LABELS[kind][language]} <code>{to ?? words.secretAddress}</code>
      </th>
      <td data-label={words.contactRole}>{role ?? '–'}</td>
      <td data-label={words.contactHears}>
        {words.floors[floor]}
        {escalateAfterMs > 0 && (
          <small> {words.afterUnanswered(showDuration(escalateAfterMs, words.spans))}</small>
        )}
        {quietHours !== null && (
          <small> {words.quietBetween(clockText(quietHours.from), clockText(quietHours.to))}</small>
        )}
      </td>
      <td data-label={words.contactState}>{isTold ? words.isTold : unsent}</td>
      {change !== null && (
        <td class="acts">
          <button
            type="button"
            class="plain"
            aria-label={words.changeContactOf(name)}
            onClick={change}
          >
            {words.changeContact}
          </button>
          <button
            type="button"
            class="plain"
            aria-label={words.removeContactOf(name)}
            onClick={remove}
          >
            {words.removeContact}
          </button>
        </td>
      )}
    </tr>
  );
}

function nameOf(contact: MemberContactDto | undefined, secret: string): string {
  return contact?.to ?? secret;
}
