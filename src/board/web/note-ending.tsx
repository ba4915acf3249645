import type { NoteHeadDto } from '../dto/note.ts';
import { timesOf } from './format.ts';
import { useNotesWords } from './use-notes-words.ts';
import { useLanguage } from './words.ts';

interface NoteEndingProps {
  readonly note: NoteHeadDto;
  readonly timezone: string;
}

/** How a note that is over came to be so; nothing where it has no end. */
export function NoteEnding({ note: { ended, until, isOfficeGone }, timezone }: NoteEndingProps) {
  const words = useNotesWords();
  const times = timesOf(useLanguage(), timezone);
  if (ended?.as === 'withdrawn') {
    return <span>{words.noteWithdrawn(times.full(ended.at), ended.actor)}</span>;
  }
  if (ended?.as === 'done')
    return <span>{words.noteFinished(times.full(ended.at), ended.actor)}</span>;
  if (isOfficeGone) return <span>{words.noteOfficeGone}</span>;
  return until === null ? null : <span>{words.noteExpired(times.full(until))}</span>;
}
