import { JUDGEMENT_LABELS, JUDGEMENT_WEIGHTS, type Judgement } from '../../core/words/judgement.ts';
import { showCount } from './format.ts';
import { JudgementGlyph } from './judgement-sign.tsx';
import { useLanguage } from './words.ts';

/** How many sites of a sector differ from their normal, and how; null = not known yet. */
export function AffectedCell({ affected }: { affected: ReadonlyMap<Judgement, number> | null }) {
  const language = useLanguage();
  if (affected === null) return <td class="c-affected">–</td>;
  const told = [...affected].sort(([a], [b]) => JUDGEMENT_WEIGHTS[b] - JUDGEMENT_WEIGHTS[a]);
  const total = told.reduce((sum, [, n]) => sum + n, 0);
  return (
    <td class="c-affected num">
      {total === 0 ? <span class="none">0</span> : <b>{showCount(total, language)}</b>}
      {told.map(([judgement, n]) => [
        ' ',
        <small key={judgement} title={JUDGEMENT_LABELS[judgement][language]}>
          <JudgementGlyph judgement={judgement} />{' '}
          <span class="affected-word">{JUDGEMENT_LABELS[judgement][language]}</span>{' '}
          {showCount(n, language)}
        </small>,
      ])}
    </td>
  );
}
