import { type Config, targetsOf } from '../../core/config.ts';
import { noLog } from '../../core/ports/log.ts';
import type { TimeRange } from '../../core/ports/sample-store.ts';
import { addDays } from '../../core/time/date-arithmetic.ts';
import { localDateOf } from '../../core/time/local-date.ts';
import { readTime } from '../../core/time/read-time.ts';
import type { StoppedTarget } from '../../core/words/audit.ts';
import type { ReplayedCouncil } from '../../judge/replay.ts';
import { placeOf } from '../../practice/site-place.ts';
import { maintenanceBookOf } from '../../schedule/maintenance/maintenance-book.ts';
import { configToday } from '../config-today.ts';
import { keptFacts } from '../facts/kept-facts.ts';
import { judgedOn } from '../judging.ts';
import { scheduledTargets } from '../scheduled-targets.ts';

export interface CouncilsParts {
  readonly config: Config;
  readonly storeDir: string;
  readonly stopped: readonly StoppedTarget[];
}

/** What a configuration had put in force at each moment of the past, had it been there. */
export class CouncilsByDay {
  readonly #parts: CouncilsParts;
  readonly #facts: ReplayedCouncil['facts'];

  private constructor(parts: CouncilsParts, facts: ReplayedCouncil['facts']) {
    this.#parts = parts;
    this.#facts = facts;
  }

  static async of(parts: CouncilsParts): Promise<CouncilsByDay> {
    const { config, storeDir } = parts;
    const series = scheduledTargets(config, practiceUrls(config));
    return new CouncilsByDay(parts, await keptFacts(storeDir, series, config));
  }

  /** When another council may begin within a range: midnights of the zone, and stops; ascending, each once. */
  cuts({ from, to }: TimeRange): readonly number[] {
    const { timezone } = this.#parts.config.council;
    const cuts = this.#parts.stopped.map(({ at }) => at);
    for (let date = localDateOf(from, timezone), at = from; at < to; cuts.push(at)) {
      date = addDays(date, 1);
      at = readTime(date, timezone) ?? to;
    }
    const within = cuts.filter((cut) => cut > from && cut < to);
    return [...new Set(within)].sort((a, b) => a - b);
  }

  /** Of the configuration at `at`, epoch ms, without what was stopped by then. */
  at(at: number): ReplayedCouncil {
    const { config, stopped } = this.#parts;
    const today = configToday(config, at, noLog);
    const gone = new Set(stopped.filter((each) => each.at <= at).map(({ target }) => target));
    return {
      council: judgedOn(today, (target) => gone.has(target)),
      maintenanceOf: maintenanceBookOf(today).maintenanceOf,
      facts: this.#facts,
    };
  }
}

/** Facts are found by the host that a site has in the practice council, on whatever port. */
function practiceUrls(config: Config): ((id: string) => string) | null {
  if (!config.practice) return null;
  const hosts = new Map(
    targetsOf(config).map(({ target, member }) => {
      return [target.id, placeOf({ id: target.id, member: member.id }).host];
    }),
  );
  return (id) => `https://${hosts.get(id) ?? id}/`;
}
