import { useContext, useState } from 'preact/hooks';
import { JUDGEMENT_LABELS } from '../../core/words/judgement.ts';
import {
  STATEMENT_KINDS,
  STATEMENT_LABELS,
  type StatementKind,
} from '../../core/words/statement.ts';
import type { MemberSiteDto } from '../dto/member.ts';
import type { MemberStatementDto } from '../dto/statement.ts';
import { ActForm, FormField } from './form-field.tsx';
import { timesOf } from './format.ts';
import type { MemberPartProps } from './member-sharing.tsx';
import { SaidText } from './said.tsx';
import { SelectField } from './select-field.tsx';
import { StatementsContext } from './statements.ts';
import { useAct } from './use-act.ts';
import { useEntrance } from './use-entrance.ts';
import { useNow } from './use-now.ts';
import { useLanguage, useWords } from './words.ts';

/** Choices of how long a statement is shown, hours. */
const HOURS = ['1', '6', '24', '72', '168', '720'] as const;
const HOUR_MS = 3_600_000;
/** The judgement of now, among those that a statement may be about. */
const NOW = 'now';

interface StatementsProps extends MemberPartProps {
  /** What the board's clock shows when the browser's shows `now`, epoch ms both. */
  readonly clockAt: (now: number) => number;
}

/** What the member says of its judgements, and what it said. */
export function MemberStatements({ page, reload, clockAt }: StatementsProps) {
  const words = useWords();
  const statements = useContext(StatementsContext);
  const { now } = useEntrance();
  const isWall = now.state === 'in' && now.isWall;
  const all = page.sites.flatMap((site) => site.statements.map((said) => ({ site, said })));
  const done = () => {
    statements.reload();
    reload();
  };
  return (
    <section class="panel" aria-labelledby="member-statements">
      <h2 id="member-statements">{words.statements}</h2>
      <p class="note">{words.statementsNote}</p>
      {all.length === 0 && <p class="note">{words.noStatements}</p>}
      {all.length > 0 && (
        <ul class="said-list">
          {all.map(({ said }) => (
            <StatementRow key={said.id} {...{ page, said, isWall, clockAt }} reload={done} />
          ))}
        </ul>
      )}
      {!isWall && <StatementForm page={page} reload={done} clockAt={clockAt} />}
    </section>
  );
}

type RowProps = StatementsProps & {
  readonly said: MemberStatementDto;
  readonly isWall: boolean;
};

function StatementRow({ page, said, isWall, reload, clockAt }: RowProps) {
  const words = useWords();
  const language = useLanguage();
  const act = useAct();
  const now = clockAt(useNow(30_000));
  const [request, setRequest] = useState('');
  const times = timesOf(language, page.council.timezone);
  const isOver = said.endedAt !== null || said.until <= now;
  const submit = async () => {
    const byRequest = page.right === 'by_request' ? { request } : {};
    if ((await act.send('/api/statements/end', { id: said.id, ...byRequest })) !== null) reload();
  };
  return (
    <li class={isOver ? 'is-ended' : ''}>
      <p>
        <b>{said.target}</b> <SaidText statement={said} at={now} />
      </p>
      <p class="note">
        {words.saidBy(
          times.full(said.at),
          said.request === null ? said.actor : `${said.actor}, ${words.byRequest(said.request)}`,
        )}
        {said.endedAt !== null && ` ${words.takenBack(times.full(said.endedAt))}`}
      </p>
      {!isOver && !isWall && (
        <ActForm {...act} label={words.takeBack} submit={() => void submit()}>
          {page.right === 'by_request' && (
            <FormField label={words.requestOf} value={request} change={setRequest} />
          )}
        </ActForm>
      )}
    </li>
  );
}

interface Draft {
  readonly target: string;
  readonly kind: StatementKind;
  /** Since when its judgement stood, epoch ms as text; {@link NOW} = the one of now. */
  readonly about: string;
  readonly text: string;
  readonly hours: (typeof HOURS)[number];
  readonly request: string;
}

const EMPTY: Draft = {
  ...{ target: '', kind: 'planned_work', about: NOW, text: '', hours: '24', request: '' },
};

function StatementForm({ page, reload, clockAt }: StatementsProps) {
  const words = useWords();
  const act = useAct();
  const [draft, setDraft] = useState<Draft>({ ...EMPTY, target: page.sites[0]?.target ?? '' });
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const submit = async () => {
    const { target, kind, about, text, hours, request } = draft;
    const said = {
      ...{ target, kind, text, until: Math.round(clockAt(Date.now())) + Number(hours) * HOUR_MS },
      from: about === NOW ? null : Number(about),
    };
    const byRequest = page.right === 'by_request' ? { request } : {};
    if ((await act.send('/api/statements', { ...said, ...byRequest })) === null) return;
    change({ text: '', request: '' });
    reload();
  };
  return (
    <ActForm {...act} label={words.makeStatement} submit={() => void submit()}>
      <AboutFields page={page} draft={draft} change={change} />
      {draft.kind === 'measurement_error' && <p class="note">{words.errorNote}</p>}
      <FormField
        label={words.saidText}
        hint={words.saidTextHint}
        value={draft.text}
        change={(text) => change({ text })}
        input={{ maxLength: 500, autocomplete: 'off' }}
      />
      <SelectField
        label={words.shownFor}
        options={HOURS.map((each) => [each, words.forHours(Number(each))])}
        chosen={draft.hours}
        choose={(hours) => change({ hours })}
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

interface AboutProps {
  readonly page: MemberPartProps['page'];
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
}

/** On what it is said, and of what kind. */
function AboutFields({ page, draft, change }: AboutProps) {
  const words = useWords();
  const language = useLanguage();
  const times = timesOf(language, page.council.timezone);
  const site = page.sites.find((each) => each.target === draft.target);
  return (
    <>
      <SelectField
        label={words.colSite}
        options={page.sites.map((each) => [each.target, each.target])}
        chosen={draft.target}
        choose={(target) => change({ target, about: NOW })}
      />
      <SelectField
        label={words.saidAbout}
        options={aboutOptions(site, (from) => times.full(from), language, words.aboutNow)}
        chosen={draft.about}
        choose={(about) => change({ about })}
      />
      <SelectField
        label={words.contactKind}
        options={STATEMENT_KINDS.map((each) => [each, STATEMENT_LABELS[each][language]])}
        chosen={draft.kind}
        choose={(kind) => change({ kind })}
      />
    </>
  );
}

/** The judgement of now, and those that are over, by when they began. */
function aboutOptions(
  site: MemberSiteDto | undefined,
  timeOf: (at: number) => string,
  language: 'ja' | 'en',
  now: string,
): readonly (readonly [string, string])[] {
  const over = (site?.troubles ?? []).filter(({ to }) => to !== null);
  return [
    [NOW, now],
    ...over.map(({ from, judgement }): readonly [string, string] => [
      `${from}`,
      `${timeOf(from)} ${JUDGEMENT_LABELS[judgement][language]}`,
    ]),
  ];
}
