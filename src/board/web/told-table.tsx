import { TOLD_LABELS } from '../../core/words/told-state.ts';
import type { ToldContactDto, ToldDto, ToldRecipientDto } from '../dto/acts.ts';
import { timesOf } from './format.ts';
import { useLanguage, useWords } from './words.ts';

/** Recipients by whom somebody has to call first, each with its contacts. */
export function ToldTable({ told }: { told: ToldDto }) {
  const { acts } = useWords();
  const { recipients, counts, timezone } = told;
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
  return (
    <>
      <table class="keys">
        <thead>
          <tr>
            <th scope="col">{acts.colRecipient}</th>
            <th scope="col">{acts.colReceipt}</th>
            <th scope="col">{acts.colContacts}</th>
          </tr>
        </thead>
        <tbody>
          {recipients.map((recipient) => (
            <Row key={recipient.id} recipient={recipient} timezone={timezone} />
          ))}
        </tbody>
      </table>
      {recipients.length < all && (
        <p class="note">{acts.onlyFirstListed(String(recipients.length))}</p>
      )}
    </>
  );
}

function Row({ recipient, timezone }: { recipient: ToldRecipientDto; timezone: string }) {
  const { acts } = useWords();
  const language = useLanguage();
  const times = timesOf(language, timezone);
  const { name, state, acknowledged, contacts } = recipient;
  return (
    <tr data-recipient={recipient.id}>
      <th scope="row">{name[language]}</th>
      <td class={state === 'not_reached' ? 'is-bad' : ''} data-label={acts.colReceipt}>
        {TOLD_LABELS[state][language]}
        {acknowledged !== null && (
          <small>{acts.acknowledgedBy(times.full(acknowledged.at), acknowledged.by)}</small>
        )}
      </td>
      <td data-label={acts.colContacts}>
        {contacts.length === 0 && acts.noContactListed}
        <ul class="receipt-contacts">
          {contacts.map((contact, index) => (
            <Contact key={index} contact={contact} timezone={timezone} />
          ))}
        </ul>
      </td>
    </tr>
  );
}

function Contact({ contact, timezone }: { contact: ToldContactDto; timezone: string }) {
  const { acts } = useWords();
  const language = useLanguage();
  const times = timesOf(language, timezone);
  const { role, isTelephone, isVerified, bounce, notice } = contact;
  const stands = [
    ...(notice === null ? [] : [`${acts.sentStates[notice.state]} ${times.full(notice.at)}`]),
    ...(notice?.error == null ? [] : [notice.error]),
    ...(isVerified || isTelephone ? [] : [acts.unverifiedContact]),
    ...(bounce === null ? [] : [acts.bouncedContact(bounce)]),
  ];
  return (
    <li>
      {contact.contact[language]}
      {role !== null && ` (${role})`}
      {stands.length > 0 && <small>{stands.join(language === 'ja' ? '、' : '; ')}</small>}
    </li>
  );
}
