import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/core/config.ts';
import type { ConsentVersion, SharingLevels } from '../../../src/core/words/consent-version.ts';
import { removeDir, temporaryDir } from '../../store/embedded/opened.ts';
import { consentOf } from '../../store/stored-said.ts';
import { withContacts } from '../notices/drawn-council.ts';
import type { CouncilNow } from './shared-board.ts';
import { AT, MINUTE } from './shared-council.ts';
import { type ToldMinute, ToldWorld } from './told-world.ts';
import { WidenedBoard } from './widened-board.ts';
import {
  CASES,
  type Case,
  councilAt,
  LOUD,
  OPENED,
  type Past,
  placedIn,
  QUIET,
} from './widened-council.ts';

/** The pattern is over, too. */
const MINUTES = 20;

let dirs: string[] = [];
beforeEach(() => {
  dirs = [];
});
afterEach(() => {
  for (const dir of dirs) removeDir(dir);
});

function withLevels(config: Config, site: string, levels: Partial<SharingLevels>): Config {
  const sectors = config.sectors.map((its) => ({
    ...its,
    members: its.members.map((owner) => ({
      ...owner,
      targets: owner.targets.map((each) => (each.id === site ? { ...each, ...levels } : each)),
    })),
  }));
  return { ...config, sectors };
}

/** What leaves to the viewer of a case, minute by minute. */
class WidenedTelling {
  readonly #case: Case;
  readonly #past: Past;
  readonly #files: Config;
  readonly #chosen: Config;
  #versions: readonly ConsentVersion[] = [];
  #world: ToldWorld | null = null;
  #minute = 0;

  constructor(wide: Case, past: Past) {
    this.#case = wide;
    this.#past = past;
    const { config } = councilAt(wide, past, AT);
    this.#files = withContacts(config);
    this.#chosen = withLevels(this.#files, wide.site, wide.chosen);
  }

  /** Of the next minute. */
  async next(): Promise<ToldMinute> {
    const { site, chosen } = this.#case;
    this.#world ??= await this.#open();
    this.#minute += 1;
    const now = AT + this.#minute * MINUTE;
    if (now === OPENED) {
      const { consent, secretariatSees } = placedIn(this.#files, site).target;
      this.#versions = [
        consentOf(site, 1, { consent, secretariatSees, at: 0 }),
        consentOf(site, 2, { consent, secretariatSees, ...chosen, at: OPENED }),
      ];
    }
    return await this.#world.minute(this.#at(now), () => null);
  }

  #open(): Promise<ToldWorld> {
    const dir = temporaryDir();
    dirs.push(dir);
    const { viewer, site } = this.#case;
    const versionsOf = (id: string) => (id === site ? this.#versions : []);
    return ToldWorld.open(viewer, this.#at(AT), dir, versionsOf);
  }

  #at(now: number): CouncilNow {
    const config = now < OPENED ? this.#files : this.#chosen;
    return { ...councilAt(this.#case, this.#past, now), config };
  }
}

/** Of the JSON for programs. */
function idsIn({ notices, points }: ToldMinute): string[] {
  const told = notices.flatMap((text) => [...text.matchAll(/"incident":"([^"]+)"/g)]);
  const ids = points.map(({ fields }) => String(fields['incident'] ?? ''));
  return [...told.map(([, id = '']) => id), ...ids].filter((id) => id !== '');
}

describe('notices and buckets of what is shared from now on', () => {
  it.each(CASES)('open nothing of before: $title', async (wide) => {
    const one = new WidenedTelling(wide, QUIET);
    const other = new WidenedTelling(wide, LOUD);
    const told: string[] = [];
    for (let minute = 1; minute <= MINUTES; minute += 1) {
      const [first, second] = [await one.next(), await other.next()];
      expect(second.notices, `minute ${minute}`).toEqual(first.notices);
      expect(second.points, `minute ${minute}`).toEqual(first.points);
      told.push(...first.notices);
    }
    const { site, viewer } = wide;
    const about = told.filter((text) => text.includes(`"key":"site:${site}"`));
    if (viewer.kind === 'secretariat') {
      expect(about.at(-1)).toContain('"ending":"recovered"');
      expect(about.join('\n')).toContain(`"url":"https://${site}.example/"`);
      if (!wide.isNamedBefore && wide.course !== 'again')
        expect(about.join('\n')).toContain('以降なし');
    }
    const named = told.filter((text) => text.includes(`"target":"${site}"`));
    if (wide.isSpread) expect(named.join('\n')).toContain('"key":"pattern:pattern-');
    else expect(named).toEqual(about);
    expect(named.join('\n')).not.toContain('failing');
  });

  it.each(CASES)('say by what the board has it: $title', async (wide) => {
    const telling = new WidenedTelling(wide, LOUD);
    const opened = await WidenedBoard.open(wide, LOUD);
    for (let now = AT + MINUTE; now < OPENED; now += MINUTE) await telling.next();
    await opened.widen();
    const asked = new Set<string>();
    for (let minute = 0; minute < MINUTES - 6; minute += 1) {
      for (const id of idsIn(await telling.next())) asked.add(id);
      await opened.pass(minute);
      for (const id of asked) {
        const { status } = await opened.board.ask(wide.viewer, `/api/incidents/${id}`);
        expect(status, `${id}, minute ${minute}`).toBe(200);
      }
    }
    if (wide.isSpread || wide.viewer.kind === 'secretariat') expect(asked).not.toEqual(new Set());
  });
});
