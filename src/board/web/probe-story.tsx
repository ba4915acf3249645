import {
  BLAME_LABELS,
  PHASE_LABELS,
  REASON_SENTENCES,
  SUSPECT_LABELS,
} from '../../core/words/labels.ts';
import { PHASES } from '../../core/words/outcome.ts';
import type { ProbeRecord } from '../../core/words/probe-record.ts';
import type { Sample } from '../../core/words/sample.ts';
import { showMs, showPercent, timesOf } from './format.ts';
import { useLanguage, useWords } from './words.ts';

/** What happened in one probe, in sentences. */
export function ProbeStory({ record, timezone }: { record: ProbeRecord; timezone: string }) {
  const words = useWords();
  const language = useLanguage();
  const { sample } = record;
  const at = timesOf(language, timezone).full(sample.startedAt ?? sample.scheduledAt);
  const longest = longestPhase(sample);
  return (
    <div class={`story is-${sample.outcome}`}>
      <p>
        {sample.outcome === 'success' &&
          words.happenedSuccess(at, showMs(sample.totalMs, language))}
        {sample.outcome === 'failure' && words.happenedFailure(at)}
        {sample.outcome === 'missed' && words.happenedMissed(at)}{' '}
        {sample.outcome === 'success' &&
          longest &&
          words.happenedLongest(
            PHASE_LABELS[longest.phase][language],
            showMs(longest.ms, language),
            showPercent(longest.ratio, language),
          )}
        {sample.reason && REASON_SENTENCES[sample.reason][language]}{' '}
        {sample.failedPhase && words.happenedIn(PHASE_LABELS[sample.failedPhase][language])}
      </p>
      <p class="story-tags">
        {sample.blame && (
          <span class="tag">
            {words.blame}: {BLAME_LABELS[sample.blame][language]}
          </span>
        )}
        {sample.attempt === 2 && <span class="tag">{words.confirmation}</span>}
        {sample.suspectCause && (
          <span class="tag is-suspect">{SUSPECT_LABELS[sample.suspectCause][language]}</span>
        )}
      </p>
    </div>
  );
}

function longestPhase(sample: Sample) {
  const { totalMs, phases } = sample;
  if (totalMs === null || totalMs === 0) return null;
  const [phase] = PHASES.toSorted((a, b) => (phases[b] ?? 0) - (phases[a] ?? 0));
  if (phase === undefined) return null;
  const ms = phases[phase] ?? 0;
  return { phase, ms, ratio: ms / totalMs };
}
