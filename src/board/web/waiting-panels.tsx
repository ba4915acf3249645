import { NOTICE_KIND_LABELS } from '../../core/words/notice.ts';
import type { ProposalDto, UndeliveredDto, WaitingDto } from '../dto/acts.ts';
import { timesOf } from './format.ts';
import { DRILLS_PATH, memberPath, targetPath } from './route.ts';
import { TableHeads } from './table-heads.tsx';
import { useAct } from './use-act.ts';
import { useMinutely } from './use-minutely.ts';
import { useLanguage, useWords } from './words.ts';

/** What was proposed to the operator, and notices that could not be delivered. */
export function WaitingPanels() {
  const words = useWords();
  const { data, failure, reload } = useMinutely<WaitingDto>('/api/waiting');
  return (
    <div class="accounts">
      {failure !== null && failure !== 'not_found' && (
        <p class="notice" role="status">
          {words.failedToLoad}
        </p>
      )}
      {data !== null && (
        <>
          <Proposals tasks={data} reload={reload} />
          <Undelivered tasks={data} reload={reload} />
        </>
      )}
    </div>
  );
}

interface PartProps {
  readonly tasks: WaitingDto;
  readonly reload: () => void;
}

function Proposals({ tasks, reload }: PartProps) {
  const { acts, act } = useWords();
  const { send, problem } = useAct();
  const decline = async ({ id }: ProposalDto) => {
    const reason = prompt(acts.askWhyDeclined)?.trim();
    if (!reason) return;
    if ((await send('/api/acts/proposal/decline', { id, reason })) !== null) reload();
  };
  const heads = [acts.colProposal, acts.reason, acts.proposedBy, acts.proposedAt, act];
  return (
    <section class="panel" aria-labelledby="proposals">
      <h2 id="proposals">{acts.proposals}</h2>
      {tasks.proposals.length === 0 && <p class="note">{acts.noProposals}</p>}
      {problem !== null && <p role="alert">{problem}</p>}
      {tasks.proposals.length > 0 && (
        <table class="keys">
          <TableHeads heads={heads} />
          <tbody>
            {tasks.proposals.map((proposal) => (
              <ProposalRow
                key={proposal.id}
                proposal={proposal}
                timezone={tasks.council.timezone}
                decline={() => void decline(proposal)}
              />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

interface ProposalRowProps {
  readonly proposal: ProposalDto;
  readonly timezone: string;
  readonly decline: () => void;
}

function ProposalRow({ proposal, timezone, decline }: ProposalRowProps) {
  const { acts } = useWords();
  const language = useLanguage();
  const { kind, subject, url, name, reason, at, by } = proposal;
  return (
    <tr>
      <th scope="row">
        {acts.proposalKinds[kind]}
        <small>
          {name?.[language] ?? ''} {subject}
        </small>
        {url !== null && <small>{url}</small>}
      </th>
      <td data-label={acts.reason}>{reason}</td>
      <td data-label={acts.proposedBy}>{by}</td>
      <td class="num" data-label={acts.proposedAt}>
        {timesOf(language, timezone).full(at)}
      </td>
      <td class="acts">
        <a href={pathOf(kind, subject)}>{acts.lookAt}</a>{' '}
        <button type="button" class="plain" onClick={decline}>
          {acts.decline}
        </button>
      </td>
    </tr>
  );
}

function pathOf(kind: ProposalDto['kind'], subject: string): string {
  if (kind === 'stop') return targetPath(subject);
  return kind === 'enrol' ? memberPath(subject) : DRILLS_PATH;
}

function Undelivered({ tasks, reload }: PartProps) {
  const { acts, act } = useWords();
  const { send, problem } = useAct();
  const resend = async ({ seq }: UndeliveredDto) => {
    if ((await send('/api/acts/resend', { seq })) !== null) reload();
  };
  const { undelivered, council } = tasks;
  const { timezone } = council;
  const heads = [acts.colRecipient, acts.colNotice, acts.writtenAt, acts.saidWhenFailed, act];
  return (
    <section class="panel" aria-labelledby="undelivered">
      <h2 id="undelivered">{acts.undelivered}</h2>
      <p class="note">{undelivered.length === 0 ? acts.noUndelivered : acts.undeliveredNote}</p>
      {problem !== null && <p role="alert">{problem}</p>}
      {undelivered.length > 0 && (
        <table class="keys">
          <TableHeads heads={heads} />
          <tbody>
            {undelivered.map((letter) => (
              <LetterRow
                key={letter.seq}
                letter={letter}
                timezone={timezone}
                resend={() => void resend(letter)}
              />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

interface LetterRowProps {
  readonly letter: UndeliveredDto;
  readonly timezone: string;
  readonly resend: () => void;
}

function LetterRow({ letter, timezone, resend }: LetterRowProps) {
  const { acts } = useWords();
  const language = useLanguage();
  const { recipient, contact, kind, reference, at, error } = letter;
  return (
    <tr>
      <th scope="row">
        {recipient[language]}
        <small>{contact[language]}</small>
      </th>
      <td data-label={acts.colNotice}>
        {NOTICE_KIND_LABELS[kind][language]}
        <small class="num">{reference}</small>
      </td>
      <td class="num" data-label={acts.writtenAt}>
        {timesOf(language, timezone).full(at)}
      </td>
      <td data-label={acts.saidWhenFailed}>{error ?? '–'}</td>
      <td class="acts">
        <button type="button" class="plain" aria-label={acts.resendOf(reference)} onClick={resend}>
          {acts.resend}
        </button>
      </td>
    </tr>
  );
}
