import type { Evidence } from '../../../core/words/incident.ts';
import { type FailureRun, failureRunOf } from './failure-run.ts';
import { percentOf } from './figures-in-words.ts';
import { type CouncilRoster, compare, type RosterTarget } from './roster.ts';

/** The newest valid probe of a target, confirmed or not. */
export interface ProbeNow {
  readonly target: string;
  /** When it began and when it ended, epoch ms. */
  readonly begunAt: number;
  readonly at: number;
  /** A failure of any reason but `blocked`. */
  readonly failed: boolean;
  /** When the first of the failures in a row began of which it is the newest; where it was answered, as `begunAt`. */
  readonly since: number;
}

/** A target of the operator's own, by which it sees whether its network is well. */
export interface ReferenceNow {
  readonly target: string;
  /** null = none within two intervals, or one that failed with an answer. */
  readonly newest: ReferenceProbe | null;
  /** As `TargetNow.deviation`. */
  readonly deviation: number | null;
}

/** Times as those of `ProbeNow`. */
export interface ReferenceProbe extends Pick<ProbeNow, 'begunAt' | 'since'> {
  /** No answer came. */
  readonly failed: boolean;
}

/** A doubt of our own network. */
export interface OwnNetwork {
  /** Begin of the first failed probe that belongs to it, epoch ms. */
  readonly since: number;
  /** Targets that failed when it was seen first, in order of id. */
  readonly targets: readonly string[];
  readonly evidence: Evidence;
}

export interface Pulse {
  /** The newest of each target that was heard of within two intervals, in any order. */
  readonly probes: readonly ProbeNow[];
  readonly references: readonly ReferenceNow[];
}

/**
 * What is said since so much before a doubt, or later, may rest on the doubted network, ms: slots of the
 * first failures lie before their deadline, and before references are known to fail too.
 */
export const DOUBT_REACHES_BACK_MS = 90_000;

/** Probes that are looked at: the newest, of so many targets at most. */
const NEWEST = 30;
const FEWEST_PROBES = 5;
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
export const FEWEST_ALONE = 10;
/** Of a council of fewer than thirty sites half of them are such a run. */
const ALONE_RUN_RATIO = 0.5;
/** A doubt ends when fewer of the newest probes fail, or in fewer units. */
const ENDING_RATIO = 0.2;
const ENDING_UNITS = 3;

/**
 * Whether the failures are ours. Looked at are the newest probes of 30 targets: slots are spread by a
 * hash of the target's id, so they are a random sample of the council (4,303 targets a minute: of half a
 * second). A target that failed before the present run of failures (`failureRunOf`) says nothing. Ours,
 * where they fail in two fields or more and in several units, and
 * - half of the reference targets began to fail with the run too, and of the sample 30 % or the newest five
 *   fail, in three units; or every one of them did, and no site has answered since, in three units; or
 * - no reference has answered a probe that began after the run did, and of ten probes or more, or of 80 % of
 *   a smaller council, 80 % or the newest fifteen fail (of fewer than thirty sites half, ten at least), in
 *   five units.
 * Where a reference has answered since, the network is well, whatever fails, until half of them fail.
 * If a share q of all sites really failed at once, the sample would look so by chance with P(Binomial(30,
 * q) ≥ 24) + q^15 < 2e-8 for q = 0.28, and of ten probes alone with P(Binomial(10, q) ≥ 8) < 2e-9 for q =
 * 0.05; with references failing as well, P(Binomial(30, q) ≥ 9) < 2e-5 for q = 0.05. No trouble in living
 * memory reached 5 % of the sites of the sectors at once.
 * `held`: the doubt before; it ends when of the newest that began since it did fewer than 20 % fail, or in fewer
 * than three units: in a council of six sites one or two that stay away for themselves do not keep it. Of
 * fewer than five, as after a restart, nothing is concluded. It ends also when every reference has answered since.
 */
export function ownNetworkOf(
  roster: CouncilRoster,
  pulse: Pulse,
  held: OwnNetwork | null,
): OwnNetwork | null {
  if (held !== null) return goesOn(roster, pulse, held) ? held : null;
  // Nearly always so few fail that the whole council need not be gone through.
  if (seenOf(roster, pulse.probes).failed.length < WITH_REFERENCES_UNITS) return null;
  const all = pulse.probes.filter(({ target }) => roster.targets.has(target));
  const run = failureRunOf(all);
  const seen = seenOf(
    roster,
    all.filter(({ failed, since }) => !failed || since >= run.since),
  );
  const references = referencesSince(
    pulse.references,
    Math.min(run.after, run.since - DOUBT_REACHES_BACK_MS),
  );
  if (!isOurs(roster, seen, { run, references })) return null;
  const { failed, probes } = seen;
  return {
    since: run.since,
    targets: failed.map(({ target }) => target.id).sort(compare),
    evidence: evidenceOf({
      failed: failed.length,
      probes,
      fields: fieldsOf(failed),
      references: downOf(references),
      referencesOf: pulse.references.length,
    }),
  };
}

