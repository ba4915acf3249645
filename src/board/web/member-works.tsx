import { useState } from 'preact/hooks';
import type { MemberPageDto, MemberWorkDto } from '../dto/member.ts';
import { ActForm, FormField } from './form-field.tsx';
import { timesOf } from './format.ts';
import type { MemberPartProps } from './member-sharing.tsx';
import { SelectField } from './select-field.tsx';
import { useAct } from './use-act.ts';
import { useEntrance } from './use-entrance.ts';
import { usePart } from './use-few.tsx';
import { useLanguage, useWords } from './words.ts';
import { worksAtFirst } from './works-at-first.ts';

/** What is planned on a member's sites, and what it plans and takes back itself. */
export function MemberWorks({ page, reload }: MemberPartProps) {
  const words = useWords();
  const { now } = useEntrance();
  const isWall = now.state === 'in' && now.isWall;
  return (
    <section class="panel" aria-labelledby="member-works">
      <h2 id="member-works">{words.plannedWork}</h2>
      {page.maintenance.length === 0 ? (
        <p class="note">{words.noPlannedWork}</p>
      ) : (
        <WorkTable page={page} reload={isWall ? null : reload} />
      )}
      {!isWall && (
        <>
          <p class="note">{words.planWorkNote}</p>
          <WorkForm page={page} reload={reload} />
        </>
      )}
    </section>
  );
}

interface TableProps {
  readonly page: MemberPageDto;
  /** null = nothing is done here. */
  readonly reload: (() => void) | null;
}

function WorkTable({ page, reload }: TableProps) {
  const words = useWords();
  const act = useAct();
  const [request, setRequest] = useState('');
  const { maintenance } = page;
  const { shown, button } = usePart(maintenance, worksAtFirst(maintenance, Date.now()));
  const isAnyOwn = reload !== null && maintenance.some(({ id }) => id !== null);
  const end = async (id: string, title: string) => {
    if (!confirm(words.confirmEndWork(title))) return;
    const byRequest = page.right === 'by_request' ? { request } : {};
    if ((await act.send('/api/maintenance/end', { id, ...byRequest })) === null) return;
    setRequest('');
    reload?.();
  };
  return (
    <>
      <table class="keys">
        <thead>
          <tr>
            <th scope="col">{words.workFrom}</th>
            <th scope="col">{words.workTo}</th>
            <th scope="col">{words.workWhat}</th>
            <th scope="col">{words.workWhere}</th>
            {isAnyOwn && <th scope="col">{words.act}</th>}
          </tr>
        </thead>
        <tbody>
          {shown.map((work) => (
            <WorkRow
              key={`${work.id} ${work.from} ${work.to} ${work.title?.ja}`}
              page={page}
              work={work}
              end={isAnyOwn ? (id, title) => void end(id, title) : null}
            />
          ))}
        </tbody>
      </table>
      {button}
      {isAnyOwn && page.right === 'by_request' && (
        <FormField label={words.requestToEnd} value={request} change={setRequest} optional />
      )}
      {act.problem !== null && <p role="alert">{act.problem}</p>}
    </>
  );
}

interface RowProps {
  readonly page: MemberPageDto;
  readonly work: MemberWorkDto;
  readonly end: ((id: string, title: string) => void) | null;
}

function WorkRow({ page, work: { id, title, from, to, targets }, end }: RowProps) {
  const words = useWords();
  const language = useLanguage();
  const times = timesOf(language, page.council.timezone);
  const name = title?.[language] ?? '–';
  return (
    <tr>
      <th scope="row" class="num">
        {times.full(from)}
      </th>
      <td class="num" data-label={words.workTo}>
        {times.full(to)}
      </td>
      <td data-label={words.workWhat}>{name}</td>
      <td data-label={words.workWhere}>{targets?.join(', ') ?? words.allSites}</td>
      {end !== null && (
        <td class="acts">
          {id !== null && (
            <button
              type="button"
              class="plain"
              aria-label={words.endWorkOf(name)}
              onClick={() => end(id, name)}
            >
              {words.takeBack}
            </button>
          )}
        </td>
      )}
    </tr>
  );
}

const ALL = '';
const NOTHING = { target: ALL, title: '', from: '', to: '', request: '' };

function WorkForm({ page, reload }: MemberPartProps) {
  const words = useWords();
  const act = useAct();
  const [draft, setDraft] = useState(NOTHING);
  const change = (part: Partial<typeof NOTHING>) => setDraft((now) => ({ ...now, ...part }));
  const submit = async () => {
    const { target, title, from, to, request } = draft;
    const targets = target === ALL ? null : [target];
    const order = { member: page.member.id, targets, title, from, to };
    const byRequest = page.right === 'by_request' ? { request } : {};
    if ((await act.send('/api/maintenance', { ...order, ...byRequest })) === null) return;
    setDraft(NOTHING);
    reload();
  };
  const time = {
    type: 'datetime-local',
    min: '2000-01-01T00:00',
    max: '2999-12-31T23:59',
  } as const;
  return (
    <ActForm {...act} label={words.planWork} submit={() => void submit()}>
      <SelectField
        label={words.workWhere}
        options={[
          [ALL, words.allSites],
          ...page.sites.map(({ target }): readonly [string, string] => [target, target]),
        ]}
        chosen={draft.target}
        choose={(target) => change({ target })}
      />
      <FormField
        label={words.workWhat}
        value={draft.title}
        change={(title) => change({ title })}
        input={{ maxLength: 100, autocomplete: 'off' }}
      />
      <FormField
        label={words.workFrom}
        value={draft.from}
        change={(from) => change({ from })}
        input={time}
      />
      <FormField
        label={words.workTo}
        hint={words.workTimesHint(page.council.timezone)}
        value={draft.to}
        change={(to) => change({ to })}
        input={time}
      />
      {page.right === 'by_request' && (
        <FormField
          label={words.requestOf}
          hint={words.requestHint}
          value={draft.request}
          change={(request) => change({ request })}
        />
      )}
    </ActForm>
  );
}
