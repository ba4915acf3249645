import { PHASE_LABELS } from '../../core/words/labels.ts';
import { PHASES, type Phase } from '../../core/words/outcome.ts';
import type { Hop, ProbeRecord } from '../../core/words/probe-record.ts';
import { showCount, showExactMs } from './format.ts';
import { useLanguage, useWords } from './words.ts';

interface Step {
  readonly phase: Phase;
  /** From the start of the probe. */
  readonly startMs: number;
  /** null = the phase did not happen. */
  readonly durationMs: number | null;
  readonly failed: boolean;
}

/** The phases of every hop one below the other, each where it lay in the probe. */
export function Waterfall({ record }: { record: ProbeRecord }) {
  const words = useWords();
  const language = useLanguage();
  const { sample, hops } = record;
  const totalMs = sample.totalMs;
  if (totalMs === null || hops.length === 0) return null;
  let start = 0;
  const told = hops.map((hop, index) => {
    const from = start;
    start += hop.totalMs;
    const failedPhase = index === hops.length - 1 ? sample.failedPhase : null;
    return { hop, steps: stepsOf(hop, from, failedPhase) };
  });
  return (
    <table class="waterfall">
      <thead>
        <tr>
          <th scope="col">{words.phase}</th>
          <td />
          <th scope="col" class="num">
            {words.duration}
          </th>
        </tr>
      </thead>
      {told.map(({ hop, steps }, index) => (
        <tbody key={index}>
          <tr class="hop-row">
            <th scope="rowgroup" colSpan={3}>
              {hops.length > 1 && (
                <span class="tag hop-tag">
                  {words.hop(showCount(index + 1, language), showCount(hops.length, language))}
                </span>
              )}
              <span class="hop-url">{hop.url}</span>
              <span class="num">{hop.statusCode ?? ''}</span>
            </th>
          </tr>
          {steps.map((step) => (
            <StepRow key={step.phase} step={step} totalMs={totalMs} />
          ))}
        </tbody>
      ))}
      <tfoot>
        <tr>
          <th scope="row">{words.total}</th>
          <td />
          <td class="num">
            <b>{showExactMs(totalMs, language)}</b>
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function StepRow({ step, totalMs }: { step: Step; totalMs: number }) {
  const words = useWords();
  const language = useLanguage();
  const { phase, startMs, durationMs, failed } = step;
  const x = (startMs / totalMs) * 1000;
  const width = Math.max(2, ((durationMs ?? 0) / totalMs) * 1000);
  return (
    <tr class={failed ? 'is-failed' : durationMs === null ? 'is-absent' : ''}>
      <th scope="row">
        <i class={failed ? 'ph-failed' : `ph-${phase}`} aria-hidden="true" />
        {PHASE_LABELS[phase][language]}
      </th>
      <td class="waterfall-cell">
        <svg viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true">
          {durationMs !== null && (
            <rect
              class={failed ? 'ph-failed' : `ph-${phase}`}
              x={Math.min(x, 998).toFixed(1)}
              width={Math.min(width, 1000 - Math.min(x, 998)).toFixed(1)}
              height="12"
            />
          )}
        </svg>
      </td>
      <td class="num">
        {failed
          ? words.unfinished
          : durationMs === null
            ? words.notDone
            : showExactMs(durationMs, language)}
      </td>
    </tr>
  );
}

/**
 * The phases of a hop from `from` on, in their order; `other`, which lies between them, is put last.
 * A phase that was in progress at the failure has its time in `other` and is drawn with it.
 */
function stepsOf(hop: Hop, from: number, failedPhase: Phase | null): readonly Step[] {
  let at = from;
  return PHASES.flatMap((phase): readonly Step[] => {
    const failed = phase === failedPhase;
    const durationMs = failed ? hop.phases.other : hop.phases[phase];
    if (phase === 'other' && failedPhase !== null && failedPhase !== 'other') return [];
    const step = { phase, startMs: at, durationMs, failed };
    at += durationMs ?? 0;
    return [step];
  });
}
