import type { SharedFact } from '../../core/words/fact.ts';
import type { ProbeRecord } from '../../core/words/probe-record.ts';
import { type FactShelf, type KeptFact, keptFactOf } from './fact-shelf.ts';

/** A range that the series was answered from. */
interface SeenNetwork {
  readonly network: SharedFact;
  readonly system: SharedFact | null;
  /** Epoch ms of the last slot that was answered from it. */
  at: number;
}

/** What a series' successful probes saw, to be kept. */
export interface SeenSnapshot {
  readonly networks: readonly (readonly [network: string, system: string | null, at: number])[];
  readonly newest: readonly KeptFact[];
}

export interface SeenParts {
  readonly shelf: FactShelf;
  /** The autonomous system of an address; null = not known. */
  readonly systemOf: (address: string) => string | null;
}

/** Names that answer with changing addresses come back to the same ranges within this time, ms. */
const NETWORK_MS = 3_600_000;
const MOST_NETWORKS = 4;

/**
 * What the successful probes of one series saw: of the newest one certificate and software, and the
 * ranges of the last hour, the first four, so that a name with changing addresses does not change its
 * facts with every probe. Probes of a series come one after the other. While nothing succeeds nothing
 * changes.
 */
export class SeenSeries {
  #networks: readonly SeenNetwork[] = [];
  /** Of the newest success. */
  #newest: readonly SharedFact[] = [];

  static of({ networks, newest }: SeenSnapshot, shelf: FactShelf): SeenSeries {
    const series = new SeenSeries();
    series.#networks = networks.flatMap(([text, system, at]) => {
      const network = shelf.fact('network', text);
      if (network === null) return [];
      return [{ network, system: shelf.fact('autonomous_system', system), at }];
    });
    series.#newest = shelf.factsOf(newest);
    return series;
  }

  /** Of a success; whether the facts are others now. */
  take({ sample, facts }: ProbeRecord, { shelf, systemOf }: SeenParts): boolean {
    const at = sample.scheduledAt;
    const network = shelf.fact('network', facts.network);
    const known = this.#networks.find((each) => each.network === network);
    if (known !== undefined) known.at = at;
    const recent = this.#networks.filter((each) => at - each.at <= NETWORK_MS);
    let isChanged = recent.length < this.#networks.length;
    if (isChanged) this.#networks = recent;
    if (network !== null && known === undefined && recent.length < MOST_NETWORKS) {
      const { peerAddress } = sample;
      const text = peerAddress === null ? null : systemOf(peerAddress);
      const system = shelf.fact('autonomous_system', text);
      this.#networks = recent.concat({ network, system, at });
      isChanged = true;
    }
    const newest = shelf.factsOf([
      ['certificate_issuer', facts.certificateIssuer],
      ['certificate', facts.certificateFingerprint],
      ['server_family', facts.serverFamily],
      ['via_family', facts.viaFamily],
    ]);
    if (isSame(newest, this.#newest)) return isChanged;
    this.#newest = newest;
    return true;
  }

  facts(): readonly SharedFact[] {
    return [
      ...this.#networks.flatMap(({ network, system }) =>
        system === null ? [network] : [network, system],
      ),
      ...this.#newest,
    ];
  }

  snapshot(): SeenSnapshot {
    return {
      networks: this.#networks.map(({ network, system, at }) => [
        network.text,
        system?.text ?? null,
        at,
      ]),
      newest: this.#newest.map(keptFactOf),
    };
  }
}

function isSame(a: readonly SharedFact[], b: readonly SharedFact[]): boolean {
  return a.length === b.length && a.every((fact, index) => fact === b[index]);
}
