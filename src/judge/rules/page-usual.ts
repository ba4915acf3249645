import {
  EMPTY_BIN,
  type PageSigns,
  type PageTraits,
  SKETCH_BINS,
} from '../../core/words/page-signs.ts';

/** What a page usually looks like: 192 bytes, a title and six numbers. */
export interface PageUsual {
  /** Of each bin of the sketch its usual value, two bytes, and how sure that is, one byte. */
  readonly bins: Uint8Array;
  /** null = none so far. */
  readonly title: string | null;
  /** How sure the title is, 0 to {@link MOST_SURE}. */
  readonly titleSure: number;
  /** Natural logarithm of the usual size in bytes, and its usual deviation. */
  readonly logBytes: number;
  readonly logDeviation: number;
  /** Usual similarity of a page to {@link bins}, and its usual deviation. */
  readonly similarity: number;
  readonly deviation: number;
  /** Pages that taught. */
  readonly pages: number;
  /** Epoch ms of the last one. */
  readonly taughtAt: number;
}

/** With fewer pages nothing is usual yet. */
const FEWEST_PAGES = 20;
/** From then on a page teaches once in this time, ms. */
const TEACH_EVERY_MS = 3_600_000;
/** Three days of hourly pages: what lasts longer becomes usual. */
export const MOST_SURE = 72;
/** A title that is seen this much more often than any other is the usual one. */
const SURE_TITLE = 10;
/** A page that is usually less like itself than this changes too much to be compared. */
const LEAST_USUAL_SIMILARITY = 0.4;
/** A text is unusual at or below this similarity, this far and this many deviations below the usual. */
const MOST_SIMILARITY = 0.6;
const LEAST_DROP = 0.2;
const LEAST_LOG_CHANGE = Math.log(1.5);
const DEVIATIONS = 6;
/** Weight of one page in what is learned as a mean, and the most that one page moves it. */
const LEARNING_RATIO = 1 / 16;
const MOST_STEP = 0.2;

/** The first page of a site. */
export function firstUsual(page: PageTraits, at: number): PageUsual {
  return {
    bins: taughtBins(new Uint8Array(SKETCH_BINS * 3), page.sketch),
    title: page.title,
    titleSure: page.title === null ? 0 : 1,
    logBytes: Math.log(Math.max(1, page.bytes)),
    logDeviation: 0,
    similarity: 1,
    deviation: 0,
    pages: 1,
    taughtAt: at,
  };
}

/** Whether a page at `at` teaches: each until it is known what is usual, then one an hour. */
export function isTeaching({ pages, taughtAt }: PageUsual, at: number): boolean {
  return at > taughtAt && (pages < FEWEST_PAGES || at - taughtAt >= TEACH_EVERY_MS);
}

/**
 * What is usual after one more page. Bins and title are held by majority (Boyer and Moore 1991, with a
 * ceiling): each sight of the usual value makes it surer, each other one less sure, and only at zero
 * it gives way. So no page alone and no short stretch of other pages changes what is usual.
 */
export function taught(usual: PageUsual, page: PageTraits, at: number): PageUsual {
  const similarity = similarityOf(usual.bins, page.sketch) ?? usual.similarity;
  const logBytes = Math.log(Math.max(1, page.bytes));
  const title = taughtTitle(usual, page.title);
  return {
    bins: taughtBins(usual.bins, page.sketch),
    title: title.title,
    titleSure: title.sure,
    logBytes: nearer(usual, usual.logBytes, logBytes),
    logDeviation: deviationAfter(usual, usual.logDeviation, {
      away: Math.abs(logBytes - usual.logBytes),
      isUnusual: sizeSign(usual, page) !== null,
    }),
    similarity: nearer(usual, usual.similarity, similarity),
    deviation: deviationAfter(usual, usual.deviation, {
      away: Math.abs(similarity - usual.similarity),
      isUnusual: textSign(usual, page) !== null,
    }),
    pages: usual.pages + 1,
    taughtAt: at,
  };
}

/** In what a page differs from the usual; null = in nothing, or nothing is usual yet. */
export function signsOf(usual: PageUsual, page: PageTraits): PageSigns | null {
  if (usual.pages < FEWEST_PAGES) return null;
  const signs = {
    text: textSign(usual, page),
    title: titleSign(usual, page),
    bytes: sizeSign(usual, page),
  };
  return Object.values(signs).every((sign) => sign === null) ? null : signs;
}

