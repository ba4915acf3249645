import type { FactsBook } from '../../core/ports/facts-book.ts';
import { FACT_KINDS, type SharedFact } from '../../core/words/fact.ts';
import type { NameFacts } from '../../core/words/name-facts.ts';
import type { Family } from '../../core/words/outcome.ts';
import type { ProbeRecord } from '../../core/words/probe-record.ts';
import { FactShelf, type KeptFact, keptFactOf } from './fact-shelf.ts';
import { type SeenParts, SeenSeries, type SeenSnapshot } from './seen-series.ts';

/** A target, its host and who is declared to operate it. */
export interface FactsTarget {
  readonly id: string;
  /** null = an address, which has no names. */
  readonly host: string | null;
  readonly operator: string | null;
}

/** What outlives a restart. */
export interface FactsSnapshot {
  /** By host; `at` is the moment of the lookup, epoch ms. */
  readonly hosts: Readonly<Record<string, { readonly at: number; readonly facts: KeptFact[] }>>;
  /** By target. */
  readonly seen: Readonly<Record<string, SeenTarget>>;
}

type SeenTarget = readonly (readonly [family: Family, seen: SeenSnapshot])[];

interface Host {
  /** Of the last lookup, epoch ms; null = not looked up yet. */
  at: number | null;
  facts: readonly SharedFact[];
  /** Targets that have it. */
  entries: Entry[];
}

interface Entry {
  readonly operator: SharedFact | null;
  readonly hostName: string | null;
  readonly host: Host | null;
  seen4: SeenSeries | null;
  seen6: SeenSeries | null;
  /** null = to be put together again. */
  facts: readonly SharedFact[] | null;
}

const NOTHING: readonly SharedFact[] = Object.freeze([]);

/**
 * The facts of every target: declared ones, those of its newest successful probes, and those that the
 * DNS says of its host. A record costs O(1) and changes nothing most of the time; what the DNS said
 * last stays until it says something else, for a resolver that fails teaches nothing.
 */
export class TargetFacts implements FactsBook {
  readonly #parts: SeenParts;
  #hosts = new Map<string, Host>();
  #entries = new Map<string, Entry>();
  /** Of targets that are not set yet. */
  #restored: FactsSnapshot['seen'] = {};
  #version = 0;

  constructor({ systemOf }: Pick<SeenParts, 'systemOf'>) {
    this.#parts = { shelf: new FactShelf(), systemOf };
  }

  get version(): number {
    return this.#version;
  }

  factsOf(target: string): readonly SharedFact[] {
    const entry = this.#entries.get(target);
    if (entry === undefined) return NOTHING;
    entry.facts ??= inOrder([...(entry.host?.facts ?? []), ...ownFactsOf(entry)]);
    return entry.facts;
  }

  /** When a host was looked up last, epoch ms; null = never. */
  knownAt(host: string): number | null {
    return this.#hosts.get(host)?.at ?? null;
  }

