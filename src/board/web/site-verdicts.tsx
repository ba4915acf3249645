import { PHASE_LABELS } from '../../core/words/labels.ts';
import type { JudgingDto, VerdictDto } from '../dto/judging.ts';
import { showDuration } from './duration.ts';
import { timesOf } from './format.ts';
import { JudgementSign } from './judgement-sign.tsx';
import { OneVantage } from './one-vantage.tsx';
import { useLanguage, useWords } from './words.ts';

export interface SiteVerdictsProps {
  readonly judging: Pick<JudgingDto, 'verdicts' | 'vantages'> | null;
  /** The site is measured over both families: each says which it is. */
  readonly several: boolean;
  readonly timezone: string;
  /** The board's clock, epoch ms. */
  readonly at: number;
}

/** What is said of each series of a site, since when, and why, in words and numbers. */
export function SiteVerdicts({ judging, several, timezone, at }: SiteVerdictsProps) {
  const words = useWords();
  if (judging === null) return null;
  const { verdicts, vantages } = judging;
  return (
    <section class="panel verdicts" aria-labelledby="verdicts">
      <header class="panel-head">
        <h2 id="verdicts">{words.colJudgement}</h2>
        <OneVantage vantages={vantages} />
      </header>
      {verdicts.length === 0 && <p class="note">{words.notJudgedYet}</p>}
      {verdicts.map((verdict) => (
        <SeriesVerdict
          key={verdict.family}
          verdict={verdict}
          several={several}
          timezone={timezone}
          at={at}
        />
      ))}
    </section>
  );
}

interface SeriesVerdictProps {
  readonly verdict: VerdictDto;
  readonly several: boolean;
  readonly timezone: string;
  readonly at: number;
}

function SeriesVerdict({ verdict, several, timezone, at }: SeriesVerdictProps) {
  const words = useWords();
  const language = useLanguage();
  const { family, judgement, ratio, since, phase, why } = verdict;
  const began = timesOf(language, timezone).short(since, at);
  return (
    <div class={`verdict is-${judgement}`}>
      <p class="verdict-says">
        {several && <span class="tag">IPv{family}</span>}
        <JudgementSign judgement={judgement} ratio={ratio} />
        <span class="num">{words.judgedSince(began, showDuration(at - since, words.spans))}</span>
        {phase !== null && (
          <span class="tag">
            {words.colMoved}: {PHASE_LABELS[phase][language]}
          </span>
        )}
      </p>
      <p>{why[language]}</p>
    </div>
  );
}
