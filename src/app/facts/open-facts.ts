import { join } from 'node:path';
import type { Config } from '../../core/config.ts';
import { messageOf } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { FactsBook } from '../../core/ports/facts-book.ts';
import type { Log } from '../../core/ports/log.ts';
import type { ProbeRecord } from '../../core/words/probe-record.ts';
import { readAsFile } from '../../probe/facts/as-file.ts';
import { DailyLookups } from '../../probe/facts/daily-lookups.ts';
import { type FactsSnapshot, TargetFacts } from '../../probe/facts/facts-book.ts';
import { createNameLookup } from '../../probe/facts/name-lookup.ts';
import type { ScheduledTarget } from '../../schedule/roster.ts';
import { KeptFile, keepWriting } from '../kept-file.ts';
import { FACTS_FILE } from './facts-file.ts';
import { factsTargets } from './facts-targets.ts';
import { openSigns } from './open-signs.ts';

export interface FactsParts {
  /** As it reaches the sites: with the resolver that probes use. */
  readonly config: Config;
  /** Folder that `asFile` is relative to; null = there is none. */
  readonly configDir: string | null;
  /** Where facts are kept; null = nowhere. */
  readonly dir: string | null;
  readonly clock: Clock;
  readonly log: Log;
}

/** What targets have in common and what their pages look like, learned while they are measured. */
export interface Facts {
  readonly book: FactsBook;
  /** The record as it is to be kept: with the signs of its page. */
  observe(record: ProbeRecord): ProbeRecord;
  /** What is measured from now on; new hosts are looked up soon. */
  setTargets(series: readonly ScheduledTarget[], today: Config): void;
  /** Cancels lookups in flight and keeps what is known. */
  close(): Promise<void>;
}

/** Opens the facts that an earlier run kept; what cannot be read is learned anew, and logged. */
export async function openFacts(parts: FactsParts): Promise<Facts> {
  const { config, dir, clock, log } = parts;
  const book = new TargetFacts({ systemOf: await systemsOf(parts) });
  const kept =
    dir === null
      ? null
      : new KeptFile<FactsSnapshot>(join(dir, FACTS_FILE.name), FACTS_FILE.damagedEvent);
  const known = (await kept?.read(log)) ?? null;
  if (known !== null) book.restore(known);
  let lookedUp = 0;
  const lookups = new DailyLookups({
    lookup: createNameLookup(config.resolver.servers),
    clock,
    log,
    onFacts(host, facts) {
      book.learn(host, facts, clock.now());
      lookedUp += 1;
    },
  });
  const writing = keepWriting({
    file: kept,
    version: () => book.version + lookedUp,
    snapshot: () => book.snapshot(),
    clock,
    log,
  });
  const signs = await openSigns(parts);
  return {
    book,
    observe(record) {
      book.observe(record);
      return signs.take(record);
    },
    setTargets(series, today) {
      const targets = factsTargets(series, today);
      book.setTargets(targets);
      const hosts = new Set(targets.flatMap(({ host }) => host ?? []));
      lookups.setHosts(hosts, (host) => book.knownAt(host));
      signs.setTargets(series);
    },
    async close() {
      await lookups.close();
      await writing.close();
      await signs.close();
    },
  };
}

/** Which autonomous system announces an address, by the configured file. */
async function systemsOf({
  config,
  configDir,
  log,
}: FactsParts): Promise<(address: string) => string | null> {
  const file = config.asFile ?? null;
  if (file === null || configDir === null) return () => null;
  try {
    const { table, badLines, badCount } = await readAsFile(join(configDir, file));
    log.info('facts.as_file_read', { file, ranges: table.size });
    if (badCount > 0) {
      log.warn('facts.as_file_lines', { file, count: badCount, lines: badLines.slice(0, 20) });
    }
    return (address) => table.find(address);
  } catch (error) {
    log.error('facts.as_file_unreadable', { file, error: messageOf(error) });
    return () => null;
  }
}
