import type { Blame, FailureReason, Phase } from '../../../src/core/words/outcome.ts';
import type { ProbeTarget } from '../../../src/core/words/probe-record.ts';
import { createCertificates, type TestCertificates } from '../../support/certificates.ts';
import { type DnsServer, startDnsServer } from '../../support/dns-server.ts';

/** One way in which a target misbehaves, and how a probe of it must end. */
export interface BadInput {
  /** Completes the sentence "a probe of …". */
  readonly title: string;
  readonly url: string;
  readonly target?: Partial<ProbeTarget>;
  /** Costs a probe or the server more than some 10 ms of CPU. */
  readonly heavy?: true;
  readonly expected: Expected;
  /** Counted at the server over one probe; absent = not counted. */
  readonly served?: { readonly requests?: number; readonly connections: number };
  readonly server?: Counting;
}

export interface Expected {
  /** null = success. */
  readonly reason: FailureReason | null;
  readonly blame: Blame | null;
  readonly failedPhase: Phase | null;
  /** Phases with a duration, in the order of time, without `other`. */
  readonly completed: readonly Phase[];
  readonly statusCode?: number | null;
  readonly detail?: string | null;
  readonly sample?: Readonly<Record<string, unknown>>;
}

/** What a server counts since its start. */
export interface Counting {
  readonly requests?: number;
  readonly connections: number;
}

/** What the cases are built from; every server is closed with it. */
export interface BadWorld {
  readonly certificates: TestCertificates;
  readonly dns: DnsServer;
  /** Keeps a server until the end. */
  keep<T extends Kept>(server: T): T;
  /** TCP connections open now, over all kept servers. */
  open(): number;
  close(): Promise<void>;
}

interface Kept {
  readonly open: number;
  close(): Promise<void>;
}

/** The name that every case's server has; it and all below it are 127.0.0.1. */
export const SITE = 'site.test';

/** Deadline of the cases that only a deadline ends, ms. */
export const SHORT_MS = 250;

export async function startBadWorld(): Promise<BadWorld> {
  const [certificates, dns] = await Promise.all([
    createCertificates([SITE, `*.${SITE}`]),
    startDnsServer({
      [SITE]: { addresses: ['127.0.0.1', '::1'] },
      [`*.${SITE}`]: { addresses: ['127.0.0.1', '::1'] },
    }),
  ]);
  const servers: Kept[] = [];
  return {
    certificates,
    dns,
    keep: (server) => {
      servers.push(server);
      return server;
    },
    open: () => servers.reduce((sum, server) => sum + server.open, 0),
    close: async () => {
      await Promise.all([dns, ...servers].map((server) => server.close()));
    },
  };
}
