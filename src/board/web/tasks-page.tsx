import { useState } from 'preact/hooks';
import type { Language } from '../../core/words/language.ts';
import type { TaskDto, TaskListDto } from '../dto/statement.ts';
import { ActForm, FormField } from './form-field.tsx';
import { timesOf } from './format.ts';
import { Frame } from './frame.tsx';
import { later } from './later.tsx';
import { DRILLS_PATH, memberPath, NOTES_PATH, targetPath } from './route.ts';
import { SaidText } from './said.tsx';
import { SelectField } from './select-field.tsx';
import { useAct } from './use-act.ts';
import { useMinutely } from './use-minutely.ts';
import { useNow } from './use-now.ts';
import { useLanguage, useWords } from './words.ts';

/** What members say was measured wrongly, for the operator to answer. */
export function TasksPage({ choose }: { choose: (language: Language) => void }) {
  const words = useWords();
  const { data, marking, freshness, failure, reload } = useMinutely<TaskListDto>('/api/tasks');
  return (
    <Frame
      title={words.tasks}
      here="tasks"
      {...{ choose, marking, freshness }}
      council={data?.council}
    >
      <div class="member-page">
        <h1>{words.tasks}</h1>
        <p>
          <a href={DRILLS_PATH}>{words.acts.navDrills}</a> ·{' '}
          <a href={NOTES_PATH}>{words.navNotes}</a>
        </p>
        <p class="note">{words.tasksNote}</p>
        {data === null ? (
          <p class="notice" role="status">
            {failure === null ? words.loading : words.failedToLoad}
          </p>
        ) : (
          <>
            {data.tasks.length === 0 && <p class="notice">{words.noTasks}</p>}
            {data.tasks.map((task) => (
              <Task
                key={task.statement.id}
                task={task}
                timezone={data.council.timezone}
                reload={reload}
              />
            ))}
          </>
        )}
        <WaitingPanels />
      </div>
    </Frame>
  );
}

const WaitingPanels = later(async () => (await import('./waiting-panels.tsx')).WaitingPanels);

interface TaskProps {
  readonly task: TaskDto;
  readonly timezone: string;
  readonly reload: () => void;
}

function Task({ task, timezone, reload }: TaskProps) {
  const words = useWords();
  const language = useLanguage();
  const now = useNow(30_000);
  const times = timesOf(language, timezone);
  const { member, statement } = task;
  const { id, target, from, at, actor, request, answer } = statement;
  return (
    <section class="panel" aria-labelledby={`task-${id}`}>
      <h2 id={`task-${id}`}>
        <a href={memberPath(member.id)}>{member.name[language]}</a>{' '}
        <small>
          <a href={targetPath(target)}>{target}</a>
        </small>{' '}
        <span class="tag">{answer === null ? words.taskOpen : words.taskAnswered}</span>
      </h2>
      <p>
        <SaidText statement={statement} at={now} />
      </p>
      <p class="note">
        {words.taskAbout(times.full(from))}{' '}
        {words.saidBy(
          times.full(at),
          request === null ? actor : `${actor}, ${words.byRequest(request)}`,
        )}
      </p>
      {answer === null && <AnswerForm id={id} reload={reload} />}
    </section>
  );
}

function AnswerForm({ id, reload }: { id: string; reload: () => void }) {
  const words = useWords();
  const act = useAct();
  const [answer, setAnswer] = useState<'agree' | 'decline'>('agree');
  const [text, setText] = useState('');
  const submit = async () => {
    const isAgreed = answer === 'agree';
    if (isAgreed && !confirm(words.confirmAgree)) return;
    if ((await act.send('/api/tasks/answer', { id, isAgreed, text })) !== null) reload();
  };
  return (
    <ActForm {...act} label={words.giveAnswer} submit={() => void submit()}>
      <SelectField
        label={words.answer}
        options={[
          ['agree', words.agree],
          ['decline', words.decline],
        ]}
        chosen={answer}
        choose={setAnswer}
      />
      {answer === 'agree' && <p class="note">{words.agreeNote}</p>}
      <FormField
        label={words.answerText}
        hint={words.saidTextHint}
        value={text}
        change={setText}
        input={{ maxLength: 500, autocomplete: 'off' }}
      />
    </ActForm>
  );
}
