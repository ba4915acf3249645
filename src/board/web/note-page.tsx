import type { Language } from '../../core/words/language.ts';
import { isNoteOver } from '../../core/words/note.ts';
import { NOTE_REFUSAL_TEXTS } from '../../core/words/note-texts.ts';
import type { NotePageDto, NoteReadersDto } from '../dto/note.ts';
import { showCount, timesOf } from './format.ts';
import { Frame } from './frame.tsx';
import { NoteEnding } from './note-ending.tsx';
import { Fact, Panel } from './panel.tsx';
import { NOTES_PATH } from './route.ts';
import { TableHeads } from './table-heads.tsx';
import { useAct } from './use-act.ts';
import { useMayAct } from './use-entrance.ts';
import { useFew } from './use-few.tsx';
import { useMinutely } from './use-minutely.ts';
import { useNotesWords } from './use-notes-words.ts';
import { useNow } from './use-now.ts';
import { useLanguage } from './words.ts';

export interface NotePageProps {
  readonly id: string;
  readonly choose: (language: Language) => void;
}

/** One note: that it is opened is told to the office that wrote it. */
export function NotePage({ id, choose }: NotePageProps) {
  const words = useNotesWords();
  const { data, marking, freshness, failure, reload } = useMinutely<NotePageDto>(
    `/api/notes/${encodeURIComponent(id)}`,
  );
  const isMissing = failure === 'not_found';
  const title = (isMissing ? null : data?.note.subject) ?? words.notesTitle;
  return (
    <Frame title={title} here="notes" {...{ choose, marking, freshness }} council={data?.council}>
      <div class="accounts">
        <p>
          <a href={NOTES_PATH}>{words.backToNotes}</a>
        </p>
        {data === null || isMissing ? (
          <p class="notice" role="status">
            {failure === null && words.loading}
            {failure !== null && (isMissing ? words.noSuchNote : words.failedToLoad)}
          </p>
        ) : (
          <Opened page={data} reload={reload} />
        )}
      </div>
    </Frame>
  );
}

interface OpenedProps {
  readonly page: NotePageDto;
  readonly reload: () => void;
}

function Opened({ page, reload }: OpenedProps) {
  const words = useNotesWords();
  const { note, text, readers, council } = page;
  const { timezone } = council;
  return (
    <>
      <h1>{note.subject ?? words.noteWithdrawnPlace}</h1>
      <NoteFacts note={note} timezone={timezone} />
      <section class="panel" aria-label={words.noteText}>
        {text === null ? (
          <p class="note">{words.withdrawnText}</p>
        ) : (
          <p class="note-text">{text}</p>
        )}
        <Acts page={page} reload={reload} />
      </section>
      {readers !== null && <Readers readers={readers} timezone={timezone} />}
    </>
  );
}

function NoteFacts({
  note,
  timezone,
}: {
  readonly note: NotePageDto['note'];
  readonly timezone: string;
}) {
  const words = useNotesWords();
  const language = useLanguage();
  const now = useNow(30_000);
  const times = timesOf(language, timezone);
  const { from, actor, to, marking, at, until } = note;
  const names = to.map(({ name }) => name[language]);
  return (
    <Panel id="note" title={to.length === 0 ? words.handovers : words.notes}>
      <Fact name={words.noteMarking}>
        <b>{marking}</b> {words.markingAllows[marking]}
      </Fact>
      <Fact name={words.noteFrom}>
        {from[language]}
        {actor !== null && ` (${actor})`}
      </Fact>
      <Fact name={words.noteTo}>
        {names.length === 0 ? words.ownOffice : names.join(language === 'ja' ? '、' : ', ')}
      </Fact>
      <Fact name={words.noteAt}>{times.full(at)}</Fact>
      <Fact name={words.noteUntil}>
        {isNoteOver(note, now) && <NoteEnding note={note} timezone={timezone} />}
        {!isNoteOver(note, now) && (until === null ? words.noteEndless : times.full(until))}
      </Fact>
    </Panel>
  );
}

/** What the office that wrote it may still do with it. */
function Acts({ page: { note }, reload }: OpenedProps) {
  const words = useNotesWords();
  const mayAct = useMayAct();
  const { send, problem } = useAct(NOTE_REFUSAL_TEXTS);
  if (!mayAct || !note.isOwn || note.ended?.as === 'withdrawn') return null;
  const end = async (how: 'withdraw' | 'done') => {
    if (how === 'withdraw' && !confirm(words.confirmWithdraw)) return;
    if ((await send(`/api/acts/notes/${how}`, { id: note.id })) !== null) reload();
  };
  return (
    <>
      {problem !== null && <p role="alert">{problem}</p>}
      <p class="note-acts">
        {note.to.length === 0 && note.ended === null && (
          <button type="button" class="plain" onClick={() => void end('done')}>
            {words.noteDone}
          </button>
        )}
        <button type="button" class="plain" onClick={() => void end('withdraw')}>
          {words.withdrawNote}
        </button>
      </p>
    </>
  );
}

const FEW = 30;

function Readers({
  readers: { offices, members, own },
  timezone,
}: {
  readonly readers: NoteReadersDto;
  readonly timezone: string;
}) {
  const words = useNotesWords();
  const language = useLanguage();
  const times = timesOf(language, timezone);
  const { shown, button } = useFew(offices, FEW);
  const colleagues = own.map(({ account, at }) => `${account} (${times.full(at)})`);
  if (offices.length + members.length + own.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="readers">
      <h2 id="readers">{words.readers}</h2>
      <p class="note">{words.readersNote}</p>
      {members.map(({ sector, read }) => (
        <p key={sector.id}>{words.membersRead(sector.name[language], showCount(read, language))}</p>
      ))}
      {colleagues.length > 0 && <p>{words.colleagues(colleagues.join(', '))}</p>}
      {offices.length > 0 && (
        <table class="keys">
          <TableHeads heads={[words.readerOffice, words.readerAt, words.readerAccounts]} />
          <tbody>
            {shown.map(({ office, name, readAt, accounts }) => (
              <tr key={JSON.stringify(office)}>
                <th scope="row">{name[language]}</th>
                <td class="num" data-label={words.readerAt}>
                  {readAt === null ? words.notOpened : times.full(readAt)}
                </td>
                <td class="num" data-label={words.readerAccounts}>
                  {accounts === 0 ? '–' : showCount(accounts, language)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {button}
    </section>
  );
}
