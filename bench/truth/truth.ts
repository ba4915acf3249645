import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority } from '../../test/support/certificates.ts';
import { ForkedScript } from '../process/fork-script.ts';
import { type Produced, TRUTH_DOMAIN } from './command.ts';
import { joinLedgers, type LedgerPages } from './ledger.ts';

export type Scheme = 'http' | 'https' | 'h2';

/** Where the truth servers listen, plain data for the processes that probe them. */
export interface TruthPlace {
  readonly ports: Readonly<Record<Scheme, number>>;
  readonly dns: { readonly address: string; readonly port: number };
  /** File of the PEM that vouches for the servers' certificate. */
  readonly caFile: string;
}

/** How far the truth servers go ahead of whoever is measured: on a site's machine they would not
 * compete with the prober for a core at all. */
const NICE = -15;

/**
 * Servers with commanded delays, in three processes: DNS, HTTP, and TLS with HTTP/1.1 and HTTP/2 on
 * two ports. Two cores carry 800 probes/s: the three together take about half of one.
 */
export class Truth {
  readonly place: TruthPlace;
  /** Whether the servers run ahead of other processes. */
  readonly prioritised: boolean;
  readonly #dns: ForkedScript;
  readonly #http: ForkedScript;
  readonly #tls: ForkedScript;
  readonly #folder: string;

  private constructor(
    scripts: readonly [ForkedScript, ForkedScript, ForkedScript],
    place: TruthPlace,
    folder: string,
  ) {
    [this.#dns, this.#http, this.#tls] = scripts;
    this.place = place;
    this.prioritised = scripts.every((script) => script.prioritised);
    this.#folder = folder;
  }

  static async start(): Promise<Truth> {
    const authority = await createAuthority('Bench authority');
    const { cert, key } = await authority.issue({ hosts: [`*.${TRUTH_DOMAIN}`, '127.0.0.1'] });
    const folder = await mkdtemp(join(tmpdir(), 'yamabiko-bench-'));
    const caFile = join(folder, 'ca.pem');
    await writeFile(caFile, authority.ca);
    const env = { TRUTH_CERTIFICATE: cert, TRUTH_KEY: key };
    const start = (file: string) =>
      ForkedScript.start(new URL(file, import.meta.url), { env, nice: NICE });
    const [dns, http, tls] = await Promise.all([
      start('dns-truth-process.ts'),
      start('http-truth-process.ts'),
      start('tls-truth-process.ts'),
    ]);
    const [address, httpPort, tlsPorts] = await Promise.all([
      dns.call<TruthPlace['dns']>('address'),
      http.call<number>('port'),
      tls.call<{ http1: number; h2: number }>('ports'),
    ]);
    const ports = { http: httpPort, https: tlsPorts.http1, h2: tlsPorts.h2 };
    return new Truth([dns, http, tls], { ports, dns: address, caFile }, folder);
  }

  /** What the servers really did since the last call, by id. */
  async take(): Promise<ReadonlyMap<number, Produced>> {
    return joinLedgers(
      await Promise.all(this.#scripts().map((script) => script.call<LedgerPages>('take'))),
    );
  }

  /** Connections accepted and names asked since the start. */
  async counts(): Promise<{ connections: number; queries: number }> {
    const [http, tls, queries] = await Promise.all([
      this.#http.call<number>('connections'),
      this.#tls.call<number>('connections'),
      this.#dns.call<number>('queries'),
    ]);
    return { connections: http + tls, queries };
  }

  pids(): readonly number[] {
    return this.#scripts().map((script) => script.pid);
  }

  async close(): Promise<void> {
    await Promise.all(this.#scripts().map((script) => script.stop()));
    await rm(this.#folder, { recursive: true, force: true });
  }

  #scripts(): readonly ForkedScript[] {
    return [this.#dns, this.#http, this.#tls];
  }
}
