import type { CountsDto, SinceDto } from '../dto.ts';
import { timesOf } from './format.ts';
import type { SinceState, StatePart } from './state-words.ts';
import { useLanguage, useWords } from './words.ts';

/** The pieces of a sentence, numbers set large. */
export function Sentence({ parts }: { parts: readonly StatePart[] }) {
  return (
    <>
      {parts.map(({ text, kind }, index) => (
        <span key={index} class={`lead-${kind}`}>
          {text}
        </span>
      ))}
    </>
  );
}

export interface CountsLeadProps {
  readonly counts: CountsDto;
  /** Sectors that have a failing site; null on the page of one sector. */
  readonly sectors: number | null;
  readonly timezone: string;
  /** The board's clock, epoch ms. */
  readonly at: number;
}

/** The bar's parts. */
const PARTS = [
  'success',
  'failure',
  'blocked',
  'suspect',
  'missed',
  'maintenance',
  'waiting',
  'stopped',
] as const;

/** The sentence that says how many sites do how, and the same as a bar. */
export function CountsLead(props: CountsLeadProps) {
  const { counts, sectors, timezone, at } = props;
  const words = useWords();
  const since = useSince(counts.failingSince, timezone, at);
  return (
    <>
      <p class="lead-counts">
        {counts.targets === 0 ? (
          words.noSites
        ) : (
          <Sentence parts={words.state.counts({ counts, sectors, since })} />
        )}
      </p>
      <div class="share" aria-hidden="true">
        {PARTS.map((part) => (
          <i key={part} class={`share-${part}`} style={{ flexGrow: counts[part] }} />
        ))}
      </div>
    </>
  );
}

/** Since when, as it is read at `at`: the time of day, with the day where it is another one. */
export function useSince(since: SinceDto | null, timezone: string, at: number): SinceState | null {
  const language = useLanguage();
  if (since === null) return null;
  return { at: timesOf(language, timezone).short(since.at, at), orEarlier: since.orEarlier };
}
