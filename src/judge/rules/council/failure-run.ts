/** How a site stands by its newest probe. */
interface Standing {
  readonly failed: boolean;
  /** When its failures in a row began, or the probe that was answered, epoch ms. */
  readonly since: number;
}

/** Sites that began to fail together, as far as it goes back. */
export interface FailureRun {
  /** When the first probe that failed in it began, epoch ms; Infinity = failures outweigh answers nowhere. */
  readonly since: number;
  /** When the last probe before it that was answered began, epoch ms; −Infinity = none is known. */
  readonly after: number;
  /** Sites that answered since it began. */
  readonly answers: number;
}

/** A failure weighs as many answers as make it 20 % of both. */
const ANSWERS_A_FAILURE = 4;

/**
 * The present run of failures, of some that fail: in order of when each site began to fail or was
 * answered last, the newest part of the council in which failures outweigh answers most, four answers
 * to a failure. That is the maximum of a cumulative sum (Page 1954, Biometrika 41), read backwards: in a
 * sudden silence it ends at the first failure, whatever the intervals and however few the sites; a site that
 * has failed by itself for long is far behind. The same probes in any order give the same.
 */
export function failureRunOf(probes: readonly Standing[]): FailureRun {
  const order = probes.toSorted((a, b) => b.since - a.since || Number(b.failed) - Number(a.failed));
  let sum = 0;
  let most = 0;
  let seen = 0;
  let run = { since: Number.POSITIVE_INFINITY, failures: 0, count: 0 };
  let failures = 0;
  for (const { since, failed } of order) {
    seen += 1;
    failures += failed ? 1 : 0;
    sum += failed ? ANSWERS_A_FAILURE : -1;
    if (sum <= most) continue;
    most = sum;
    run = { since, failures, count: seen };
  }
  const before = order.slice(run.count).find(({ failed }) => !failed);
  const after = before?.since ?? Number.NEGATIVE_INFINITY;
  return { since: run.since, after, answers: run.count - run.failures };
}
