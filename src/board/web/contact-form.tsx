import { useState } from 'preact/hooks';
import { LANGUAGES } from '../../core/words/language.ts';
import { CONTACT_KINDS, CONTACT_LABELS, NOTICE_WEIGHTS } from '../../core/words/recipient.ts';
import type { MemberPageDto } from '../dto/member.ts';
import { type ContactDraft, contactsWith, draftOf, givenOf, NEW_CONTACT } from './contact-order.ts';
import { ActForm, FormField } from './form-field.tsx';
import { SelectField } from './select-field.tsx';
import { useAct } from './use-act.ts';
import { useLanguage, useWords } from './words.ts';

export interface ContactFormProps {
  readonly page: MemberPageDto;
  /** Of the contact that is changed; null = a new one is added. */
  readonly place: number | null;
  readonly done: () => void;
  /** Nothing is changed. */
  readonly leave: () => void;
}

/** A contact, new or as it is to be. */
export function ContactForm({ page, place, done, leave }: ContactFormProps) {
  const words = useWords();
  const act = useAct();
  const before = place === null ? undefined : page.contacts[place];
  const [draft, setDraft] = useState(before === undefined ? NEW_CONTACT : draftOf(before));
  const [request, setRequest] = useState('');
  const change = (part: Partial<ContactDraft>) => setDraft((now) => ({ ...now, ...part }));
  const submit = async () => {
    const order = contactsWith(page, { place, given: givenOf(draft, place) });
    const byRequest = page.right === 'by_request' ? { request } : {};
    if ((await act.send('/api/contacts', { ...order, ...byRequest })) !== null) done();
  };
  const isKept = before?.to === null && before.kind === draft.kind;
  return (
    <ActForm
      {...act}
      label={place === null ? words.addContact : words.saveContact}
      submit={() => void submit()}
    >
      <AddressFields draft={draft} change={change} isKept={isKept} />
      <WishFields draft={draft} change={change} />
      {page.right === 'by_request' && (
        <FormField
          label={words.requestOf}
          hint={words.requestHint}
          value={request}
          change={setRequest}
        />
      )}
      {place !== null && (
        <p>
          <button type="button" class="plain" onClick={leave}>
            {words.leaveContact}
          </button>
        </p>
      )}
    </ActForm>
  );
}

interface FieldsProps {
  readonly draft: ContactDraft;
  readonly change: (part: Partial<ContactDraft>) => void;
}

/** `isKept`: the address is a password that stays where nothing is entered. */
function AddressFields({ draft, change, isKept }: FieldsProps & { readonly isKept: boolean }) {
  const words = useWords();
  const language = useLanguage();
  return (
    <>
      <SelectField
        label={words.contactKind}
        options={CONTACT_KINDS.map((each) => [each, CONTACT_LABELS[each][language]])}
        chosen={draft.kind}
        choose={(kind) => change({ kind })}
      />
      <FormField
        label={words.contactTo}
        hint={isKept ? words.contactKeptHint : words.contactToHint}
        value={draft.to}
        change={(to) => change({ to })}
        optional={isKept}
        input={{ maxLength: 500, autocomplete: 'off' }}
      />
      <FormField
        label={words.contactRole}
        value={draft.role}
        change={(role) => change({ role })}
        optional
        input={{ maxLength: 100, autocomplete: 'off' }}
      />
    </>
  );
}

/** What it hears of, when, and in which language. */
function WishFields({ draft, change }: FieldsProps) {
  const words = useWords();
  return (
    <>
      <SelectField
        label={words.contactHears}
        options={NOTICE_WEIGHTS.map((each) => [each, words.floors[each]])}
        chosen={draft.floor}
        choose={(floor) => change({ floor })}
      />
      <SelectField
        label={words.contactLanguage}
        options={LANGUAGES.map((each) => [each, words.noticeLanguages[each]])}
        chosen={draft.language}
        choose={(language) => change({ language })}
      />
      <FormField
        label={words.contactAfter}
        hint={words.contactAfterHint}
        value={draft.afterMinutes}
        change={(afterMinutes) => change({ afterMinutes })}
        optional
        input={{ type: 'number', min: 0, max: 10_080, step: 1 }}
      />
      <FormField
        label={words.quietFrom}
        value={draft.quietFrom}
        change={(quietFrom) => change({ quietFrom })}
        optional={draft.quietTo === ''}
        input={{ type: 'time' }}
      />
      <FormField
        label={words.quietTo}
        hint={words.quietHint}
        value={draft.quietTo}
        change={(quietTo) => change({ quietTo })}
        optional={draft.quietFrom === ''}
        input={{ type: 'time' }}
      />
    </>
  );
}
