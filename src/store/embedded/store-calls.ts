import type { Retention } from '../../core/config.ts';
import type { AccountStep } from '../../core/ports/account-store.ts';
import type {
  IncidentQuery,
  JudgingStep,
  SeriesSnapshot,
} from '../../core/ports/judgement-store.ts';
import type {
  Acknowledgement,
  Bounce,
  ContactRecord,
  DeskSnapshot,
  NoticeStep,
  OutboxEntry,
  OutboxQuery,
  OutboxResult,
} from '../../core/ports/notice-store.ts';
import type { SaidStep } from '../../core/ports/said-store.ts';
import type { RollupQuery, SampleQuery, TimeRange } from '../../core/ports/sample-store.ts';
import type { Account, AccountKey } from '../../core/words/account.ts';
import type {
  AuditEntry,
  AuditFound,
  AuditLine,
  AuditSearch,
  StoppedTarget,
} from '../../core/words/audit.ts';
import type { ConsentVersion } from '../../core/words/consent-version.ts';
import type { ContactList } from '../../core/words/contact-list.ts';
import type { Incident } from '../../core/words/incident.ts';
import type { Note, NoteReading } from '../../core/words/note.ts';
import type { NoticeDecision, Silence } from '../../core/words/notice.ts';
import type { PlannedWork } from '../../core/words/planned-work.ts';
import type { Rollup } from '../../core/words/rollup.ts';
import type { Gap } from '../../core/words/sample.ts';
import type { Statement } from '../../core/words/statement.ts';
import type { BatchMessage } from './batch-encoder.ts';
import type { DaySegment } from './day-read.ts';
import type { KeptText } from './kept-records.ts';
import type { RecordText } from './record-text.ts';
import type { RollupBlock } from './rollup-read.ts';

/** Samples that were lost with a damaged file; target null where it cannot be known. */
export interface LostSamples {
  /** Name of the file that was set aside. */
  readonly file: string;
  /** Epoch ms. */
  readonly foundAt: number;
  readonly target: string | null;
  readonly samples: number;
}

/** What the store's thread is asked, and what it answers. Everything is cloneable. */
export type StoreCalls = {
  append: { ask: { batch: BatchMessage; now: number }; answer: null };
  gap: { ask: { gap: Gap }; answer: null };
  importRollups: { ask: { rollups: readonly Rollup[] }; answer: null };
  days: { ask: TimeRange; answer: readonly number[] };
  samples: { ask: SampleQuery & { day: number }; answer: DaySegment | null };
  targets: { ask: TimeRange & { period: 'raw' | 'rollup' }; answer: readonly string[] };
  rollups: { ask: RollupQuery & { targets: readonly string[] }; answer: RollupBlock };
  latest: { ask: { since: number }; answer: readonly DaySegment[] };
  gaps: { ask: TimeRange; answer: readonly Gap[] };
  lost: { ask: null; answer: readonly LostSamples[] };
  keep: { ask: { records: readonly RecordText[]; now: number }; answer: null };
  records: { ask: { target: string }; answer: readonly KeptText[] };
  mark: { ask: { name: string }; answer: number | null };
  setMark: { ask: { name: string; value: number }; answer: null };
  appendAudit: { ask: AuditEntry; answer: AuditLine };
  searchAudit: { ask: AuditSearch; answer: AuditFound };
  auditLines: { ask: { after: number; limit: number }; answer: readonly AuditLine[] };
  stoppedTargets: { ask: null; answer: readonly StoppedTarget[] };
  stopTarget: { ask: StoppedTarget; answer: null };
  resumeTarget: { ask: Resumption; answer: boolean };
  keepStep: { ask: JudgingStep; answer: null };
  keepSeries: { ask: readonly SeriesSnapshot[]; answer: null };
  incidents: { ask: IncidentQuery; answer: readonly Incident[] };
  incident: { ask: { id: string }; answer: Incident | null };
  memory: { ask: null; answer: string | null };
  series: { ask: null; answer: readonly SeriesSnapshot[] };
  keepNotices: { ask: NoticeStep; answer: null };
  desks: { ask: null; answer: readonly DeskSnapshot[] };
  waiting: { ask: { after: number }; answer: readonly OutboxEntry[] };
  outbox: { ask: OutboxQuery; answer: readonly OutboxEntry[] };
  settle: { ask: readonly OutboxResult[]; answer: null };
  decisions: { ask: { incidents: readonly string[] }; answer: readonly NoticeDecision[] };
  silences: { ask: { at: number }; answer: readonly Silence[] };
  keepSilence: { ask: Silence; answer: null };
  acknowledgements: { ask: null; answer: readonly Acknowledgement[] };
  acknowledge: { ask: Acknowledgement; answer: null };
  contacts: { ask: null; answer: readonly ContactRecord[] };
  keepContact: { ask: ContactRecord; answer: null };
  keepBounce: { ask: { contact: string; bounce: Bounce | null }; answer: null };
  keepAccounts: { ask: AccountStep; answer: null };
  accounts: { ask: null; answer: readonly Account[] };
  accountKeys: { ask: null; answer: readonly AccountKey[] };
  accountsBegun: { ask: null; answer: boolean };
  keepSaid: { ask: SaidStep; answer: null };
  consents: { ask: null; answer: readonly ConsentVersion[] };
  contactLists: { ask: null; answer: readonly ContactList[] };
  works: { ask: { since: number }; answer: readonly PlannedWork[] };
  statements: { ask: { since: number }; answer: readonly Statement[] };
  notes: { ask: { since: number }; answer: readonly Note[] };
  dropNotes: { ask: { since: number }; answer: null };
  noteReadings: { ask: { since: number }; answer: readonly NoteReading[] };
  /** Queues the upkeep that is due; with `wait`, answers when it is done. */
  maintain: { ask: { now: number; timezone: string; wait: boolean }; answer: null };
  close: { ask: null; answer: null };
};

/** Who has a target measured again, and why. */
export type Resumption = StoppedTarget;

export type StoreCall = keyof StoreCalls;

/** What the thread is started with. */
export interface StoreThreadOptions {
  readonly dir: string;
  readonly retention: Retention;
  readonly sync: 'normal' | 'full';
}
