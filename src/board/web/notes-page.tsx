import type { Language } from '../../core/words/language.ts';
import { isNoteOver } from '../../core/words/note.ts';
import type { NoteHeadDto, NotesDto } from '../dto/note.ts';
import { showCount, timesOf } from './format.ts';
import { Frame } from './frame.tsx';
import { NoteEnding } from './note-ending.tsx';
import { HandoverForm, NoteForm } from './note-form.tsx';
import { NoteRemoval } from './note-removal.tsx';
import { notePath } from './route.ts';
import { TableHeads } from './table-heads.tsx';
import { useAct } from './use-act.ts';
import { useMayAct } from './use-entrance.ts';
import { useMinutely } from './use-minutely.ts';
import { useNotesWords } from './use-notes-words.ts';
import { useNow } from './use-now.ts';
import { useLanguage } from './words.ts';

/** Notes between offices, what the own office hands over to itself, and where both are written. */
export function NotesPage({ choose }: { choose: (language: Language) => void }) {
  const words = useNotesWords();
  const mayAct = useMayAct();
  const { data, marking, freshness, failure, reload } = useMinutely<NotesDto>('/api/notes');
  return (
    <Frame
      title={words.notesTitle}
      here="notes"
      {...{ choose, marking, freshness }}
      council={data?.council}
    >
      <div class="accounts">
        <h1>{words.notesTitle}</h1>
        {data === null ? (
          <p class="notice" role="status">
            {failure === null ? words.loading : words.failedToLoad}
          </p>
        ) : (
          <>
            <Lists page={data} reload={reload} />
            {mayAct && data.choices.length > 0 && <NoteForm choices={data.choices} made={reload} />}
            {mayAct && <HandoverForm made={reload} />}
            {mayAct && data.mayRemove && <NoteRemoval made={reload} />}
          </>
        )}
      </div>
    </Frame>
  );
}

interface ListsProps {
  readonly page: NotesDto;
  readonly reload: () => void;
}

function Lists({ page, reload }: ListsProps) {
  const words = useNotesWords();
  const language = useLanguage();
  const now = useNow(30_000);
  const { timezone } = page.council;
  const standing = page.notes.filter((note) => !isNoteOver(note, now));
  const over = page.notes.filter((note) => isNoteOver(note, now));
  const notes = standing.filter(({ to }) => to.length > 0);
  const handovers = standing.filter(({ to }) => to.length === 0);
  return (
    <>
      <section class="panel" aria-labelledby="notes">
        <h2 id="notes">
          {words.notes}{' '}
          {page.unread > 0 && (
            <span class="tag">{words.notesUnread(showCount(page.unread, language))}</span>
          )}
        </h2>
        {notes.length === 0 && <p class="note">{words.noNotes}</p>}
        {notes.length > 0 && <NoteTable notes={notes} timezone={timezone} />}
      </section>
      <section class="panel" aria-labelledby="handovers">
        <h2 id="handovers">{words.handovers}</h2>
        <p class="note">{handovers.length === 0 ? words.noHandovers : words.handoversNote}</p>
        {handovers.length > 0 && (
          <HandoverTable notes={handovers} timezone={timezone} reload={reload} />
        )}
      </section>
      {over.length > 0 && (
        <details class="panel notes-over">
          <summary>{words.notesOver(showCount(over.length, language))}</summary>
          <OverTable notes={over} timezone={timezone} />
        </details>
      )}
    </>
  );
}

interface TableProps {
  readonly notes: readonly NoteHeadDto[];
  readonly timezone: string;
}