function textSign(usual: PageUsual, { sketch }: PageTraits): PageSigns['text'] {
  // A page that usually has text and now has none is like nothing usual.
  const similarity = similarityOf(usual.bins, sketch ?? NO_TEXT);
  if (similarity === null || usual.similarity < LEAST_USUAL_SIMILARITY) return null;
  const drop = usual.similarity - similarity;
  const isUnusual =
    similarity <= MOST_SIMILARITY && drop >= Math.max(LEAST_DROP, DEVIATIONS * usual.deviation);
  return isUnusual
    ? { similarity: hundredth(similarity), usual: hundredth(usual.similarity) }
    : null;
}

function titleSign(usual: PageUsual, page: PageTraits): PageSigns['title'] {
  if (usual.title === null || usual.titleSure < SURE_TITLE || page.title === usual.title)
    return null;
  return { found: page.title, usual: usual.title };
}

function sizeSign(usual: PageUsual, { bytes }: PageTraits): PageSigns['bytes'] {
  const change = Math.abs(Math.log(Math.max(1, bytes)) - usual.logBytes);
  if (change < Math.max(LEAST_LOG_CHANGE, DEVIATIONS * usual.logDeviation)) return null;
  return { found: bytes, usual: Math.round(Math.exp(usual.logBytes)) };
}

const NO_TEXT: readonly number[] = new Array<number>(SKETCH_BINS).fill(EMPTY_BIN);

/** Share of the bins, among those not empty on both sides, that agree; null = none to compare. */
export function similarityOf(bins: Uint8Array, sketch: readonly number[] | null): number | null {
  if (sketch === null) return null;
  let compared = 0;
  let same = 0;
  for (let bin = 0; bin < SKETCH_BINS; bin += 1) {
    const usual = isKnown(bins, bin) ? valueAt(bins, bin) : EMPTY_BIN;
    const value = sketch[bin] ?? EMPTY_BIN;
    if (usual === EMPTY_BIN && value === EMPTY_BIN) continue;
    compared += 1;
    if (usual === value) same += 1;
  }
  return compared === 0 ? null : same / compared;
}

function taughtBins(bins: Uint8Array, sketch: readonly number[] | null): Uint8Array {
  if (sketch === null) return bins;
  const next = bins.slice();
  for (let bin = 0; bin < SKETCH_BINS; bin += 1) {
    const value = sketch[bin] ?? EMPTY_BIN;
    const sure = next[bin * 3 + 2] ?? 0;
    if (sure > 0 && valueAt(next, bin) === value) {
      next[bin * 3 + 2] = Math.min(MOST_SURE, sure + 1);
    } else if (sure > 1) {
      next[bin * 3 + 2] = sure - 1;
    } else {
      next[bin * 3] = value & 0xff;
      next[bin * 3 + 1] = value >> 8;
      next[bin * 3 + 2] = 1;
    }
  }
  return next;
}

function isKnown(bins: Uint8Array, bin: number): boolean {
  return (bins[bin * 3 + 2] ?? 0) > 0;
}

function valueAt(bins: Uint8Array, bin: number): number {
  return new DataView(bins.buffer, bins.byteOffset).getUint16(bin * 3, true);
}

function taughtTitle(
  { title, titleSure }: PageUsual,
  found: string | null,
): { readonly title: string | null; readonly sure: number } {
  if (found === title) return { title, sure: Math.min(MOST_SURE, titleSure + 1) };
  return titleSure > 1 ? { title, sure: titleSure - 1 } : { title: found, sure: 1 };
}

/** The mean of the first pages; then a step towards `found`, a small one however far it is. */
function nearer({ pages }: PageUsual, mean: number, found: number): number {
  if (pages < FEWEST_PAGES) return mean + (found - mean) / (pages + 1);
  const step = Math.max(-MOST_STEP, Math.min(MOST_STEP, found - mean));
  return mean + step * LEARNING_RATIO;
}

/** What is unusual does not widen what is usual. */
function deviationAfter(
  usual: PageUsual,
  deviation: number,
  { away, isUnusual }: { readonly away: number; readonly isUnusual: boolean },
): number {
  if (isUnusual && usual.pages >= FEWEST_PAGES) return deviation;
  return nearer(usual, deviation, away);
}

function hundredth(ratio: number): number {
  return Math.round(ratio * 100) / 100;
}
