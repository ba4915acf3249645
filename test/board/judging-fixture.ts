import type { JudgedSeries, Judging, OwnNetworkDoubt } from '../../src/core/ports/judging.ts';
import type { Incident, IncidentSubject, Pattern } from '../../src/core/words/incident.ts';
import type { Judgement, Verdict } from '../../src/core/words/judgement.ts';

/** What is said of a site: a slow one waits three times as long as ever. */
export function verdictOf(judgement: Judgement, since: number): Verdict {
  const isSlow = judgement === 'slow';
  return {
    judgement,
    since,
    ratio: isSlow ? 3 : null,
    normalMs: 180,
    deviation: isSlow ? 8.5 : null,
    phase: isSlow ? 'wait' : 'connect',
    scope: null,
    why: isSlow
      ? { ja: '平常 180 ms に対し 540 ms（3.0 倍）。', en: '540 ms against 180 ms (3.0 times).' }
      : { ja: '失敗が続けて確認されました。', en: 'Failures were confirmed in a row.' },
  };
}

export interface IncidentShape {
  readonly id: string;
  readonly pattern: Pattern;
  readonly subject: IncidentSubject;
  /** Target ids, `<sector>-0001-home` as the fixture's. */
  readonly targets: readonly string[];
  readonly since: number;
  readonly more?: Partial<Incident>;
}

/** An incident that goes on, with its evidence and its beginning. */
export function incidentOf(shape: IncidentShape): Incident {
  const { id, pattern, subject, targets, since, more } = shape;
  return {
    ...{ id, pattern, subject, since },
    openedAt: since + 60_000,
    endedAt: null,
    ending: null,
    mergedInto: null,
    severity: targets.length * 10,
    targets: targets.map((target) => ({
      ...{ target, member: target.slice(0, -5), sector: target.slice(0, -10) },
      ...{ from: since, to: null, judgement: 'slow', ratio: 3, phase: 'wait' },
    })),
    evidence: [],
    timeline: [
      { at: since + 60_000, kind: 'opened', text: { ja: '始まりました。', en: 'Began.' } },
    ],
    ...more,
  };
}

export interface FakeJudging extends Judging {
  /** From now on it says this. */
  say(what: {
    readonly series?: readonly JudgedSeries[];
    readonly incidents?: readonly Incident[];
    readonly ownNetwork?: OwnNetworkDoubt | null;
  }): void;
}

/** A judge that says what it is told to; of what it is not told, that it is normal over IPv4. */
export function createFakeJudging(): FakeJudging {
  let version = 0;
  let series: readonly JudgedSeries[] = [];
  let incidents: readonly Incident[] = [];
  let doubt: OwnNetworkDoubt | null = null;
  return {
    get version() {
      return version;
    },
    verdictOf: (target, family) =>
      series.find((each) => each.target === target && each.family === family)?.verdict ??
      (version > 0 && family === 4 ? verdictOf('normal', 0) : null),
    stateOf: () => null,
    notable: () => series.filter(({ verdict }) => verdict.judgement !== 'normal'),
    openIncidents: () => [...incidents],
    ownNetwork: () => doubt,
    say(what) {
      version += 1;
      series = what.series ?? [];
      incidents = what.incidents ?? [];
      doubt = what.ownNetwork ?? null;
    },
  };
}
