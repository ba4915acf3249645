import type { JudgingDto } from '../dto/judging.ts';
import { timesOf } from './format.ts';
import { OneVantage } from './one-vantage.tsx';
import { toldOf } from './pattern-state.ts';
import { Sentence } from './sentence.tsx';
import { useLanguage, useWords } from './words.ts';

export interface JudgedLeadProps {
  /** null = not yet known. */
  readonly judging: JudgingDto | null;
  readonly timezone: string;
  /** The board's clock, epoch ms. */
  readonly at: number;
  /** Of the council, not of one sector. */
  readonly council: boolean;
  /** `h1` where the page has no other title. */
  readonly as: 'h1' | 'p';
}

/** The sentence that says what differs from normal now, and how far it reaches. */
export function JudgedLead({ judging, timezone, at, council, as: Tag }: JudgedLeadProps) {
  const words = useWords();
  const language = useLanguage();
  if (judging === null) return <Tag class="lead-sentence is-loading">{words.loading}</Tag>;
  const times = timesOf(language, timezone);
  const told = toldOf(judging, { language, council, time: (since) => times.short(since, at) });
  return (
    <Tag class={`lead-sentence says-${told.state.kind}`} aria-live="polite">
      <Sentence parts={words.state.pattern(told.state)} />
      <Sentence parts={words.state.beside(told.beside)} />{' '}
      <OneVantage vantages={judging.vantages} />
    </Tag>
  );
}
