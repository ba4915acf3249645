import { useState } from 'preact/hooks';
import type { AuditLine } from '../../core/words/audit.ts';
import { AUDIT_ACTIONS } from '../../core/words/audit-action.ts';
import type { Language } from '../../core/words/language.ts';
import type { AuditPageDto } from '../dto/audit.ts';
import { AuditChain } from './audit-chain.tsx';
import { type AuditAsked, AuditFilter, auditQueryOf, NOTHING_ASKED } from './audit-filter.tsx';
import { timesOf } from './format.ts';
import { Frame } from './frame.tsx';
import { useAuditWords } from './use-audit-words.ts';
import { useMinutely } from './use-minutely.ts';
import { useLanguage } from './words.ts';

/** What was done, and who saw what by name: the operator's page. */
export function AuditPage({ choose }: { choose: (language: Language) => void }) {
  const words = useAuditWords();
  const [asked, setAsked] = useState<AuditAsked>(NOTHING_ASKED);
  const [before, setBefore] = useState<number | null>(null);
  const query = auditQueryOf(asked);
  if (before !== null) query.set('before', String(before));
  const { data, marking, freshness, failure } = useMinutely<AuditPageDto>(`/api/audit?${query}`);
  const show = (next: AuditAsked) => {
    setAsked(next);
    setBefore(null);
  };
  return (
    <Frame title={words.audit} {...{ choose, marking, freshness }} council={data?.council}>
      <div class="accounts">
        <h1>{words.audit}</h1>
        <p class="note">{words.auditNote}</p>
        {data === null ? (
          <p class="notice" role="status">
            {failure === null ? words.loading : words.auditNone}
          </p>
        ) : (
          <>
            <AuditChain timezone={data.council.timezone} />
            <AuditFilter asked={asked} show={show} />
            <Lines page={data} />
            <p class="pager">
              {before !== null && (
                <button type="button" class="plain" onClick={() => setBefore(null)}>
                  {words.auditNewest}
                </button>
              )}{' '}
              {data.next !== null && (
                <button type="button" class="plain" onClick={() => setBefore(data.next)}>
                  {words.auditOlder}
                </button>
              )}
            </p>
          </>
        )}
      </div>
    </Frame>
  );
}

function Lines({ page: { lines, council } }: { readonly page: AuditPageDto }) {
  const words = useAuditWords();
  if (lines.length === 0) {
    return (
      <p class="notice" role="status">
        {words.auditEmpty}
      </p>
    );
  }
  return (
    <section class="panel" aria-label={words.audit}>
      <table class="keys audit-lines">
        <thead>
          <tr>
            <th scope="col">{words.auditSeq}</th>
            <th scope="col">{words.at}</th>
            <th scope="col">{words.auditWho}</th>
            <th scope="col">{words.auditWhat}</th>
            <th scope="col">{words.auditSubject}</th>
            <th scope="col">{words.auditDetail}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <LineRow key={line.seq} line={line} timezone={council.timezone} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function LineRow({ line, timezone }: { readonly line: AuditLine; readonly timezone: string }) {
  const words = useAuditWords();
  const times = timesOf(useLanguage(), timezone);
  const { seq, at, actor, action, subject, detail } = line;
  const known = AUDIT_ACTIONS.find((each) => each === action);
  return (
    <tr>
      <th scope="row" class="num" data-label={words.auditSeq}>
        {seq}
      </th>
      <td class="num" data-label={words.at}>
        {times.date(at)} {times.second(at)}
      </td>
      <td data-label={words.auditWho}>{actor}</td>
      <td data-label={words.auditWhat}>
        {known === undefined ? action : words.auditActions[known]}
      </td>
      <td data-label={words.auditSubject}>{subject ?? words.auditCouncil}</td>
      <td data-label={words.auditDetail} class="agent">
        {detail ?? '–'}
      </td>
    </tr>
  );
}
