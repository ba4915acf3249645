import {
  type MemberTouched,
  NOTHING_TOUCHED,
  type TouchedTarget,
  withOwners,
} from '../../config/owner-of-field.ts';
import { type Config, targetsOf } from '../../core/config.ts';
import { InTurn } from '../../core/in-turn.ts';
import type { SaidStore } from '../../core/ports/said-store.ts';
import type { AuditEntry } from '../../core/words/audit.ts';
import {
  CONSENT_ACTION,
  type ConsentVersion,
  consentDetail,
  type SharingLevels,
} from '../../core/words/consent-version.ts';

type Versions = readonly ConsentVersion[];

/** A choice that is made; what it leaves out stays. */
export interface Choice
  extends Pick<ConsentVersion, 'target' | 'at' | 'by' | 'actor' | 'request'>,
    Partial<SharingLevels> {}

export type ChoiceResult = 'same' | 'changed';

/**
 * Where a moment of the machine's clock, by which choices are kept, lies in the time that is judged; epoch
 * ms both. They differ in a drill.
 */
export type JudgedAt = (realAt: number) => number;

/**
 * How members have their targets shared, every version of it: kept in the store before it holds, and held
 * here. What no member has touched is the files' own.
 */
export class MemberChoices {
  readonly #store: Pick<SaidStore, 'keepStep'>;
  readonly #versions: Map<string, Versions>;
  readonly #turn = new InTurn();
  readonly #judgedAt: JudgedAt | null;
  #touched: MemberTouched['targets'];

  /** `judgedAt`: null = the machine's clock is judged by. Rejects with `store_unavailable`. */
  static async open(store: SaidStore, judgedAt: JudgedAt | null = null): Promise<MemberChoices> {
    return new MemberChoices(store, await store.consents(), judgedAt);
  }

  private constructor(
    store: Pick<SaidStore, 'keepStep'>,
    kept: Versions,
    judgedAt: JudgedAt | null,
  ) {
    this.#store = store;
    this.#judgedAt = judgedAt;
    this.#versions = new Map(Map.groupBy(kept, ({ target }) => target));
    this.#touched = touchedTargets(kept);
  }

  /** As the owners of fields look at it, by target; another object when it has changed. */
  get touched(): MemberTouched['targets'] {
    return this.#touched;
  }

  /**
   * The oldest first, by the machine's clock, as they are kept and told; none where no member has touched
   * it.
   */
  madeOf(target: string): Versions {
    return this.#versions.get(target) ?? [];
  }

  /** The same where they lie in the time that is judged, to be held against what happened in it. */
  versionsOf(target: string): Versions {
    const judgedAt = this.#judgedAt;
    const made = this.madeOf(target);
    return judgedAt === null ? made : made.map((each) => ({ ...each, at: judgedAt(each.at) }));
  }

  /**
   * Takes what the files have from now on, by the machine's clock: where they lower what a member has set,
   * that is a version of its own. Rejects with `store_unavailable`.
   */
  async follow(files: Config, now: number): Promise<void> {
    await this.#turn.run(async () => {
      const inForce = new Map(
        targetsOf(withOwners(files, { ...NOTHING_TOUCHED, targets: this.#touched }).config).map(
          ({ target }) => [target.id, target],
        ),
      );
      const consents: ConsentVersion[] = [];
      const audit: AuditEntry[] = [];
      for (const { target: file } of targetsOf(files)) {
        const last = this.#lastOf(file.id);
        const next = inForce.get(file.id);
        if (last === null || next === undefined || isSame(last.file, file)) continue;
        const levels = levelsOf(next);
        if (isSame(last, levels)) consents.push({ ...last, file: levelsOf(file) });
        else {
          const lowered: ConsentVersion = {
            ...{ target: file.id, version: last.version + 1, ...levels, at: now },
            ...{ by: 'file', actor: 'file', request: null, file: levelsOf(file) },
          };
          consents.push(lowered);
          audit.push(lineOf(lowered, last));
        }
      }
      if (consents.length > 0) await this.#keep(consents, audit);
    });
  }

  /**
   * Makes a choice of a target, of which the files have `file`; resolves when it is kept. Rejects with
   * `store_unavailable`.
   */
  async choose(choice: Choice, file: SharingLevels): Promise<ChoiceResult> {
    return await this.#turn.run(async () => {
      const { target, at, by, actor, request } = choice;
      const last = this.#lastOf(target);
      const first: ConsentVersion = {
        ...{ target, version: 1, ...levelsOf(file), at: 0, by: 'file', actor: 'file' },
        ...{ request: null, file: levelsOf(file) },
      };
      const before = last ?? first;
      const levels = {
        consent: choice.consent ?? before.consent,
        secretariatSees: choice.secretariatSees ?? before.secretariatSees,
      };
      if (last !== null && isSame(levels, before)) return 'same';
      const { version } = before;
      const next: ConsentVersion = {
        ...{ target, version: version + 1, ...levels, at, by, actor, request },
        file: before.file,
      };
      await this.#keep(last === null ? [first, next] : [next], [lineOf(next, before)]);
      return 'changed';
    });
  }

  #lastOf(target: string): ConsentVersion | null {
    return this.madeOf(target).at(-1) ?? null;
  }

  async #keep(consents: Versions, audit: readonly AuditEntry[]): Promise<void> {
    await this.#store.keepStep({ consents, audit });
    for (const each of consents) {
      const others = this.madeOf(each.target).filter(({ version }) => version !== each.version);
      const all = [...others, each].sort((a, b) => a.version - b.version);
      this.#versions.set(each.target, all);
    }
    this.#touched = touchedTargets([...this.#versions.values()].flat());
  }
}

/** What members have touched by versions that were kept, the oldest of each target first. */
export function touchedTargets(kept: Versions): MemberTouched['targets'] {
  if (kept.length === 0) return NOTHING_TOUCHED.targets;
  const targets = new Map<string, TouchedTarget>();
  for (const { target, file, ...version } of kept) {
    targets.set(target, { ...levelsOf(version), file });
  }
  return targets;
}

function lineOf(now: ConsentVersion, before: SharingLevels): AuditEntry {
  const { at, actor, target } = now;
  return {
    ...{ at, actor, action: CONSENT_ACTION, subject: target },
    detail: consentDetail(now, before),
  };
}

function levelsOf({ consent, secretariatSees }: SharingLevels): SharingLevels {
  return { consent, secretariatSees };
}

function isSame(a: SharingLevels, b: SharingLevels): boolean {
  return a.consent === b.consent && a.secretariatSees === b.secretariatSees;
}
