import { JUDGEMENT_LABELS, type Judgement } from '../../core/words/judgement.ts';
import { JUDGEMENT_SHAPES } from '../../core/words/sign-shapes.ts';
import type { VerdictDto } from '../dto/judging.ts';
import { showRatio } from './format.ts';
import { Said } from './said.tsx';
import { SignPaths } from './sign-paths.tsx';
import { useLanguage, useWords } from './words.ts';

/** A judgement by a shape; colour only repeats it. The word stands beside it. */
export function JudgementGlyph({ judgement }: { judgement: Judgement }) {
  return (
    <svg class={`glyph judged is-${judgement}`} viewBox="0 0 16 16" aria-hidden="true">
      <SignPaths shapes={JUDGEMENT_SHAPES[judgement]} />
    </svg>
  );
}

export interface JudgementSignProps {
  readonly judgement: Judgement;
  /** Response time over normal; null = not known. */
  readonly ratio: number | null;
}

/** A judgement as sign and word, with how many times slower. */
export function JudgementSign({ judgement, ratio }: JudgementSignProps) {
  const words = useWords();
  const language = useLanguage();
  return (
    <span class={`judgement is-${judgement}`}>
      <JudgementGlyph judgement={judgement} />
      {JUDGEMENT_LABELS[judgement][language]}
      {judgement === 'slow' && ratio !== null && (
        <b class="num">{words.ratio(showRatio(ratio, language))}</b>
      )}
    </span>
  );
}

/** What is said of a series in a table, by us and by its member: faint where it is normal, a dash before it was measured. */
export function JudgementCell(props: {
  verdict: VerdictDto | null;
  known: boolean;
  target: string;
  at: number;
}) {
  const { verdict, known, target, at } = props;
  return (
    <td class={verdict === null ? 'c-judged is-normal' : 'c-judged'}>
      {verdict === null && !known ? (
        '–'
      ) : (
        <JudgementSign judgement={verdict?.judgement ?? 'normal'} ratio={verdict?.ratio ?? null} />
      )}
      <Said target={target} at={at} />
    </td>
  );
}
