import { openEmbeddedReader } from '../../src/store/embedded/reader.ts';
import { numberText } from '../report/goal.ts';
import type { Section } from '../report/page.ts';
import { percentile } from '../report/percentile.ts';

/** What the samples of a stretch say of the probing. */
export interface Stretch {
  readonly samples: number;
  readonly missed: number;
  readonly suspects: number;
  readonly lateP50Ms: number | null;
  readonly lateP99Ms: number | null;
  readonly lateMaxMs: number | null;
}

/** First attempts with their slot in [from, to), epoch ms. */
export async function stretchOf(dir: string, from: number, to: number): Promise<Stretch> {
  const reader = openEmbeddedReader(dir);
  const lateness: number[] = [];
  let samples = 0;
  let missed = 0;
  let suspects = 0;
  for await (const block of reader.scan({ from, to })) {
    for (const sample of block) {
      samples += 1;
      if (sample.outcome === 'missed') missed += 1;
      if (sample.validity === 'suspect') suspects += 1;
      if (sample.startedAt !== null) lateness.push(sample.startedAt - sample.scheduledAt);
    }
  }
  await reader.close();
  return {
    samples,
    missed,
    suspects,
    lateP50Ms: percentile(lateness, 0.5),
    lateP99Ms: percentile(lateness, 0.99),
    lateMaxMs: percentile(lateness, 1),
  };
}

/** Slots that gaps count as not used, since `from`. */
export async function slotsInGaps(dir: string, from: number): Promise<number> {
  const reader = openEmbeddedReader(dir);
  const gaps = await reader.gaps({ from, to: Number.MAX_SAFE_INTEGER });
  await reader.close();
  return gaps.filter((gap) => gap.from >= from).reduce((sum, { slots }) => sum + slots, 0);
}

/** Probing beside something else: a line for each stretch, in the order given. */
export function stretchSection(
  heading: string,
  stretches: Readonly<Record<string, Stretch>>,
): Section {
  const rows = Object.entries(stretches).map(([when, stretch]) => [
    when,
    numberText(stretch.samples),
    numberText(stretch.missed),
    numberText((100 * stretch.suspects) / Math.max(1, stretch.samples)),
    ...[stretch.lateP50Ms, stretch.lateP99Ms, stretch.lateMaxMs].map(numberText),
  ]);
  const head = ['when', 'samples', 'missed', 'suspect %', 'late p50 ms', 'p99', 'largest'];
  return { heading, paragraphs: [], table: { head, rows } };
}
