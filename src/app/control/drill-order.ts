import { z } from 'zod';
import { isOneLine } from '../../core/one-line.ts';
import type { Text } from '../../core/words/language.ts';

const actor = z.string().max(100).refine(isOneLine);

/** What somebody wants done about drills. `at`: when it was asked, epoch ms. */
export const drillOrderSchema = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('drill-start'),
    scenario: z.string().max(63),
    speed: z.int().min(1),
    at: z.int(),
    actor,
  }),
  z.object({ action: z.literal('drill-stop'), at: z.int(), actor }),
]);
export type DrillOrder = z.output<typeof drillOrderSchema>;
export type DrillStart = Extract<DrillOrder, { action: 'drill-start' }>;

const text = z.object({ ja: z.string(), en: z.string() });

const note = z.object({
  act: z.int(),
  sites: z.int(),
  sector: z.string().nullable(),
  insteadOf: z.string().nullable(),
  related: z.int(),
});

/** What came of it. */
export const drillOutcomeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('drill_started'),
    id: z.string(),
    title: text,
    /** Store and state of the drill. */
    dir: z.string(),
    /** Of the board. */
    url: z.string(),
    /** Of the replayed day, epoch ms. */
    from: z.int(),
    to: z.int(),
    speed: z.int(),
    everyMinutes: z.int(),
    notes: z.array(note),
  }),
  z.object({ kind: z.literal('drill_ended'), id: z.string(), title: text }),
  /** One runs already, and keeps on. */
  z.object({ kind: z.literal('drill_runs'), id: z.string(), title: text }),
  z.object({ kind: z.literal('no_drill') }),
  /** Nothing was changed, for the reason given. */
  z.object({ kind: z.literal('drill_refused'), text }),
]);
export type DrillOutcome = z.output<typeof drillOutcomeSchema>;
export type DrillStarted = Extract<DrillOutcome, { kind: 'drill_started' }>;

/** Who carries out orders about drills. */
export interface DrillDesk {
  /**
   * Never rejects for what an order says. `id`: of the request; one that comes twice, before and after
   * the service was replaced, is carried out once.
   */
  take(id: string, order: DrillOrder): Promise<DrillOutcome>;
}

export const PUBLIC_TARGETS: Text = {
  ja: '訓練は模擬サイトでだけ行えます。このサービスは実際のサイトを計測しているため、始めません',
  en: 'a drill is possible with practice sites only; this service measures real sites, so none is begun',
};
