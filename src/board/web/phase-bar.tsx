import { PHASE_LABELS } from '../../core/words/labels.ts';
import { PHASES } from '../../core/words/outcome.ts';
import type { NewestDto } from '../dto.ts';
import { showMs } from './format.ts';
import { useLanguage, useWords } from './words.ts';

/** The phases of one probe in a row, to a common scale; what lies beyond it is torn off. */
export function PhaseBar({ newest, scaleMs }: { newest: NewestDto; scaleMs: number }) {
  const language = useLanguage();
  const words = useWords();
  const { phases, totalMs, outcome } = newest;
  const done = PHASES.filter((phase) => phases[phase] !== null);
  const spoken = done.map(
    (phase) => `${PHASE_LABELS[phase][language]} ${showMs(phases[phase], language)}`,
  );
  const beyond = (totalMs ?? 0) > scaleMs;
  if (beyond) spoken.push(words.beyondScale);
  const label = `${words.phasesLabel}: ${spoken.join(', ')}`;
  let at = 0;
  return (
    <span class={beyond ? 'phase-bar is-beyond' : 'phase-bar'}>
      <svg viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label={label}>
        <title>{spoken.join('\n')}</title>
        {done.map((phase) => {
          const x = at;
          const width = ((phases[phase] ?? 0) / scaleMs) * 1000;
          at += width;
          const failed = outcome === 'failure' && phase === 'other';
          return (
            <rect
              key={phase}
              class={failed ? 'ph-failed' : `ph-${phase}`}
              x={x.toFixed(1)}
              width={Math.max(0, Math.min(width, 1000 - x)).toFixed(1)}
              height="10"
            />
          );
        })}
      </svg>
    </span>
  );
}

/** What the colours of the phases mean. */
export function PhaseLegend() {
  const language = useLanguage();
  return (
    <ul class="legend">
      {PHASES.map((phase) => (
        <li key={phase}>
          <i class={`ph-${phase}`} aria-hidden="true" />
          {PHASE_LABELS[phase][language]}
        </li>
      ))}
    </ul>
  );
}

const SCALES_MS = [50, 100, 200, 300, 400, 600, 800, 1000, 1500, 2000, 3000, 5000, 8000, 12_000];

/** A scale that holds all but the slowest twentieth, ms. */
export function scaleOf(totals: readonly number[]): number {
  const sorted = Float64Array.from(totals).sort();
  const high = sorted[Math.floor(sorted.length * 0.95)] ?? 0;
  return SCALES_MS.find((scale) => scale >= high) ?? 30_000;
}
