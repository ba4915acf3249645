import { useState } from 'preact/hooks';
import type { Marking } from '../../core/words/marking.ts';
import { NOTE_SUBJECT_LENGTH, NOTE_TEXT_LENGTH } from '../../core/words/note.ts';
import { NOTE_REFUSAL_TEXTS } from '../../core/words/note-texts.ts';
import type { NotesDto, NoteToDto } from '../dto/note.ts';
import { ActForm, FormField } from './form-field.tsx';
import { showCount } from './format.ts';
import { SelectField } from './select-field.tsx';
import { TextAreaField } from './text-area-field.tsx';
import { useAct } from './use-act.ts';
import { useNotesWords } from './use-notes-words.ts';
import { useLanguage } from './words.ts';

const DAYS = ['0', '1', '3', '7', '30', '90'] as const;
const DAY_MS = 86_400_000;
/** So many addressees of a kind are chosen at once by a button. */
const MANY = 3;

interface Draft {
  readonly subject: string;
  readonly text: string;
  /** 0 = without an end. */
  readonly days: (typeof DAYS)[number];
}

const EMPTY: Draft = { subject: '', text: '', days: '0' };

function untilOf({ days }: Draft): number | null {
  return days === '0' ? null : Date.now() + Number(days) * DAY_MS;
}

interface NoteFormProps {
  readonly choices: NotesDto['choices'];
  readonly made: () => void;
}

/** Writes to other offices: first the marking, by which it is offered to whom. */
export function NoteForm({ choices, made }: NoteFormProps) {
  const words = useNotesWords();
  const act = useAct(NOTE_REFUSAL_TEXTS);
  const usual = choices.find((each) => each.marking === 'TLP:GREEN') ?? choices[0];
  const [marking, setMarking] = useState<Marking>(usual?.marking ?? 'TLP:GREEN');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [isDone, setDone] = useState(false);
  const offered = choices.find((each) => each.marking === marking)?.to ?? [];
  const submit = async () => {
    setDone(false);
    const { subject, text } = draft;
    const to = offered
      .filter((each) => chosen.includes(keyOf(each)))
      .map(({ name: _, ...each }) => each);
    const body = { marking, to, subject, text, until: untilOf(draft) };
    if ((await act.send('/api/acts/notes', body)) === null) return;
    setDraft(EMPTY);
    setChosen([]);
    setDone(true);
    made();
  };
  return (
    <section class="panel" aria-labelledby="write-note">
      <h2 id="write-note">{words.writeNote}</h2>
      <p class="note">{words.writeNoteNote}</p>
      <ActForm {...act} label={words.sendNote} submit={() => void submit()}>
        <SelectField
          label={words.noteMarking}
          options={choices.map((each) => [each.marking, each.marking])}
          chosen={marking}
          choose={setMarking}
        />
        <p class="note">{words.markingAllows[marking]}</p>
        <Addressees offered={offered} chosen={chosen} choose={setChosen} />
        <WordFields draft={draft} change={(part) => setDraft((old) => ({ ...old, ...part }))} />
        {isDone && <p role="status">{words.noteSent}</p>}
      </ActForm>
    </section>
  );
}

/** Leaves something for the own office. */
export function HandoverForm({ made }: Pick<NoteFormProps, 'made'>) {
  const words = useNotesWords();
  const act = useAct(NOTE_REFUSAL_TEXTS);
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [isDone, setDone] = useState(false);
  const submit = async () => {
    setDone(false);
    const { subject, text } = draft;
    const scope = { marking: 'TLP:AMBER+STRICT', to: [] };
    const body = { ...scope, subject, text, until: untilOf(draft) };
    if ((await act.send('/api/acts/notes', body)) === null) return;
    setDraft(EMPTY);
    setDone(true);
    made();
  };
  return (
    <section class="panel" aria-labelledby="write-handover">
      <h2 id="write-handover">{words.writeHandover}</h2>
      <ActForm {...act} label={words.handOver} submit={() => void submit()}>
        <WordFields draft={draft} change={(part) => setDraft((old) => ({ ...old, ...part }))} />
        {isDone && <p role="status">{words.handedOver}</p>}
      </ActForm>
    </section>
  );
}

interface WordFieldsProps {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
}

function WordFields({ draft, change }: WordFieldsProps) {
  const words = useNotesWords();
  const language = useLanguage();
  return (
    <>
      <FormField
        label={words.noteSubject}
        value={draft.subject}
        change={(subject) => change({ subject })}
        input={{ maxLength: NOTE_SUBJECT_LENGTH, autocomplete: 'off' }}
      />
      <TextAreaField
        label={words.noteText}
        hint={words.noteTextHint(showCount(NOTE_TEXT_LENGTH, language))}
        value={draft.text}
        change={(text) => change({ text })}
        maxLength={NOTE_TEXT_LENGTH}
      />
      <SelectField
        label={words.noteFor}
        options={DAYS.map((each) => [each, words.noteDays(Number(each))])}
        chosen={draft.days}
        choose={(days) => change({ days })}
      />
    </>
  );
}

interface AddresseesProps {
  readonly offered: readonly NoteToDto[];
  /** Keys. */
  readonly chosen: readonly string[];
  readonly choose: (chosen: readonly string[]) => void;
}

function Addressees({ offered, chosen, choose }: AddresseesProps) {
  const words = useNotesWords();
  const language = useLanguage();
  const keysOf = (kind: NoteToDto['kind']) =>
    offered.filter((each) => each.kind === kind).map(keyOf);
  const add = (keys: readonly string[]) => choose([...new Set([...chosen, ...keys])]);
  const groups = [
    [words.allOffices, keysOf('secretariat')],
    [words.allMembers, keysOf('members')],
  ] as const;
  return (
    <fieldset class="addressees">
      <legend>{words.noteTo}</legend>
      {groups.some(([, keys]) => keys.length >= MANY) && (
        <p class="addressees-all">
          {groups.map(([label, keys]) =>
            keys.length < MANY ? null : (
              <button key={label} type="button" class="plain" onClick={() => add(keys)}>
                {label}
              </button>
            ),
          )}
          <button type="button" class="plain" onClick={() => choose([])}>
            {words.chooseNone}
          </button>
        </p>
      )}
      <div class="addressees-list">
        {offered.map((each) => {
          const key = keyOf(each);
          return (
            <label key={key}>
              <input
                type="checkbox"
                checked={chosen.includes(key)}
                onChange={({ currentTarget: { checked } }) =>
                  checked ? add([key]) : choose(chosen.filter((other) => other !== key))
                }
              />{' '}
              {each.name[language]}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

function keyOf(to: NoteToDto): string {
  return to.kind === 'council' ? to.kind : `${to.kind} ${to.sector}`;
}
