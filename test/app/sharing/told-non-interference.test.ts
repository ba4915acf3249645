import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { drawCouncil, drawViewer, SECTORS } from '../../share/rules/worlds.ts';
import { removeDir, temporaryDir } from '../../store/embedded/opened.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { seeded } from '../../support/seeded.ts';
import { openSharedBoard } from './shared-board.ts';
import { type ToldMinute, ToldWorld } from './told-world.ts';
import { MINUTE, START, TIMES, Twin } from './twin-councils.ts';
import { drawVisible, type Visible } from './twin-parts.ts';

const RUNS = 40;
const OFFICE: Viewer = { kind: 'secretariat', sector: 'bank' };

let dirs: string[] = [];
beforeEach(() => {
  dirs = [];
});
afterEach(() => {
  for (const dir of dirs) removeDir(dir);
});

function newDir(): string {
  const dir = temporaryDir();
  dirs.push(dir);
  return dir;
}

/** A world with the councils that it becomes, minute by minute. */
interface Played {
  readonly world: ToldWorld;
  minute(minute: number): Promise<ToldMinute>;
  released(): string;
}

async function played(
  visible: Visible,
  hidden: () => number,
  isRestless: boolean,
): Promise<Played> {
  const { viewer } = visible;
  const twin = new Twin(visible, hidden, isRestless);
  const world = await ToldWorld.open(viewer, twin.at(0), newDir());
  return {
    world,
    minute: (minute) =>
      world.minute(twin.at(minute), () => (isRestless ? twin.at(minute, true) : null)),
    released: () =>
      JSON.stringify(
        SECTORS.map(({ id }) => {
          const { band, ratio, changedAt } = world.releases.to(viewer, id)?.release ?? {};
          return [id, band, ratio, band === null ? null : changedAt];
        }),
      ),
  };
}

/** What both twins tell, minute by minute, as long as they agree in what is released; it must be the same. */
async function toldAlike(visible: Visible, run: number): Promise<ToldMinute[]> {
  const one = await played(visible, seeded(run + 1), false);
  const other = await played(visible, seeded(run + 5001), true);
  const told: ToldMinute[] = [];
  for (let minute = 1; minute <= TIMES.end; minute += 1) {
    const [first, second] = [await one.minute(minute), await other.minute(minute)];
    if (other.released() !== one.released()) break;
    const where = `run ${run}, minute ${minute}, ${JSON.stringify(visible.viewer)}`;
    expect(second.notices, where).toEqual(first.notices);
    expect(textsOf(second), where).toEqual(textsOf(first));
    told.push(first);
  }
  return told;
}

/** In no order: they are written together. */
function textsOf({ points }: ToldMinute): string[] {
  return points.map((point) => JSON.stringify(point)).sort();
}

describe('notices, and the buckets of sectors', () => {
  it('tell the same where councils differ only in what the viewer may not see', async () => {
    const random = seeded(44);
    const told = {
      sites: 0,
      patterns: 0,
      around: 0,
      ends: 0,
      links: 0,
      points: 0,
      wide: 0,
      over: 0,
    };
    for (let run = 0; run < RUNS; run += 1) {
      const council = drawCouncil(random);
      // Every other one reads a bucket, of the sector that most patterns touch.
      const viewer = run % 2 === 0 ? OFFICE : drawViewer(random);
      const visible = drawVisible(viewer, council, random);
      for (const { notices, points } of await toldAlike(visible, run)) {
        for (const text of notices) {
          if (/"key":"site:/.test(text)) told.sites += 1;
          if (/"matters":\[[^\]]*"key":"pattern:pattern-\d+-\d/.test(text)) told.patterns += 1;
          if (/"around":\[\{"key":"pattern:pattern-/.test(text)) told.around += 1;
          if (/"key":"pattern:[^}]*"ending":"recovered"/.test(text)) told.ends += 1;
          if (text.includes('"link":"https://board.example/incidents/')) told.links += 1;
        }
        for (const { measurement, tags, fields } of points) {
          if (measurement !== 'incident') continue;
          if (tags['pattern'] === 'single') told.points += 1;
          else if (fields['ended_at'] === null) told.wide += 1;
          else told.over += 1;
        }
      }
    }
    // The councils are such that there was something of everything to tell.
    expect(Math.min(...Object.values(told)), JSON.stringify(told)).toBeGreaterThan(0);
  });

  it('tell another thing where what the viewer may see is another', async () => {
    const council = drawCouncil(seeded(5));
    const visible = drawVisible(OFFICE, council, seeded(6));
    const minutes = async (seed: number) => {
      const { minute } = await played({ ...visible, seed }, seeded(1), false);
      return [await minute(1), await minute(2)];
    };
    const [one, other] = [await minutes(visible.seed), await minutes(visible.seed + 77)];
    const noticesOf = (told: readonly ToldMinute[]) => told.flatMap(({ notices }) => notices);
    expect(noticesOf(one).length).toBeGreaterThan(0);
    expect(noticesOf(other)).not.toEqual(noticesOf(one));
    expect(other.flatMap(textsOf)).not.toEqual(one.flatMap(textsOf));
  });

  it('name incidents by what the board tells whoever reads them', async () => {
    const random = seeded(12);
    const asked = { troubles: 0, patterns: 0, ends: 0 };
    for (let run = 0; run < 12; run += 1) {
      const council = drawCouncil(random);
      const visible = drawVisible(drawViewer(random), council, random);
      const { viewer } = visible;
      const twin = new Twin(visible, seeded(run), false);
      const first = twin.at(0);
      const clock = new ManualClock(START + 10_000);
      const [world, board] = [
        await ToldWorld.open(viewer, first, newDir()),
        await openSharedBoard(clock, first),
      ];
      for (let minute = 1; minute <= TIMES.end; minute += 1) {
        const now = twin.at(minute);
        await board.become(now);
        await clock.run(MINUTE);
        const told = await world.minute(now, () => null);
        const ids = [
          ...told.notices.flatMap(idsIn),
          ...told.points.flatMap(({ fields }) => String(fields['incident'] ?? [])),
        ];
        for (const id of new Set(ids.filter((each) => each !== ''))) {
          const { status, text } = await board.ask(viewer, `/api/incidents/${id}`);
          expect(status, `run ${run}, minute ${minute}, ${id}, ${viewer.kind}`).toBe(200);
          asked[id.startsWith('pattern-') ? 'patterns' : 'troubles'] += 1;
          if (/"endedAt":\d/.test(text)) asked.ends += 1;
        }
      }
    }
    expect(Math.min(...Object.values(asked)), JSON.stringify(asked)).toBeGreaterThan(2);
  });
});

/** Of the JSON for programs. */
function idsIn(notice: string): string[] {
  return [...notice.matchAll(/"incident":"([^"]+)"/g)].map(([, id = '']) => id);
}