  /** Those that are measured; of others everything is forgotten. */
  setTargets(targets: readonly FactsTarget[]): void {
    const { shelf } = this.#parts;
    const [oldHosts, oldEntries] = [this.#hosts, this.#entries];
    this.#hosts = new Map();
    this.#entries = new Map();
    for (const { id, host: hostName, operator } of targets) {
      const host = hostName === null ? null : this.#hostOf(hostName, oldHosts.get(hostName));
      const old = oldEntries.get(id);
      const seen = old?.hostName === hostName ? old : this.#restoredOf(id);
      const entry: Entry = {
        operator: shelf.fact('operator', operator),
        hostName,
        host,
        seen4: seen.seen4,
        seen6: seen.seen6,
        facts: null,
      };
      this.#entries.set(id, entry);
      if (host === null) continue;
      // A list made with its one element takes 16 bytes of room, one that grew 150.
      if (host.entries.length === 0) host.entries = [entry];
      else host.entries.push(entry);
    }
    this.#restored = {};
    shelf.keep(this.#used());
    this.#version += 1;
  }

  /** Takes what a successful probe saw; others teach nothing. */
  observe(record: ProbeRecord): void {
    const { outcome, target, family } = record.sample;
    if (outcome !== 'success') return;
    const entry = this.#entries.get(target);
    if (entry === undefined) return;
    const key = family === 4 ? 'seen4' : 'seen6';
    entry[key] ??= new SeenSeries();
    if (entry[key].take(record, this.#parts)) this.#changed(entry);
  }

  /** Takes what was looked up of a host; `at` in epoch ms. */
  learn(name: string, { aliases, aliasZones, nameServers }: NameFacts, at: number): void {
    const host = this.#hosts.get(name);
    if (host === undefined) return;
    const { shelf } = this.#parts;
    const before = host.facts.map(({ text }) => text).join('\n');
    host.at = at;
    host.facts = shelf.factsOf([
      ['name_servers', nameServers.join(' ')],
      ...[...aliases, ...aliasZones].map((alias) => ['alias', alias] as const),
    ]);
    if (host.facts.map(({ text }) => text).join('\n') === before) return;
    for (const entry of host.entries) this.#changed(entry);
  }

  snapshot(): FactsSnapshot {
    const hosts: Record<string, FactsSnapshot['hosts'][string]> = {};
    for (const [name, { at, facts }] of this.#hosts) {
      if (at !== null) hosts[name] = { at, facts: facts.map(keptFactOf) };
    }
    const seen: Record<string, SeenTarget> = {};
    for (const [id, { seen4, seen6 }] of this.#entries) {
      seen[id] = [
        ...(seen4 === null ? [] : [[4, seen4.snapshot()] as const]),
        ...(seen6 === null ? [] : [[6, seen6.snapshot()] as const]),
      ];
    }
    return { hosts, seen };
  }

  /** What an earlier run knew; the next {@link setTargets} takes what is still measured. */
  restore({ hosts, seen }: FactsSnapshot): void {
    for (const [name, { at, facts }] of Object.entries(hosts)) {
      this.#hosts.set(name, { at, facts: this.#parts.shelf.factsOf(facts), entries: [] });
    }
    this.#restored = seen;
  }

  #hostOf(name: string, old: Host | undefined): Host {
    const known = this.#hosts.get(name);
    if (known !== undefined) return known;
    const host: Host = { at: old?.at ?? null, facts: old?.facts ?? NOTHING, entries: [] };
    this.#hosts.set(name, host);
    return host;
  }

  #restoredOf(id: string): Pick<Entry, 'seen4' | 'seen6'> {
    const kept = new Map(this.#restored[id] ?? []);
    const seenOf = (family: Family): SeenSeries | null => {
      const snapshot = kept.get(family);
      return snapshot === undefined ? null : SeenSeries.of(snapshot, this.#parts.shelf);
    };
    return { seen4: seenOf(4), seen6: seenOf(6) };
  }

  *#used(): Generator<SharedFact> {
    for (const host of this.#hosts.values()) yield* host.facts;
    for (const entry of this.#entries.values()) yield* ownFactsOf(entry);
  }

  #changed(entry: Entry): void {
    entry.facts = null;
    this.#version += 1;
  }
}

function ownFactsOf({ operator, seen4, seen6 }: Entry): readonly SharedFact[] {
  return [
    ...(operator === null ? [] : [operator]),
    ...(seen4?.facts() ?? []),
    ...(seen6?.facts() ?? []),
  ];
}

/** Each once, by kind, then by text. */
function inOrder(facts: readonly SharedFact[]): readonly SharedFact[] {
  return [...new Set(facts)].sort(
    (a, b) =>
      FACT_KINDS.indexOf(a.kind) - FACT_KINDS.indexOf(b.kind) ||
      (a.text < b.text ? -1 : a.text > b.text ? 1 : 0),
  );
}
