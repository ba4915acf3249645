import { background } from '../../core/background.ts';
import type { Log } from '../../core/ports/log.ts';
import type { SiteTime } from '../../practice/drill/site-world.ts';
import { changesOf, effectsAt } from '../../practice/drill/timeline.ts';
import type { Practice } from '../../practice/practice.ts';
import type { DrillRun } from './drill-run.ts';

/** Lets what the scenario says befall the sites, from the drill's beginning on. */
export interface DrillPlay {
  /** Nothing more happens; what the sites do stays. */
  close(): void;
}

/** The drill's clock must run. */
export function playDrill(run: DrillRun, practice: Practice, log: Log): DrillPlay {
  const { clock, mark, timeline, scenario } = run;
  const changes = changesOf(timeline).filter((at) => at > 0 && at < scenario.lengthMs);
  const time = siteTimeOf(run);
  let cancel = (): void => {};
  const elapsedMs = () => clock.now() - mark.from;
  const show = (): void => {
    const effects = effectsAt(timeline, elapsedMs());
    log.info('drill.changed', { id: mark.id, at: clock.now(), sites: effects.size });
    background(practice.change({ effects, time }), 'drill.change', log);
  };
  const next = (): void => {
    while (changes[0] !== undefined && changes[0] <= elapsedMs()) changes.shift();
    const at = changes[0] ?? scenario.lengthMs;
    cancel = clock.after(Math.max(0, at - elapsedMs()), () => {
      // A timer may fire a moment before the clock shows its time.
      if (elapsedMs() < at) return next();
      if (changes.length === 0) return run.onEnd();
      show();
      next();
    });
  };
  show();
  next();
  return { close: () => cancel() };
}

function siteTimeOf({ clock, mark }: DrillRun): SiteTime | null {
  const { begunAt, speed } = clock;
  return begunAt === null ? null : { realAt: begunAt, at: mark.from, speed };
}
