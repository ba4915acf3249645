import type { Evidence } from '../../../core/words/incident.ts';
import { percentOf } from './figures-in-words.ts';
import { type CouncilRoster, compare, type RosterTarget } from './roster.ts';

/** The newest valid probe of a target, confirmed or not. */
export interface ProbeNow {
  readonly target: string;
  /** When it ended, epoch ms. */
  readonly at: number;
  /** A failure of any reason but `blocked`. */
  readonly failed: boolean;
}

/** A target of the operator's own, by which it sees whether its network is well. */
export interface ReferenceNow {
  readonly target: string;
  /** Of the newest probe; null = none within two intervals. */
  readonly failed: boolean | null;
  /** As `TargetNow.deviation`. */
  readonly deviation: number | null;
}

/** A doubt of our own network. */
export interface OwnNetwork {
  /** End of the first failed probe that belongs to it, epoch ms. */
  readonly since: number;
  /** Targets that failed when it was seen first, in order of id. */
  readonly targets: readonly string[];
  readonly evidence: Evidence;
}

export interface Pulse {
  readonly now: number;
  /** The newest of each target, in any order; those older than a minute are not looked at. */
  readonly probes: readonly ProbeNow[];
  readonly references: readonly ReferenceNow[];
}

/** Probes that are looked at: the newest, of so many targets at most. */
const NEWEST = 30;
const FEWEST_PROBES = 5;
const OLDEST_MS = 60_000;
/** Of the newest probes, with reference targets failing, and without. */
const WITH_REFERENCES_RATIO = 0.3;
const ALONE_RATIO = 0.8;
/** Share of the reference targets that must fail. */
const REFERENCES_RATIO = 0.5;
const FEWEST_FIELDS = 2;
const WITH_REFERENCES_UNITS = 3;
const ALONE_UNITS = 5;
/** Or so many of the newest, every one of them: what a slow schedule knows first. */
const WITH_REFERENCES_RUN = 5;
const ALONE_RUN = 15;
/** Without references fewer probes are no picture, unless the council has no more to probe. */
const FEWEST_ALONE = 10;
/** A doubt ends when fewer of the newest probes fail, or in fewer units. */
const ENDING_RATIO = 0.2;
const ENDING_UNITS = 3;

/**
 * Whether the failures are ours. Looked at are the newest probes of 30 targets: slots are spread by a
 * hash of the target's id, so they are a random sample of the council, seconds old (4,303 targets a
 * minute: half a second). Ours, where they fail in two fields or more and in several units, and
 * - half of the reference targets fail too, and of the sample 30 % or the newest five, in three units, or
 * - no reference is given or was probed, and of ten probes or more, or of 80 % of a smaller council, 80 % or
 *   the newest fifteen fail, in five units.
 * Where most references answer, the network is well, whatever fails.
 * If a share q of all sites really failed at once, the sample would look so by chance with P(Binomial(30,
 * q) ≥ 24) + q^15 < 2e-8 for q = 0.28, and of ten probes alone with P(Binomial(10, q) ≥ 8) < 2e-9 for q =
 * 0.05; with references failing as well, P(Binomial(30, q) ≥ 9) < 2e-5 for q = 0.05. No trouble in living
 * memory reached 5 % of the sites of the sectors at once.
 * `held`: the doubt before; it ends when fewer than 20 % of the sample fail, or in fewer than three units: in
 * a council of six sites one or two that stay away for themselves do not keep it.
 */
export function ownNetworkOf(
  roster: CouncilRoster,
  pulse: Pulse,
  held: OwnNetwork | null,
): OwnNetwork | null {
  const sample = newestOf(roster, pulse);
  const failed = sample.filter((each) => each.failed);
  const ratio = failed.length / sample.length;
  const run = sample.findIndex((each) => !each.failed);
  if (held !== null) {
    const goesOn = ratio >= ENDING_RATIO && unitsOf(failed) >= ENDING_UNITS;
    return sample.length === 0 || goesOn ? held : null;
  }
  if (
    sample.length < FEWEST_PROBES ||
    !isOurs(
      roster,
      { failed, probes: sample.length, run: run < 0 ? sample.length : run },
      pulse.references,
    )
  )
    return null;
  const references = pulse.references.filter((each) => each.failed === true).length;
  return {
    since: Math.min(...failed.map(({ at }) => at)),
    targets: failed.map(({ target }) => target.id).sort(compare),
    evidence: evidenceOf({
      failed: failed.length,
      probes: sample.length,
      fields: fieldsOf(failed),
      references,
      referencesOf: pulse.references.length,
    }),
  };
}

