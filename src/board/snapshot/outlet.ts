import type { Language } from '../../core/words/language.ts';
import { Marked } from '../../core/words/marked.ts';
import type { Marking } from '../../core/words/marking.ts';
import type { SnapshotDto } from '../dto/snapshot.ts';
import { exerciseOf } from '../export/exercise.ts';
import { savedNameOf } from '../export/table.ts';
import { snapshotPage } from './snapshot-page.ts';

/** A file as it is carried to a closed network. */
export interface SnapshotFile {
  /** `yamabiko-board-council-20261128T1204Z-TLP-AMBER.html`. */
  readonly name: string;
  readonly marking: Marking;
  readonly html: string;
}

/** The one place where a snapshot is opened: as the file that bears its marking. */
export function snapshotFileOf(marked: Marked<SnapshotDto>, language: Language): SnapshotFile {
  const envelope = Marked.open(marked);
  const { marking, asOf, data } = envelope;
  const marks = { marking, asOf, exercise: exerciseOf(data.council) };
  return {
    name: savedNameOf(`board-${data.viewer.kind}`, marks, 'html'),
    ...{ marking, html: snapshotPage(envelope, language) },
  };
}
