import { describe, expect, it } from 'vitest';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { bandText } from '../../../src/share/rules/band.ts';
import { type BandRelease, releaseAfter } from '../../../src/share/rules/band-release.ts';
import { totalsOf } from '../../../src/share/rules/band-totals.ts';
import { CONTENT_BY_RIGHT, type Content, markingOf } from '../../../src/share/rules/marking-of.ts';
import { readRightOf } from '../../../src/share/rules/read-right.ts';
import { countableMembersOf, type Roster, rosterFor } from '../../../src/share/rules/roster.ts';
import { sectorBandOf } from '../../../src/share/rules/sector-band.ts';
import type { SharedTarget } from '../../../src/share/rules/shared-target.ts';
import { shownFact } from '../../../src/share/rules/shown-fact.ts';
import { seeded } from '../../support/seeded.ts';
import { drawCouncil, drawPair, drawViewer, FACT_TEXTS, SECTORS, type World } from './worlds.ts';

const T = 1_700_000_040_000;
const MINUTE = 60_000;
const RUNS = 150;
const MINUTES = 8;

/** All that every rule tells a viewer of a council over some minutes, as text. */
class Transcript {
  readonly #viewer: Viewer;
  readonly #rosters = new Map<string, Roster>();
  readonly #releases = new Map<string, BandRelease>();
  readonly #lines: string[] = [];
  #tickAt = T;

  constructor(viewer: Viewer) {
    this.#viewer = viewer;
  }

  get text(): string {
    return this.#lines.join('\n');
  }

  minute(world: World): void {
    const contents: Content[] = [];
    const named = world.targets.flatMap((target): readonly object[] => {
      const right = readRightOf(this.#viewer, target);
      const content = CONTENT_BY_RIGHT[right];
      if (content !== null) contents.push(content);
      if (right === 'detail') return [target];
      return right === 'judgement' ? [{ id: target.id, judgement: target.state.judgement }] : [];
    });
    const released = SECTORS.map(({ id, field }) => {
      const { band, ratio } = this.#release(id, world);
      return { sector: id, field, band, ratio, text: bandText(band) };
    });
    const facts = world.facts.map(({ kind, text, holders }) => {
      return shownFact(this.#viewer, { kind, text }, { holders, targets: world.targets });
    });
    contents.push(...facts.map(({ content }) => content));
    const marking = markingOf([...new Set(contents)]);
    const totals = totalsOf(released);
    this.#lines.push(JSON.stringify({ named, released, totals, facts, marking }));
    this.#tickAt += MINUTE;
  }

  #release(sector: string, world: World): BandRelease {
    const targets = world.targets.filter((target) => target.sector === sector);
    const countable = countableMembersOf(this.#viewer, targets).keys();
    const roster = rosterFor('2026-11-24', countable, this.#rosters.get(sector) ?? null);
    this.#rosters.set(sector, roster);
    const current = sectorBandOf(this.#viewer, targets, roster);
    const release = releaseAfter(this.#releases.get(sector) ?? null, current, this.#tickAt);
    this.#releases.set(sector, release);
    return release;
  }
}

function transcriptOf(viewer: Viewer, worlds: readonly World[]): string {
  const transcript = new Transcript(viewer);
  for (const world of worlds) transcript.minute(world);
  return transcript.text;
}

function pairs(viewer: Viewer, council: readonly SharedTarget[], random: () => number) {
  return Array.from({ length: MINUTES }, () => drawPair(viewer, council, random));
}

describe('non-interference', () => {
  it('gives equal transcripts of worlds that differ only in what a viewer may not see', () => {
    const random = seeded(2026);
    let banded = 0;
    const told = { text: 0, kind: 0 };
    for (let run = 0; run < RUNS; run += 1) {
      const council = drawCouncil(random);
      const viewer = drawViewer(random);
      const both = pairs(viewer, council, random);
      const first = transcriptOf(
        viewer,
        both.map(([one]) => one),
      );
      const second = transcriptOf(
        viewer,
        both.map(([, other]) => other),
      );
      expect(JSON.stringify(both.map(([one]) => one))).not.toBe(
        JSON.stringify(both.map(([, other]) => other)),
      );
      expect(second, `run ${run}, ${JSON.stringify(viewer)}`).toBe(first);
      if (/"level":"(some|half)"/.test(first) && /"ratio":\d/.test(first)) banded += 1;
      if (first.includes(`"text":"${FACT_TEXTS.common}","content":"band"`)) told.text += 1;
      if (first.includes('"kind":"name_servers","text":null')) told.kind += 1;
    }
    // The worlds are such that there was something to tell.
    expect(banded).toBeGreaterThan(RUNS / 3);
    expect(Math.min(told.text, told.kind)).toBeGreaterThan(RUNS / 3);
  });

  it('gives other transcripts where a named target or a band differs', () => {
    const random = seeded(7);
    const council = drawCouncil(random).map((target) => ({
      ...target,
      consent: target.member === 'bank-1' ? ('named' as const) : ('counted' as const),
    }));
    const viewer: Viewer = { kind: 'council' };
    const world = (failing: (target: SharedTarget) => boolean): World => ({
      facts: [],
      targets: council.map((target) => {
        const judgement = failing(target) ? ('failing' as const) : ('normal' as const);
        const state = { judgement, suspect: false, ratio: 1 };
        return { ...target, host: `www.${target.member}.example`, state };
      }),
    });
    const well = transcriptOf(viewer, [world(() => false)]);
    const named = transcriptOf(viewer, [world(({ member }) => member === 'bank-1')]);
    const banded = transcriptOf(viewer, [world(({ member }) => member === 'bank-2')]);
    expect(new Set([well, named, banded]).size).toBe(3);
    // Which of the hidden ones it is makes no difference.
    expect(transcriptOf(viewer, [world(({ member }) => member === 'bank-3')])).toBe(banded);
  });
});
