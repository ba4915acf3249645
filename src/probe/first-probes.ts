import type { ProbeRecord } from '../core/words/probe-record.ts';
import type { FirstProbesDoubt } from '../core/words/prober-doubt.ts';
import { type Sample, seriesOf } from '../core/words/sample.ts';

/** Series that must have failed before a prober with as many is doubted; with fewer, all of them. */
const FEWEST_SERIES = 5;

/** Network Authentication Required (RFC 6585 §6): said by what stands between us and every site. */
const CAPTIVE_STATUS = 511;

export interface FirstProbes {
  /** The record as it is to be kept: `suspect` where nothing has shown yet that our network works. */
  take(record: ProbeRecord): ProbeRecord;
  /** null where there is no doubt; `series` is how many are measured. */
  doubt(series: number): FirstProbesDoubt | null;
}

/**
 * Whose affair the first failures of a run are. Until some site has answered, a failure on the way to
 * one may be our own network's, so its sample is `suspect` (`own_network`); an answer, even an error
 * page, came through our network and is kept as it is. While every series probed since the start has
 * failed, the prober is doubted; where sites did answer, only when at least five failed, since one
 * site with an error page is its own affair. The first success ends all of it for the run.
 */
export function createFirstProbes(startedAt: number): FirstProbes {
  const failed = new Set<string>();
  let answered = false;
  let succeeded = false;
  return {
    take(record) {
      const { sample } = record;
      if (succeeded || sample.outcome === 'missed') return record;
      if (sample.outcome === 'success') {
        succeeded = true;
        failed.clear();
        return record;
      }
      failed.add(seriesOf(sample));
      answered ||= isAnswered(sample);
      return answered ? record : doubted(record);
    },
    doubt(series) {
      const fewest = answered ? FEWEST_SERIES : Math.max(1, Math.min(FEWEST_SERIES, series));
      if (succeeded || failed.size < fewest) return null;
      return { kind: 'first_probes', since: startedAt, series: failed.size };
    },
  };
}

/** Final headers came, by a connection whose certificate, where there is one, was the site's. */
function isAnswered({ statusCode, certificateError }: Sample): boolean {
  return statusCode !== null && statusCode !== CAPTIVE_STATUS && certificateError === null;
}

/** What we refused or broke ourselves is no matter of the network. */
function doubted(record: ProbeRecord): ProbeRecord {
  const { sample } = record;
  const { reason, validity } = sample;
  if (reason === 'refused' || reason === 'internal' || validity === 'suspect') return record;
  return { ...record, sample: { ...sample, validity: 'suspect', suspectCause: 'own_network' } };
}