function NoteTable({ notes, timezone }: TableProps) {
  const words = useNotesWords();
  const language = useLanguage();
  const times = timesOf(language, timezone);
  const { noteSubject, noteFrom, noteMarking, noteAt, noteUntil, noteRead } = words;
  return (
    <table class="keys notes-list">
      <TableHeads heads={[noteSubject, noteFrom, noteMarking, noteAt, noteUntil, noteRead]} />
      <tbody>
        {notes.map((note) => (
          <tr key={note.id} class={note.isOwn || note.isRead ? '' : 'is-unread'}>
            <th scope="row">
              <NoteLink note={note} />
              {note.isOwn && <small>{toText(note, language)}</small>}
            </th>
            <td data-label={noteFrom}>{note.isOwn ? words.noteIsOwn : note.from[language]}</td>
            <td data-label={noteMarking}>{note.marking}</td>
            <td class="num" data-label={noteAt}>
              {times.full(note.at)}
            </td>
            <td class="num" data-label={noteUntil}>
              {note.until === null ? words.noteEndless : times.full(note.until)}
            </td>
            <td data-label={noteRead}>
              <ReadCell note={note} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Of an own one how many read it, else whether the reader did. */
function ReadCell({ note: { read, isRead } }: { note: NoteHeadDto }) {
  const words = useNotesWords();
  const language = useLanguage();
  if (read === null) return <>{isRead ? words.noteIsRead : words.noteIsUnread}</>;
  const of = read.of === null ? null : showCount(read.of, language);
  return <>{words.noteReadBy(showCount(read.offices, language), of)}</>;
}

function HandoverTable({ notes, timezone, reload }: TableProps & Pick<ListsProps, 'reload'>) {
  const words = useNotesWords();
  const language = useLanguage();
  const mayAct = useMayAct();
  const { send, problem } = useAct();
  const times = timesOf(language, timezone);
  const done = async (id: string) => {
    if ((await send('/api/acts/notes/done', { id })) !== null) reload();
  };
  const { noteSubject, noteBy, noteAt, noteUntil } = words;
  return (
    <>
      {problem !== null && <p role="alert">{problem}</p>}
      <table class="keys">
        <TableHeads heads={[noteSubject, noteBy, noteAt, noteUntil, words.act]} />
        <tbody>
          {notes.map((note) => (
            <tr key={note.id}>
              <th scope="row">
                <NoteLink note={note} />
              </th>
              <td data-label={noteBy}>{note.actor}</td>
              <td class="num" data-label={noteAt}>
                {times.full(note.at)}
              </td>
              <td class="num" data-label={noteUntil}>
                {note.until === null ? words.noteEndless : times.full(note.until)}
              </td>
              <td class="acts">
                {mayAct && (
                  <button
                    type="button"
                    class="plain"
                    aria-label={words.noteDoneOf(note.subject ?? '')}
                    onClick={() => void done(note.id)}
                  >
                    {words.noteDone}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function OverTable({ notes, timezone }: TableProps) {
  const words = useNotesWords();
  const language = useLanguage();
  const { noteSubject, noteFrom, noteMarking, noteAt } = words;
  return (
    <table class="keys">
      <TableHeads heads={[noteSubject, noteFrom, noteMarking, noteAt, words.noteEnded]} />
      <tbody>
        {notes.map((note) => (
          <tr key={note.id} class="is-ended">
            <th scope="row">
              <NoteLink note={note} />
            </th>
            <td data-label={noteFrom}>{note.isOwn ? words.noteIsOwn : note.from[language]}</td>
            <td data-label={noteMarking}>{note.marking}</td>
            <td class="num" data-label={noteAt}>
              {timesOf(language, timezone).full(note.at)}
            </td>
            <td data-label={words.noteEnded}>
              <NoteEnding note={note} timezone={timezone} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function NoteLink({ note }: { note: NoteHeadDto }) {
  const words = useNotesWords();
  return <a href={notePath(note.id)}>{note.subject ?? words.noteWithdrawnPlace}</a>;
}

/** To whom it is; of many the first. */
function toText({ to }: NoteHeadDto, language: Language): string {
  const names = to.slice(0, 3).map(({ name }) => name[language]);
  return `→ ${names.join(language === 'ja' ? '、' : ', ')}${to.length > 3 ? ' …' : ''}`;
}
