import { mkdirSync } from 'node:fs';
import type { OutboxDraft, OutboxResult } from '../../src/core/ports/notice-store.ts';
import type { AuditLine } from '../../src/core/words/audit.ts';
import type { IncidentTarget } from '../../src/core/words/incident.ts';
import { statePath } from '../../src/store/embedded/file-names.ts';
import { StateFile } from '../../src/store/embedded/state-file.ts';
import { type CouncilFolder, councilFolder } from '../app/running-council.ts';
import { incidentOf } from '../store/stored-incident.ts';
import { draftOf } from '../store/stored-notice.ts';
import { runHere } from '../support/run-here.ts';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts';
import type { Ended } from '../support/yamabiko.ts';

export const INCIDENT = '20260513-1';
export const MEMBER = 'member:gas-0001';
export const OFFICE = 'sector:gas';
/** The mailbox at which the sink takes nothing. */
const GONE = 'gone@example.jp';

/** A council on the disk whose notices go to a mail server on this machine, with what was told before. */
export interface NoticeCouncil {
  readonly folder: CouncilFolder;
  readonly sink: SmtpSink;
  /** Runs a command on it, in English unless `--lang` says so. */
  run(...words: readonly string[]): Promise<Ended>;
  /** The same with `--json`, read. */
  json(
    ...words: readonly string[]
  ): Promise<{ readonly code: number | null; readonly said: unknown }>;
  state<T>(read: (state: StateFile) => T): T;
  audit(): readonly AuditLine[];
  close(): Promise<void>;
}

/** `port`: of the site that the one target is. */
export async function startNoticeCouncil(port = 9): Promise<NoticeCouncil> {
  const sink = await startSmtpSink({
    refuse: (command, address) =>
      command === 'RCPT TO' && address === GONE ? { code: 550, text: 'no such mailbox' } : null,
  });
  const folder = councilFolder();
  writeCouncil(folder, sink, port);
  mkdirSync(folder.dataDir, { recursive: true });
  const state = <T>(read: (file: StateFile) => T): T => {
    const file = new StateFile(statePath(folder.dataDir), { readOnly: false, sync: 'full' });
    try {
      return read(file);
    } finally {
      file.close();
    }
  };
  state(() => null);
  const place = ['--data', folder.dataDir, '--config', folder.dir];
  const run = (...words: readonly string[]) => runHere([...words, ...place]);
  return {
    ...{ folder, sink, run, state },
    async json(...words) {
      const { code, stdout } = await run(...words, '--json');
      return { code, said: JSON.parse(stdout) };
    },
    audit: () => state(({ audit }) => audit.lines({ after: 0, limit: 1000 })),
    async close() {
      await sink.close();
      folder.remove();
    },
  };
}

/** That the incident was kept, and notices of it written with these results. */
export function seed(
  council: NoticeCouncil,
  sent: readonly { readonly draft: OutboxDraft; readonly result: Partial<OutboxResult> }[],
): void {
  council.state(({ judgements, notices }) => {
    judgements.keepStep({
      incidents: [{ ...incidentOf(INCIDENT), targets: TARGETS }],
      memory: null,
    });
    notices.keepStep({ desks: [], decisions: [], outbox: sent.map(({ draft }) => draft) });
    const entries = notices.outbox({});
    notices.settle(
      sent.map(({ draft, result }) => {
        const entry = entries.find(({ notice }) => notice.key === draft.notice.key);
        if (entry === undefined) throw new Error('not kept');
        return { ...entry, ...result };
      }),
    );
  });
}

const TARGETS: readonly IncidentTarget[] = ['gas-0001', 'gas-0002'].map((member) => ({
  target: `${member}-home`,
  member,
  sector: 'gas',
  from: Date.UTC(2026, 4, 13, 1),
  to: null,
  judgement: 'failing',
  ratio: null,
  phase: null,
}));

export const SENT: Partial<OutboxResult> = {
  ...{ state: 'sent', attempts: 1, settledAt: Date.UTC(2026, 4, 13, 2) },
};

/** A notice about the incident to the member's mailbox `web`. */
export function memberDraft(key: string): OutboxDraft {
  return draftOf(key, { incidents: [INCIDENT] });
}

function writeCouncil(folder: CouncilFolder, { port: smtp }: SmtpSink, port: number): void {
  const mail = (to: string, verifiedOn: string | null = '2026-10-01') => ({
    ...{ kind: 'mail', to },
    ...(verifiedOn === null ? {} : { verifiedOn }),
  });
  const from = 'notice@yamabiko.example';
  const notify = {
    mail: { host: '127.0.0.1', port: smtp, security: 'none', from },
    pace: { group: '1s', window: '1s', remind: '4h' },
    operator: { contacts: [mail('operator@example.org')] },
  };
  folder.writeCouncil(`notify: ${JSON.stringify(notify)}`);
  const enrolment = { by: 'test', on: '2026-10-01', reference: 'test' };
  const member = (id: string, contacts: readonly unknown[], address: string) => ({
    ...{ id, name: { ja: `団体 ${id}`, en: `Organisation ${id}` }, contacts },
    targets: [{ id: `${id}-home`, url: `http://${address}:${port}/${id}`, enrolment }],
  });
  const sector = {
    sector: {
      ...{ id: 'gas', field: 'energy', name: { ja: 'ガス', en: 'Gas' }, allowPrivate: true },
      secretariat: {
        name: { ja: '事務局', en: 'Office' },
        contacts: [
          mail('office@example.org'),
          { kind: 'telephone', to: '03-0000-0000', role: 'desk' },
        ],
      },
    },
    defaults: { schedule: '* * * * * *', timeout: '900ms' },
    members: [
      member(
        'gas-0001',
        [
          mail('web@example.jp'),
          mail('new@example.jp', null),
          mail(GONE),
          { kind: 'telephone', to: '03-1234-5678' },
        ],
        '127.9.0.1',
      ),
      member('gas-0002', [], '127.9.0.2'),
    ],
  };
  folder.writeFile('sectors/gas.yaml', JSON.stringify(sector));
}
