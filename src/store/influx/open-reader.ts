import type { Outgoing } from '../../core/ports/outgoing.ts';
import type { SampleStore } from '../../core/ports/sample-store.ts';
import { askInflux } from './influx-query.ts';
import { scanSamples } from './sample-reads.ts';

export interface InfluxReaderOptions {
  /** Without a trailing slash. */
  readonly url: string;
  /** null = none is sent. */
  readonly token: string | null;
  /** That holds every sample. */
  readonly bucket: string;
  /** Closed with the reader. */
  readonly outgoing: Outgoing;
}

/** Longest silence of the server while it answers, ms: the first row of a long range takes a while. */
const SILENCE_MS = 120_000;

export interface InfluxReader extends Pick<SampleStore, 'scan'> {
  close(): Promise<void>;
}

/** Reads what InfluxDB has, beside the service that writes it. */
export function openInfluxReader(options: InfluxReaderOptions): InfluxReader {
  const { url, token, bucket, outgoing } = options;
  const stop = new AbortController();
  const connection = { url, token, outgoing, silenceMs: SILENCE_MS, signal: stop.signal };
  return {
    scan: (query) => scanSamples((text) => askInflux(connection, bucket, text), query),
    async close() {
      stop.abort();
      await outgoing.close();
    },
  };
}
