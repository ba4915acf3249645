import { useState } from 'preact/hooks';
import { NOTE_REFUSAL_TEXTS } from '../../core/words/note-texts.ts';
import { ActForm, FormField } from './form-field.tsx';
import { useAct } from './use-act.ts';
import { useNotesWords } from './use-notes-words.ts';

/** Takes away the words of a note of any office, which the operator cannot read, by its id. */
export function NoteRemoval({ made }: { readonly made: () => void }) {
  const words = useNotesWords();
  const act = useAct(NOTE_REFUSAL_TEXTS);
  const [id, setId] = useState('');
  const [isDone, setDone] = useState(false);
  const submit = async () => {
    setDone(false);
    if (!confirm(words.confirmWithdraw)) return;
    if ((await act.send('/api/acts/notes/withdraw', { id: id.trim() })) === null) return;
    setId('');
    setDone(true);
    made();
  };
  return (
    <section class="panel" aria-labelledby="remove-note">
      <h2 id="remove-note">{words.removeNote}</h2>
      <p class="note">{words.removeNoteNote}</p>
      <ActForm {...act} label={words.withdrawNote} submit={() => void submit()}>
        <FormField
          label={words.noteId}
          value={id}
          change={setId}
          input={{ maxLength: 100, autocomplete: 'off' }}
        />
        {isDone && <p role="status">{words.noteRemoved}</p>}
      </ActForm>
    </section>
  );
}
