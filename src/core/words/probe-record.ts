import type { Family, Protocol } from './outcome.ts';
import type { Phases, Sample } from './sample.ts';

/** One request and answer inside a probe. */
export interface Hop {
  readonly url: string;
  readonly statusCode: number | null;
  readonly protocol: Protocol | null;
  readonly tlsVersion: string | null;
  readonly peerAddress: string | null;
  readonly phases: Phases;
  readonly totalMs: number;
  /** Interim (1xx) status codes seen before the final answer, in order. */
  readonly interim: readonly number[];
}

/** The presented leaf certificate; read before it is judged. */
export interface Certificate {
  /** Epoch ms. */
  readonly notBefore: number;
  /** Epoch ms. */
  readonly notAfter: number;
  /** Common name, else the whole distinguished name. */
  readonly issuer: string;
  readonly subject: string;
  /** SHA-256, lower-case hex without colons. */
  readonly fingerprint: string;
  readonly authorized: boolean;
  /** Verification error code; null when authorized. */
  readonly error: string | null;
}

/** What a target may share with others, as seen in this probe. */
export interface SharedFacts {
  /** The peer address's /24 or /48 in CIDR form. */
  readonly network: string | null;
  readonly certificateIssuer: string | null;
  readonly certificateFingerprint: string | null;
  /** Product name of the `server` header, lower case, without version. */
  readonly serverFamily: string | null;
  /** The same of the last `via` entry. */
  readonly viaFamily: string | null;
}

/** The full record of one probe: what `check --json` prints and `explain` reads. */
export interface ProbeRecord {
  readonly sample: Sample;
  readonly hops: readonly Hop[];
  /** Of the last TLS hop. */
  readonly certificate: Certificate | null;
  readonly facts: SharedFacts;
  /** Our own error's text when `reason` is `internal`, or the system's code (`ECONNREFUSED`); else null. */
  readonly detail: string | null;
}

/** What a successful answer must look like. */
export interface Expectations {
  /** Accepted final status codes; null = 200 to 399. */
  readonly status: readonly number[] | null;
  /** Text that the decoded body must contain; null = the body is not decoded. */
  readonly text: string | null;
}

/** HTTP versions offered: `auto` offers h2 and http/1.1 by ALPN. */
export type HttpOffer = 'auto' | '1.1' | '2';

/** All a worker needs to probe one series; plain data, cloneable. */
export interface ProbeTarget {
  readonly id: string;
  readonly member: string;
  readonly sector: string;
  readonly url: string;
  /** An IP literal in the URL is probed in its own family whatever this says. */
  readonly family: Family;
  /** One deadline for the whole probe. */
  readonly timeoutMs: number;
  readonly expect: Expectations;
  /** Encoded body bytes after which reading stops. */
  readonly bodyLimitBytes: number;
  readonly http: HttpOffer;
  /** Addresses that are not globally reachable may be probed. */
  readonly allowPrivate: boolean;
  /** Whether the limits count per resolved address or, for practice sites, per host and port. */
  readonly limitBy: 'address' | 'host';
}
