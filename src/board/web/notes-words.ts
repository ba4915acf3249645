import type { Marking } from '../../core/words/marking.ts';

/** What the pages about notes say; times and names are formatted. */
export interface NotesWords {
  readonly notesTitle: string;
  readonly notes: string;
  readonly notesUnread: (n: string) => string;
  readonly noNotes: string;
  readonly noteSubject: string;
  readonly noteFrom: string;
  readonly noteTo: string;
  readonly noteMarking: string;
  readonly noteAt: string;
  readonly noteUntil: string;
  readonly noteEndless: string;
  /** Head of how those that are over came to be so. */
  readonly noteEnded: string;
  readonly noteRead: string;
  readonly noteIsRead: string;
  readonly noteIsUnread: string;
  readonly noteIsOwn: string;
  /** Of how many offices; null = of how many is not told. */
  readonly noteReadBy: (offices: string, of: string | null) => string;
  readonly ownOffice: string;

  readonly handovers: string;
  readonly handoversNote: string;
  readonly noHandovers: string;
  readonly noteBy: string;
  readonly noteDone: string;
  readonly noteDoneOf: (subject: string) => string;

  readonly notesOver: (n: string) => string;
  readonly noteWithdrawnPlace: string;
  /** `who`: of the own office; null = of another. */
  readonly noteWithdrawn: (at: string, who: string | null) => string;
  readonly noteFinished: (at: string, who: string | null) => string;
  readonly noteOfficeGone: string;
  readonly noteExpired: (at: string) => string;

  readonly writeNote: string;
  readonly writeNoteNote: string;
  readonly allOffices: string;
  readonly allMembers: string;
  readonly chooseNone: string;
  readonly noteText: string;
  readonly noteTextHint: (most: string) => string;
  readonly noteFor: string;
  readonly noteDays: (days: number) => string;
  readonly sendNote: string;
  readonly noteSent: string;
  readonly writeHandover: string;
  readonly handOver: string;
  readonly handedOver: string;

  readonly noSuchNote: string;
  readonly backToNotes: string;
  readonly withdrawnText: string;
  readonly withdrawNote: string;
  readonly confirmWithdraw: string;
  readonly removeNote: string;
  readonly removeNoteNote: string;
  readonly noteId: string;
  readonly noteRemoved: string;
  readonly readers: string;
  readonly readersNote: string;
  readonly readerOffice: string;
  readonly readerAt: string;
  readonly readerAccounts: string;
  readonly notOpened: string;
  readonly membersRead: (sector: string, n: string) => string;
  readonly colleagues: (names: string) => string;

  /** What each marking allows. */
  readonly markingAllows: Readonly<Record<Marking, string>>;
}
