import type { Family } from '../../core/words/outcome.ts';
import type { Sample } from '../../core/words/sample.ts';
import { attemptOfKey, msOfKey, seriesOfKey } from './day-key.ts';
import type { DaySegment } from './day-read.ts';
import { type Facts, factsOfValues } from './facts.ts';
import type { SampleRow } from './sample-row.ts';
import type { SeriesName } from './series-book.ts';

/** The samples of a segment, in its order; rows whose series or facts are not known are left out. */
export function samplesOfSegment(segment: DaySegment): Sample[] {
  const names = new Map<number, SeriesName>();
  for (const [id, target, vantage, family] of parseSeries(segment.series)) {
    names.set(id, { target, vantage, family });
  }
  const facts = new Map<number, Facts>();
  for (const [id, values] of parseFacts(segment.facts)) {
    if (values.length > 0) facts.set(id, factsOfValues(values));
  }
  const samples: Sample[] = [];
  for (const row of parseRows(segment.rows)) {
    const key = row[0] ?? 0;
    const name = names.get(seriesOfKey(key));
    const known = facts.get(row[1] ?? 0);
    if (name !== undefined && known !== undefined) {
      samples.push(sampleOf(name, known, { row, key, day: segment.day }));
    }
  }
  return samples;
}

function sampleOf(
  name: SeriesName,
  facts: Facts,
  at: { readonly row: SampleRow; readonly key: number; readonly day: number },
): Sample {
  const { row, key } = at;
  const scheduledAt = at.day + msOfKey(key);
  const startedDelta = row[2] ?? null;
  return {
    target: name.target,
    vantage: name.vantage,
    family: name.family,
    scheduledAt,
    attempt: attemptOfKey(key),
    member: facts.member,
    sector: facts.sector,
    startedAt: startedDelta === null ? null : scheduledAt + startedDelta,
    outcome: facts.outcome,
    reason: facts.reason,
    blame: facts.blame,
    failedPhase: facts.failedPhase,
    statusCode: facts.statusCode,
    protocol: facts.protocol,
    tlsVersion: facts.tlsVersion,
    peerAddress: facts.peerAddress,
    phases: {
      dns: msOf(row[5]),
      connect: msOf(row[6]),
      tls: msOf(row[7]),
      send: msOf(row[8]),
      wait: msOf(row[9]),
      transfer: msOf(row[10]),
      other: msOf(row[11]),
    },
    totalMs: msOf(row[3]),
    ttfbMs: msOf(row[4]),
    hops: facts.hops,
    redirectedTo: facts.redirectedTo,
    encodedBodyBytes: row[14] ?? null,
    decodedBodyBytes: row[15] ?? null,
    bodyTruncated: facts.bodyTruncated,
    certificateNotAfter: facts.certificateNotAfter,
    certificateFingerprint: facts.certificateFingerprint,
    certificateError: facts.certificateError,
    queueMs: msOf(row[12]),
    loopDelayMs: msOf(row[13]),
    validity: facts.validity,
    suspectCause: facts.suspectCause,
  };
}

function msOf(us: number | null | undefined): number | null {
  return us === null || us === undefined ? null : us / 1000;
}

/** Guarantee of the three: the text was made by `segmentOf`. */
function parseSeries(text: string): [number, string, string, Family][] {
  return JSON.parse(text) as [number, string, string, Family][];
}

function parseFacts(text: string): [number, unknown[]][] {
  return JSON.parse(text) as [number, unknown[]][];
}

function parseRows(text: string): SampleRow[] {
  return JSON.parse(text) as SampleRow[];
}