interface Probed {
  readonly target: RosterTarget;
  readonly at: number;
  readonly failed: boolean;
}

/** By end, the newest first; of one moment in order of id. */
function newestOf(roster: CouncilRoster, { now, probes }: Pulse): readonly Probed[] {
  const newest: Probed[] = [];
  let oldest = now - OLDEST_MS;
  for (const { target: id, at, failed } of probes) {
    const target = at >= oldest ? roster.targets.get(id) : undefined;
    if (target === undefined) continue;
    newest.push({ target, at, failed });
    if (newest.length < 2 * NEWEST) continue;
    newest.sort(newestFirst).splice(NEWEST);
    oldest = newest.reduce((least, each) => Math.min(least, each.at), now);
  }
  return newest.sort(newestFirst).slice(0, NEWEST);
}

function newestFirst(a: Probed, b: Probed): number {
  return b.at - a.at || compare(a.target.id, b.target.id);
}

interface Looked {
  readonly failed: readonly Probed[];
  readonly probes: number;
  /** Failures in a row, of the newest. */
  readonly run: number;
}

function isOurs(
  roster: CouncilRoster,
  { failed, probes, run }: Looked,
  references: readonly ReferenceNow[],
): boolean {
  if (fieldsOf(failed) < Math.min(FEWEST_FIELDS, roster.fields.length)) return false;
  const ratio = failed.length / probes;
  const units = unitsOf(failed);
  const probed = references.filter((each) => each.failed !== null);
  if (probed.length === 0) {
    const enough = Math.min(FEWEST_ALONE, ALONE_RATIO * roster.targets.size);
    return probes >= enough && (ratio >= ALONE_RATIO || run >= ALONE_RUN) && units >= ALONE_UNITS;
  }
  const down = probed.filter((each) => each.failed === true).length;
  return (
    down >= REFERENCES_RATIO * probed.length &&
    (ratio >= WITH_REFERENCES_RATIO || run >= WITH_REFERENCES_RUN) &&
    units >= WITH_REFERENCES_UNITS
  );
}

function unitsOf(probed: readonly Probed[]): number {
  return new Set(probed.map(({ target }) => target.member.unit)).size;
}

function fieldsOf(probed: readonly Probed[]): number {
  return new Set(probed.map(({ target }) => target.member.sector.field)).size;
}

interface Figures {
  readonly failed: number;
  readonly probes: number;
  readonly fields: number;
  readonly references: number;
  readonly referencesOf: number;
}

function evidenceOf({ failed, probes, fields, references, referencesOf }: Figures): Evidence {
  const share = percentOf(failed / probes);
  const own = referencesInWords(references, referencesOf);
  return {
    rule: 'own-network',
    figures: { failed, probes, fields, references, referencesOf },
    text: {
      ja: `直近に計測した${probes}件のうち${failed}件（${share}）が、${fields}分野にわたり同時に応答しませんでした。${own.ja}計測側の通信の障害の可能性があるため、計測対象についてはお知らせしません。`,
      en: `Of the ${probes} sites probed last ${failed} (${share}) did not answer, in ${fields} fields at once. ${own.en}Possibly the measuring side's own network: nothing is told about sites.`,
    },
  };
}

function referencesInWords(down: number, of: number) {
  if (of === 0) return { ja: '', en: '' };
  return {
    ja: `計測側の確認用の計測先${of}件のうち${down}件も応答しません。`,
    en: `${down} of the operator's ${of} reference sites do not answer either. `,
  };
}
