import { audienceOf, COUNCIL } from '../../../src/app/buckets/audience.ts';
import { sharedTargetOf } from '../../../src/app/buckets/shared-targets.ts';
import { type Consent, targetsOf } from '../../../src/core/config.ts';
import type { SharedFact } from '../../../src/core/words/fact.ts';
import type { Incident, IncidentSubject, Pattern } from '../../../src/core/words/incident.ts';
import type { Sample } from '../../../src/core/words/sample.ts';
import { isNamedTo, readRightOf } from '../../../src/share/rules/read-right.ts';
import { countableMembersOf } from '../../../src/share/rules/roster.ts';
import type { SharedTarget, TargetState } from '../../../src/share/rules/shared-target.ts';
import { sampleOf } from '../../board/sample-fixture.ts';
import { FACT_TEXTS, SECTORS } from '../../share/rules/worlds.ts';
import { seeded } from '../../support/seeded.ts';
import { configOf, pick } from '../notices/drawn-council.ts';
import type { CouncilNow } from './shared-board.ts';
import { anyState, giveParts, isAffected, type Visible, withinBand } from './twin-parts.ts';

type Random = () => number;

export const START = Date.UTC(2026, 10, 21, 18, 4);
export const MINUTE = 60_000;
/** When the pattern is opened and ended, the doubt comes and goes, somebody joins and leaves: minutes. */
export const TIMES = { opened: 3, doubted: 4, changed: 4, withdrawn: 5, ended: 7, end: 9 } as const;

/** A council minute by minute, of which the viewer knows what `visible` says; the rest is `hidden`'s. */
export class Twin {
  readonly #visible: Visible;
  readonly #hidden: Random;
  /** Whether what is hidden changes its consent, joins and leaves while it goes on. */
  readonly #isRestless: boolean;
  #targets: readonly SharedTarget[];
  #config: CouncilNow['config'];
  #kept = new Map<string, Incident>();
  #counter = 0;
  #opened: Incident | null = null;

  constructor(visible: Visible, hidden: Random, isRestless: boolean) {
    this.#visible = visible;
    this.#hidden = hidden;
    this.#isRestless = isRestless;
    this.#targets = visible.council;
    this.#config = configOf(visible.council);
  }

