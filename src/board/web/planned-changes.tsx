import type { ChangedFile } from '../../core/ports/config-history.ts';
import type { ToldChange, ToldField, ToldPlan } from '../../core/words/told-plan.ts';
import { showCount } from './format.ts';
import { TableHeads } from './table-heads.tsx';
import { useFew } from './use-few.tsx';
import { usePlanWords } from './use-plan-words.ts';
import { useLanguage } from './words.ts';

/** Changes shown until all are asked for. */
const FEW = 20;

/** What a plan does: by sector, and each change with its values before and after. */
export function PlannedChanges({ plan, label }: { plan: ToldPlan; label: string }) {
  const words = usePlanWords();
  const language = useLanguage();
  const { shown, button } = useFew(plan.changes, FEW);
  if (plan.changes.length === 0) return <p class="note">{words.planNoChange}</p>;
  return (
    <>
      <SectorCounts plan={plan} />
      <table class="keys plan-changes" aria-label={label}>
        <TableHeads heads={[words.colChange, words.colWhat, words.colContent]} />
        <tbody>
          {shown.map((change, index) => (
            <ChangeRow key={index} change={change} />
          ))}
        </tbody>
      </table>
      {button}
      {plan.more > 0 && <p class="note">{words.planMore(showCount(plan.more, language))}</p>}
    </>
  );
}

function SectorCounts({ plan: { sectors } }: { plan: ToldPlan }) {
  const words = usePlanWords();
  const language = useLanguage();
  if (sectors.length === 0) return null;
  const text = (count: number) => showCount(count, language);
  return (
    <ul class="plan-sectors num">
      {sectors.map(({ sector, change, added, removed, renamed, changed, kept }) => (
        <li key={sector}>
          {words.planSector(
            {
              ...{ sector, added: text(added), removed: text(removed) },
              ...{ renamed: text(renamed), changed: text(changed), kept: text(kept) },
            },
            change,
          )}
        </li>
      ))}
    </ul>
  );
}

function ChangeRow({ change: told }: { change: ToldChange }) {
  const words = usePlanWords();
  const language = useLanguage();
  const { change, what, member, url, fields, note } = told;
  return (
    <tr class={`is-${change}`}>
      <th scope="row">
        <span class="tag">{words.changes[change]}</span>
      </th>
      <td data-label={words.colWhat}>
        <code>{what[language]}</code>
        {member !== null && <small>{member[language]}</small>}
      </td>
      <td data-label={words.colContent}>
        {url !== null && <span class="plan-value">{url}</span>}
        {fields.length > 0 && (
          <ul class="plan-fields">
            {fields.map((field) => (
              <FieldLine key={field.name.en} field={field} />
            ))}
          </ul>
        )}
        {note?.[language]}
        {url === null && fields.length === 0 && note === null && '–'}
      </td>
    </tr>
  );
}

function FieldLine({ field: { name, before, after, note } }: { field: ToldField }) {
  const language = useLanguage();
  return (
    <li>
      {name[language]}: <del class="plan-value">{before[language]}</del> →{' '}
      <ins class="plan-value">{after[language]}</ins>
      {note?.[language]}
    </li>
  );
}

/** By their paths below the configuration's folder. */
export function ChangedFiles({ files }: { files: readonly ChangedFile[] }) {
  const words = usePlanWords();
  if (files.length === 0) return null;
  return (
    <p class="note plan-files">
      {words.planFiles}:{' '}
      {files.map(({ file, change }, index) => (
        <span key={file}>
          {index > 0 && ', '}
          <code>{file}</code> ({words.fileChanges[change]})
        </span>
      ))}
    </p>
  );
}
