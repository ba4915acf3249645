import { afterEach, beforeEach, expect, it } from 'vitest';
import { audienceOf, COUNCIL } from '../../../src/app/buckets/audience.ts';
import { nextRelease, type SectorRelease } from '../../../src/app/buckets/sector-minutes.ts';
import { SectorReleases } from '../../../src/app/buckets/sector-releases.ts';
import { sharedTargetsOf } from '../../../src/app/buckets/shared-targets.ts';
import type { Config } from '../../../src/core/config.ts';
import { type Judging, NOTHING_JUDGED } from '../../../src/core/ports/judging.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { isSomeOrMore } from '../../../src/share/rules/band.ts';
import type { SharedTarget, TargetState } from '../../../src/share/rules/shared-target.ts';
import { incidentOf } from '../../board/judging-fixture.ts';
import { drawCouncil, SECTORS } from '../../share/rules/worlds.ts';
import { removeDir, temporaryDir } from '../../store/embedded/opened.ts';
import { seeded } from '../../support/seeded.ts';
import { configOf } from '../notices/drawn-council.ts';

const MINUTE = 60_000;
/** Twenty minutes before midnight in Japan. */
const START = Date.UTC(2026, 10, 21, 14, 40);
const MINUTES = 45;
const PATTERN = '20261121-7';
/** In which a pattern goes on. */
const isPattern = (minute: number) => minute >= 4 && minute < 9;

let dir: string;
beforeEach(() => {
  dir = temporaryDir();
});
afterEach(() => removeDir(dir));

/** A council in which few are affected at a time, for some minutes, and some share otherwise in the end. */
class Course {
  readonly #random: () => number;
  readonly #states = new Map<string, TargetState>();
  #council: readonly SharedTarget[];
  config: Config;
  isPattern = false;

  constructor(random: () => number) {
    this.#random = random;
    this.#council = drawCouncil(random);
    this.config = configOf(this.#council);
  }

  get judging(): Judging {
    const pattern = incidentOf({
      ...{ id: PATTERN, pattern: 'cross-sector', subject: { kind: 'council' } },
      ...{ targets: [], since: START },
    });
    return {
      ...NOTHING_JUDGED,
      stateOf: (id) => ({ since: START, ...this.stateOf(id) }),
      openIncidents: () => (this.isPattern ? [pattern] : []),
    };
  }

  get viewers(): readonly Viewer[] {
    const members = new Map(this.#council.map(({ member, sector }) => [member, sector]));
    return [
      ...[...members].map(([member, sector]) => ({ kind: 'member', member, sector }) as const),
      { kind: 'council' },
      { kind: 'observer' },
    ];
  }

  stateOf(id: string): TargetState {
    return this.#states.get(id) ?? { judgement: 'normal', suspect: false, ratio: 1 };
  }

  go(minute: number): void {
    this.isPattern = isPattern(minute);
    for (const { id } of this.#council) {
      const isOther = this.#random() < (this.stateOf(id).judgement === 'normal' ? 0.006 : 0.2);
      const before = this.stateOf(id).judgement;
      const judgement = (before === 'normal') === isOther ? 'failing' : 'normal';
      this.#states.set(id, { judgement, suspect: false, ratio: 0.5 + this.#random() });
    }
    if (minute % 7 !== 6) return;
    this.#council = this.#council.map((each) =>
      this.#random() < 0.95 ? each : { ...each, consent: this.#random() < 0.5 ? 'own' : 'counted' },
    );
    this.config = configOf(this.#council);
  }
}

/** What each viewer is to be told, made for him alone by the rules. */
class ByRule {
  readonly #releases = new Map<string, SectorRelease>();
  readonly told = new Map<string, (string | null)[]>();
  readonly said = new Set<string>();

  take(course: Course, now: number): void {
    const { viewers, config, isPattern: isOn } = course;
    for (const [{ id: sector }, targets] of sharedTargetsOf(config)) {
      const query = { targets, timezone: 'Asia/Tokyo', now };
      for (const viewer of viewers) {
        const reads = audienceOf(viewer, sector) === 'outside' ? COUNCIL : viewer;
        const key = keyOf(viewer, sector);
        const stateOf = (id: string) => course.stateOf(id);
        const previous = this.#releases.get(key) ?? null;
        const next = nextRelease(reads, previous, { ...query, stateOf });
        this.#releases.set(key, next);
        const { band, ratio } = next.release;
        const before = this.told.get(key) ?? [];
        this.told.set(key, [...before, band && `${band.level} ${band.atLeast} ${ratio}`]);
        if (isOn && isSomeOrMore(band)) this.said.add(key);
      }
    }
  }

  of(viewer: Viewer, sector: string) {
    return this.#releases.get(keyOf(viewer, sector))?.release;
  }
}

function keyOf(viewer: Viewer, sector: string): string {
  return `${JSON.stringify(viewer)} ${sector}`;
}

/** Minute by minute, as the past has it. */
async function pastOf(releases: SectorReleases, viewer: Viewer, sector: string) {
  const to = START + MINUTES * MINUTE;
  const { bands, ratios } = (await releases.during(viewer, { from: START, to })).of(sector);
  return Array.from({ length: MINUTES }, (_, minute) => {
    const at = START + minute * MINUTE;
    const isThen = (run: { from: number; to: number }) => run.from <= at && at < run.to;
    const [band, ratio] = [bands.find(isThen), ratios.find(isThen)];
    return band === undefined ? null : `${band.level} ${band.atLeast} ${ratio?.ratio ?? null}`;
  });
}

it.each([3, 5, 8])(
  'tells each viewer what the rules make for him alone, now and then: %d',
  async (seed) => {
    const course = new Course(seeded(seed));
    const rule = new ByRule();
    const parts = {
      today: () => course.config,
      judging: course.judging,
      storeDir: dir,
      log: noLog,
    };
    let releases = await SectorReleases.open({ ...parts, now: START });
    for (let minute = 0; minute < MINUTES; minute += 1) {
      const now = START + minute * MINUTE;
      course.go(minute);
      releases.take(now + 1234);
      rule.take(course, now);
      await releases.keep();
      // A restart within the minute.
      if (minute % 10 === 8) releases = await SectorReleases.open({ ...parts, now });
      for (const viewer of course.viewers) {
        for (const { id } of SECTORS) {
          const where = `minute ${minute}, ${JSON.stringify(viewer)}, ${id}`;
          expect(releases.to(viewer, id)?.release, where).toEqual(rule.of(viewer, id));
        }
      }
    }
    const unlike = new Set<string>();
    for (const viewer of course.viewers) {
      for (const { id } of SECTORS) {
        const key = keyOf(viewer, id);
        expect(await pastOf(releases, viewer, id), key).toEqual(rule.told.get(key));
        expect(releases.saidDuring(viewer, id, PATTERN), key).toBe(rule.said.has(key));
        const isInside = viewer.kind === 'member' && viewer.sector === id;
        if (isInside && id !== 'rail')
          unlike.add(`${id} ${rule.said.has(key)} ${rule.told.get(key)}`);
      }
    }
    // Members of a sector were told different things, also whether there was anything in the pattern's time.
    expect(unlike.size).toBeGreaterThan(10);
    const saidIn = (sector: string) =>
      new Set(
        [...unlike].filter((each) => each.startsWith(sector)).map((each) => each.split(' ')[1]),
      );
    expect(SECTORS.some(({ id }) => saidIn(id).size === 2)).toBe(true);
  },
);
