import type { IncidentSubject, Pattern } from '../../../src/core/words/incident.ts';
import type { Judgement } from '../../../src/core/words/judgement.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { bandOf } from '../../../src/share/rules/band.ts';
import type { SharedTarget, TargetState } from '../../../src/share/rules/shared-target.ts';
import { FACT_TEXTS, SECTORS } from '../../share/rules/worlds.ts';
import { pick } from '../notices/drawn-council.ts';

type Random = () => number;

const AFFECTED: readonly Judgement[] = ['slow', 'failing', 'flapping'];
const UNCOUNTED: readonly Judgement[] = ['blocked', 'maintenance', 'unknown'];
const ALL: readonly Judgement[] = ['normal', ...AFFECTED, ...UNCOUNTED];

/** All that a viewer may know of a council over some minutes; the rest is drawn. */
export interface Visible {
  readonly viewer: Viewer;
  readonly council: readonly SharedTarget[];
  /** Drawn anew for both twins from the same seed, so that what is seen is the same. */
  readonly seed: number;
  readonly pattern: Pattern;
  readonly subject: IncidentSubject;
  /** Sectors in which hidden ones are part of the pattern. */
  readonly touched: readonly string[];
}

export function drawVisible(
  viewer: Viewer,
  council: readonly SharedTarget[],
  random: Random,
): Visible {
  const inOne = pick(SECTORS, random).id;
  const text = pick([FACT_TEXTS.common, FACT_TEXTS.members], random);
  const [pattern, subject] = pick<readonly [Pattern, IncidentSubject]>(
    [
      ['shared-cause', { kind: 'fact', fact: { kind: 'name_servers', text } }],
      ['sector-wide', { kind: 'sector', sector: inOne }],
      ['cross-sector', { kind: 'council' }],
    ],
    random,
  );
  const touched = pattern === 'sector-wide' ? [inOne] : ['bank', inOne];
  return { viewer, council, seed: Math.floor(random() * 2 ** 31), pattern, subject, touched };
}

export interface Part {
  readonly affected: boolean;
  readonly ratio: number;
}

/** One more or one less affected, where the band stays; the ratios stay. */
export function withinBand(
  parts: readonly Part[],
  known: number,
  members: number,
  random: Random,
): readonly Part[] {
  const place = Math.floor(random() * parts.length);
  const other = parts.map((part, n) =>
    n === place ? { ...part, affected: !part.affected } : part,
  );
  const bandFor = (all: readonly Part[]) =>
    JSON.stringify(bandOf(known + all.filter(({ affected }) => affected).length, members));
  return bandFor(other) === bandFor(parts) ? other : parts;
}

/** One target carries the part; what is not to be trusted may say anything. */
export function giveParts(
  targets: readonly SharedTarget[],
  part: Part | undefined,
  states: Map<string, TargetState>,
  random: Random,
): void {
  const carrier = Math.floor(random() * targets.length);
  for (const [n, { id }] of targets.entries()) {
    const judgement = part?.affected === true ? pick(AFFECTED, random) : 'normal';
    if (n === carrier) states.set(id, { judgement, suspect: false, ratio: part?.ratio ?? null });
    else states.set(id, { judgement: pick(ALL, random), suspect: true, ratio: random() * 99 });
  }
}

export function isAffected(state: TargetState | undefined): boolean {
  return state !== undefined && !state.suspect && AFFECTED.includes(state.judgement);
}

export function anyState(random: Random): TargetState {
  const judgement = pick(ALL, random);
  return { judgement, suspect: random() < 0.3, ratio: random() * 9 };
}
