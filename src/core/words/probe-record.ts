import type { Family, Protocol } from './outcome.ts';
import type { PageSigns, PageTraits } from './page-signs.ts';
import type { Phases, Sample } from './sample.ts';
import type { UnmetExpectation } from './unmet-expectation.ts';

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
  /**
   * Our own error's text when `reason` is `internal`, what was found and expected when it is `body`, or the
   * system's code (`ECONNREFUSED`); else null.
   */
  readonly detail: string | null;
  /** The expectation that was not met where `reason` is `body`; absent = none. */
  readonly unmet?: UnmetExpectation;
  /** On its way from the probe; not kept. */
  readonly page?: PageTraits;
  /** In what the page differed from its usual look; absent = in nothing, or it is not compared. */
  readonly signs?: PageSigns;
}

/** What a successful answer must look like. */
export interface Expectations {
  /** Accepted final status codes; null = 200 to 399. */
  readonly status: readonly number[] | null;
  /** Text that the decoded body must contain; null = any. */
  readonly text: string | null;
  /** null or absent = any. */
  readonly header?: readonly HeaderExpectation[] | null;
  /** Text that the title of the decoded page must contain; null or absent = any. */
  readonly title?: string | null;
  /** null or absent = any. */
  readonly size?: SizeExpectation | null;
}

/** A header that the answer must have; where it is repeated, one of them. */
export interface HeaderExpectation {
  /** Lower case. */
  readonly name: string;
  /** null = not asked. */
  readonly equals: string | null;
  /** null = not asked. */
  readonly contains: string | null;
}

/** Both ends included; a body that was not read to its end is at least one byte longer than read. */
export interface SizeExpectation {
  /** As it arrived, or with its content codings undone. */
  readonly of: 'encoded' | 'decoded';
  readonly minBytes: number | null;
  readonly maxBytes: number | null;
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
  /** What the page looks like is told; absent = not. */
  readonly signs?: boolean;
  readonly http: HttpOffer;
  /** Addresses that are not globally reachable may be probed. */
  readonly allowPrivate: boolean;
  /** Whether the limits count per resolved address or, for practice sites, per host and port. */
  readonly limitBy: 'address' | 'host';
}
