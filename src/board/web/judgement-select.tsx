import {
  JUDGEMENT_LABELS,
  JUDGEMENT_WEIGHTS,
  JUDGEMENTS,
  type Judgement,
} from '../../core/words/judgement.ts';
import { showCount } from './format.ts';
import type { JudgementFilter } from './judged-sites.ts';
import { useLanguage, useWords } from './words.ts';

export interface JudgementSelectProps {
  readonly counts: ReadonlyMap<Judgement, number>;
  readonly chosen: JudgementFilter;
  readonly choose: (filter: JudgementFilter) => void;
}

/** Narrows a list to what is judged so; offers what there is. */
export function JudgementSelect({ counts, chosen, choose }: JudgementSelectProps) {
  const words = useWords();
  const language = useLanguage();
  const there = JUDGEMENTS.filter((kind) => counts.has(kind) || kind === chosen).toSorted(
    (a, b) => JUDGEMENT_WEIGHTS[b] - JUDGEMENT_WEIGHTS[a],
  );
  const notNormal = [...counts].reduce((sum, [kind, n]) => sum + (kind === 'normal' ? 0 : n), 0);
  const options: readonly (readonly [JudgementFilter, string])[] = [
    ['all', words.filterAll],
    ['not-normal', words.filterNotNormal(showCount(notNormal, language))],
    ...there.map(
      (kind) =>
        [
          kind,
          words.filterOf(
            JUDGEMENT_LABELS[kind][language],
            showCount(counts.get(kind) ?? 0, language),
          ),
        ] as const,
    ),
  ];
  return (
    <label>
      <span class="order">{words.filterJudgement}</span>
      <select
        value={chosen}
        onChange={(event) => {
          const found = options.find(([kind]) => kind === event.currentTarget.value);
          if (found) choose(found[0]);
        }}
      >
        {options.map(([kind, text]) => (
          <option key={kind} value={kind}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