  /** As it is in a minute, ten seconds after it began; `again`: what is hidden once more, later in it. */
  at(minute: number, again = false): CouncilNow {
    if (!again) this.#reclassify(minute);
    const at = START + minute * MINUTE + 10_000;
    const states = this.#statesAt(minute);
    const troubled = this.#targets.filter(({ id }) => isAffected(states.get(id)));
    for (const target of troubled) this.#open(target, states, at);
    // A pattern comes and goes at another moment of the same minute.
    if (again === this.#isRestless) this.#pattern(minute, states, at + (again ? 20_000 : 0));
    const jitter = Math.floor(this.#hidden() * 40_000);
    const since = START + MINUTE + jitter;
    return {
      config: this.#config,
      states: new Map([...states].map(([id, state]) => [id, { ...state, since: at - 7000 }])),
      incidents: [...this.#kept.values()],
      facts: this.#facts(),
      samples: again ? [] : this.#samplesAt(minute),
      doubt:
        minute === TIMES.doubted
          ? { kind: 'own_network', since, targets: Math.floor(this.#hidden() * 99) }
          : null,
    };
  }

  #isSeen(target: SharedTarget): boolean {
    return isNamedTo(this.#visible.viewer, target);
  }

  /** Both take back a name that was seen; what is hidden may do as it likes. */
  #reclassify(minute: number): void {
    const { council } = this.#visible;
    if (minute === TIMES.withdrawn) {
      const shown = council.find((each) => this.#isSeen(each) && each.consent === 'named');
      this.#replace(({ id }) => (id === shown?.id ? 'counted' : null));
    }
    if (minute !== TIMES.changed || !this.#isRestless) return;
    // Who is in a pattern stays as he is, or the pattern would be another one to the viewer.
    const inPattern = new Set(
      [...this.#kept.values()]
        .filter(({ pattern }) => pattern !== 'single')
        .flatMap(({ targets }) => targets.map(({ target }) => target)),
    );
    const isHidden = new Set(
      council
        .filter(
          (each) => !this.#isSeen(each) && each.member !== 'bank-1' && !inPattern.has(each.id),
        )
        .filter(({ consent }) => consent === 'own' || consent === 'counted')
        .filter(() => this.#hidden() < 0.06)
        // To its secretariat one that is counted is named: that would be seen.
        .filter((each) => !this.#isSeen({ ...each, consent: 'counted' }))
        .map(({ id }) => id),
    );
    this.#replace(({ id, consent }) => {
      if (!isHidden.has(id)) return null;
      return consent === 'own' ? 'counted' : 'own';
    });
    const sector = pick(SECTORS, this.#hidden).id;
    const joined = { member: `${sector}-new`, sector, secretariatSees: 'judgement' } as const;
    if (this.#visible.viewer.kind === 'secretariat') return;
    this.#targets = [...this.#targets, { id: `${sector}-new-0`, consent: 'counted', ...joined }];
    this.#config = configOf(this.#targets);
  }

  #replace(consentOf: (target: SharedTarget) => Consent | null): void {
    this.#targets = this.#targets.map((each) => ({
      ...each,
      consent: consentOf(each) ?? each.consent,
    }));
    this.#config = configOf(this.#targets);
  }

  /** What is seen as the seed has it; in each sector as many hidden ones affected as its band says. */
  #statesAt(minute: number): Map<string, TargetState> {
    const { viewer, council, seed } = this.#visible;
    const seen = seeded(seed + minute);
    const states = new Map<string, TargetState>();
    for (const target of council) {
      const state = anyState(seen);
      states.set(target.id, this.#isSeen(target) ? state : anyState(this.#hidden));
    }
    for (const { id: sector } of SECTORS) {
      const released = audienceOf(viewer, sector) === 'outside' ? COUNCIL : viewer;
      const its = council.filter((each) => each.sector === sector);
      const counted = countableMembersOf(released, its);
      const free = [...counted].filter(([, each]) => each.every((one) => !this.#isSeen(one)));
      const share = 0.1 + 0.5 * seen();
      const parts = free.map(() => ({ affected: seen() < share, ratio: 0.5 + seen() * 4 }));
      const others = [...counted].filter(([, each]) => each.some((one) => this.#isSeen(one)));
      const known = others.filter(([, each]) => each.some(({ id }) => isAffected(states.get(id))));
      const given = this.#shuffled(withinBand(parts, known.length, counted.size, this.#hidden));
      for (const [n, [, each]] of free.entries()) giveParts(each, given[n], states, this.#hidden);
    }
    return states;
  }

  #open(target: SharedTarget, states: ReadonlyMap<string, TargetState>, at: number): void {
    if (this.#kept.has(target.id)) return;
    const isSeen = this.#isSeen(target);
    const since = isSeen ? at - 60_000 : at - Math.floor(this.#hidden() * 90_000);
    const subject = { kind: 'target', target: target.id } as const;
    this.#kept.set(target.id, this.#incident('single', subject, [target], { states, since, at }));
  }

  #pattern(minute: number, states: ReadonlyMap<string, TargetState>, at: number): void {
    const { pattern, subject, touched, council } = this.#visible;
    const later = at + Math.floor(this.#hidden() * 15_000);
    if (minute === TIMES.opened && this.#opened === null) {
      const seen = council.filter((each) => this.#isSeen(each) && touched.includes(each.sector));
      const hidden = touched.flatMap((sector) => {
        const its = council.filter(
          (each) => each.sector === sector && readRightOf(this.#visible.viewer, each) === 'bands',
        );
        const some = this.#shuffled(its.filter(({ consent }) => consent !== 'own'));
        return some.slice(0, 1 + Math.floor(this.#hidden() * some.length));
      });
      // One that is named whole tells its times: the twins would have to agree in them.
      if (hidden.length === 0) return;
      const times = { states, since: at - 60_000, at: later };
      const all = this.#shuffled([...seen.slice(0, 3), ...hidden]);
      this.#opened = this.#incident(pattern, subject, inOrder(council, all), times);
      this.#kept.set('pattern', this.#opened);
      this.#hiddenPattern(states, later);
    }
    if (minute === TIMES.ended && this.#opened !== null && this.#opened.endedAt === null) {
      const over = { endedAt: later, ending: 'recovered' } as const;
      this.#opened = { ...this.#opened, ...over };
      this.#kept.set('pattern', this.#opened);
    }
  }

  /** One that shows in no name and no band: of a sector that is too small, and of sites in no count. */
  #hiddenPattern(states: ReadonlyMap<string, TargetState>, at: number): void {
    if (!this.#isRestless) return;
    const { council, viewer } = this.#visible;
    const small = council.filter(
      (each) => each.sector === 'rail' && readRightOf(viewer, each) === 'bands',
    );
    const none = council.filter((each) => readRightOf(viewer, each) === 'nothing');
    for (const [n, its] of [small, none].entries()) {
      if (its.length === 0) continue;
      const subject = { kind: 'sector', sector: 'rail' } as const;
      const times = { states, since: at - 90_000, at };
      this.#kept.set(`hidden ${n}`, this.#incident('sector-wide', subject, its, times));
    }
  }

  #incident(
    pattern: Pattern,
    subject: IncidentSubject,
    its: readonly SharedTarget[],
    { states, since, at }: { states: ReadonlyMap<string, TargetState>; since: number; at: number },
  ): Incident {
    this.#counter += 1 + Math.floor(this.#hidden() * 3);
    return {
      ...{ id: `20261122-${this.#counter}`, pattern, subject, since, openedAt: at },
      ...{ endedAt: null, ending: null, mergedInto: null, severity: this.#hidden() * 99 },
      ...{ evidence: [], timeline: [] },
      targets: its.map((each) => ({
        ...{ target: each.id, member: each.member, sector: each.sector, to: null, phase: null },
        from: this.#isSeen(each) ? START - 60_000 : START - Math.floor(this.#hidden() * 90_000),
        judgement: this.#isSeen(each) ? 'failing' : (states.get(each.id)?.judgement ?? 'slow'),
        ratio: this.#isSeen(each) ? null : this.#hidden(),
      })),
    };
  }

  #facts(): ReadonlyMap<string, readonly SharedFact[]> {
    const texts = [FACT_TEXTS.common, FACT_TEXTS.members];
    const facts = texts.map((text): SharedFact => ({ kind: 'name_servers', text }));
    return new Map(
      this.#targets.map((each) => [
        each.id,
        facts.filter(() => this.#isSeen(each) || this.#hidden() < 0.8),
      ]),
    );
  }

  #samplesAt(minute: number): Sample[] {
    const { council, seed } = this.#visible;
    const seen = seeded(seed + 1000 + minute);
    const waits = new Map(council.map(({ id }) => [id, 100 + Math.floor(900 * seen())]));
    return targetsOf(this.#config).flatMap((placed) => {
      const wait = waits.get(placed.target.id) ?? 1;
      const isSeen = this.#isSeen(sharedTargetOf(placed));
      if (!isSeen && this.#hidden() < 0.3) return [];
      const own = isSeen ? wait : 100 + Math.floor(900 * this.#hidden());
      const phases = { dns: 1, connect: 2, tls: 3, send: 1, wait: own, transfer: 5, other: 0 };
      return [sampleOf(placed, START + (minute - 1) * MINUTE, { phases })];
    });
  }

  #shuffled<T>(list: readonly T[]): T[] {
    const drawn = list.map((value) => ({ value, at: this.#hidden() }));
    return drawn.sort((a, b) => a.at - b.at).map(({ value }) => value);
  }
}

/** Seen ones in the order of the council, as a judge lists them by their onset, then the others. */
function inOrder(council: readonly SharedTarget[], its: readonly SharedTarget[]): SharedTarget[] {
  return [...its].sort((a, b) => council.indexOf(a) - council.indexOf(b));
}
