import type { SpoolDto } from '../dto/spool.ts';
import { showBytes, showCount } from './format.ts';
import { Fact, Panel } from './panel.tsx';
import { useLanguage, useWords } from './words.ts';

/** What waits for InfluxDB, and which buckets are in trouble. */
export function SpoolPanel({ spool }: { spool: SpoolDto }) {
  const words = useWords();
  const language = useLanguage();
  const count = (n: number) => showCount(n, language);
  const size = (bytes: number) => showBytes(bytes, language);
  const { buckets } = spool;
  const most = (figures: readonly number[]) => Math.max(0, ...figures);
  const sum = (figures: readonly number[]) => figures.reduce((total, each) => total + each, 0);
  const oldestMs = most(buckets.map((bucket) => bucket.oldestMs ?? 0));
  const dropped = sum(buckets.map((bucket) => bucket.dropped));
  const parked = sum(buckets.map((bucket) => bucket.parked));
  return (
    <Panel figures id="spool" title={words.spool}>
      <Fact name={words.spoolBuckets}>{count(buckets.length)}</Fact>
      <Fact name={words.spoolWaiting} note={words.spoolWaitingNote}>
        {count(most(buckets.map(({ waiting }) => waiting)))}
      </Fact>
      <Fact name={words.spoolOldest}>{words.seconds(count(Math.round(oldestMs / 1000)))}</Fact>
      <Fact name={words.spoolDisk}>{words.ofMost(size(spool.bytes), size(spool.capBytes))}</Fact>
      <Fact name={words.spoolDropped} note={words.spoolDroppedNote} bad={dropped > 0}>
        {count(dropped)}
      </Fact>
      <Fact name={words.spoolParked} note={words.spoolParkedNote} bad={parked > 0}>
        {count(parked)}
      </Fact>
      {buckets
        .filter(({ state }) => state !== 'ok')
        .map(({ bucket, state, problem }) => (
          <Fact key={bucket} name={bucket} bad>
            {words.spoolStates[state]} {problem !== null && <code>{problem}</code>}
          </Fact>
        ))}
    </Panel>
  );
}
