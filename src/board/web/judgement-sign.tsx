import { JUDGEMENT_LABELS, type Judgement } from '../../core/words/judgement.ts';
import type { VerdictDto } from '../dto/judging.ts';
import { showRatio } from './format.ts';
import { Said } from './said.tsx';
import { useLanguage, useWords } from './words.ts';

/** A judgement by a shape; colour only repeats it. The word stands beside it. */
export function JudgementGlyph({ judgement }: { judgement: Judgement }) {
  return (
    <svg class={`glyph judged is-${judgement}`} viewBox="0 0 16 16" aria-hidden="true">
      {shapeOf(judgement)}
    </svg>
  );
}

function shapeOf(judgement: Judgement) {
  switch (judgement) {
    case 'normal':
      return <circle cx="8" cy="8" r="3.6" />;
    case 'slow':
      return <path d="M8 1.6 15 14H1z" />;
    case 'failing':
      return (
        <>
          <rect x="1" y="1" width="14" height="14" rx="2.5" />
          <path class="glyph-sign" d="m5 5 6 6m0-6-6 6" />
        </>
      );
    case 'flapping':
      return <path class="glyph-line" d="M1 11.5 5 4l3.2 8L12 4l3 7.5" />;
    case 'blocked':
      return (
        <>
          <circle class="glyph-line" cx="8" cy="8" r="6" />
          <path class="glyph-line" d="M4.8 8h6.4" />
        </>
      );
    case 'maintenance':
      return <path class="glyph-line" d="M3 4.5h10M3 8h10M3 11.5h10" />;
    case 'unknown':
      return <path class="glyph-line" d="M8 2.2 13.8 8 8 13.8 2.2 8z" />;
    default:
      return judgement satisfies never;
  }
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