/** By what began since it did: what began before may have been answered before. */
function goesOn(
  roster: CouncilRoster,
  { probes, references }: Pulse,
  { since }: OwnNetwork,
): boolean {
  const said = referencesSince(references, since - DOUBT_REACHES_BACK_MS);
  const hasAll = said.every((each) => hasAnsweredSince(each, since));
  if (said.length > 0 && hasAll) return false;
  const seen = seenOf(
    roster,
    probes.filter((each) => each.since >= since),
  );
  if (seen.probes < Math.min(FEWEST_PROBES, roster.targets.size)) return true;
  const { failed } = seen;
  return failed.length >= ENDING_RATIO * seen.probes && unitsOf(failed) >= ENDING_UNITS;
}

interface Probed {
  readonly target: RosterTarget;
  readonly at: number;
  readonly failed: boolean;
}

/** The newest of some probes. */
interface Seen {
  readonly failed: readonly Probed[];
  readonly probes: number;
  /** Failures in a row, of the newest. */
  readonly inRow: number;
}

function seenOf(roster: CouncilRoster, probes: readonly ProbeNow[]): Seen {
  const sample = newestOf(roster, probes);
  const inRow = sample.findIndex((each) => !each.failed);
  return {
    failed: sample.filter((each) => each.failed),
    probes: sample.length,
    inRow: inRow < 0 ? sample.length : inRow,
  };
}

/** By end, the newest first; of one moment in order of id. */
function newestOf(roster: CouncilRoster, probes: readonly ProbeNow[]): readonly Probed[] {
  const newest: Probed[] = [];
  let oldest = Number.NEGATIVE_INFINITY;
  // They come as they were heard of: the newest are found first.
  for (const { target: id, at, failed } of probes.toReversed()) {
    const target = at >= oldest ? roster.targets.get(id) : undefined;
    if (target === undefined) continue;
    newest.push({ target, at, failed });
    if (newest.length < 2 * NEWEST) continue;
    newest.sort(newestFirst).splice(NEWEST);
    oldest = Math.min(...newest.map((each) => each.at));
  }
  return newest.sort(newestFirst).slice(0, NEWEST);
}

function newestFirst(a: Probed, b: Probed): number {
  return b.at - a.at || compare(a.target.id, b.target.id);
}

interface Against {
  readonly run: FailureRun;
  readonly references: readonly ReferenceProbe[];
}

function isOurs(
  roster: CouncilRoster,
  { failed, probes, inRow }: Seen,
  { run, references }: Against,
): boolean {
  if (fieldsOf(failed) < Math.min(FEWEST_FIELDS, roster.fields.length)) return false;
  const ratio = failed.length / probes;
  const units = unitsOf(failed);
  const down = downOf(references);
  if (down > 0 && down >= REFERENCES_RATIO * references.length) {
    const isMuch = ratio >= WITH_REFERENCES_RATIO || inRow >= WITH_REFERENCES_RUN;
    const isAll = down === references.length && run.answers === 0;
    return units >= WITH_REFERENCES_UNITS && (isAll || (isMuch && probes >= FEWEST_PROBES));
  }
  const { size } = roster.targets;
  const enough = Math.min(FEWEST_ALONE, ALONE_RATIO * size);
  const inRowAlone = Math.min(ALONE_RUN, Math.max(FEWEST_ALONE, ALONE_RUN_RATIO * size));
  const isMost = probes >= enough && (ratio >= ALONE_RATIO || inRow >= inRowAlone);
  const isRefuted = references.some((each) => hasAnsweredSince(each, run.since));
  return isMost && units >= ALONE_UNITS && !isRefuted;
}

/** Those that say something: one that failed before `from` has a trouble of its own. */
function referencesSince(
  references: readonly ReferenceNow[],
  from: number,
): readonly ReferenceProbe[] {
  return references
    .flatMap(({ newest }) => newest ?? [])
    .filter(({ failed, since }) => !failed || since >= from);
}

function downOf(references: readonly ReferenceProbe[]): number {
  return references.filter(({ failed }) => failed).length;
}

/** Only by what began after it: what began before may have been answered before. */
function hasAnsweredSince({ failed, begunAt }: ReferenceProbe, since: number): boolean {
  return !failed && begunAt > since;
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
  if (down === 0) {
    return {
      ja: `計測側の確認用の計測先${of}件は、その後まだ答えていません。`,
      en: `None of the operator's ${of} reference sites has answered since. `,
    };
  }
  return {
    ja: `計測側の確認用の計測先${of}件のうち${down}件も応答しません。`,
    en: `${down} of the operator's ${of} reference sites do not answer either. `,
  };
}
