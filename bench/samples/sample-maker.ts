import { offsetMsOf, offsetRatioOf } from '../../src/core/time/slots.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import { benchSectorId, benchTargetId } from '../council/bench-config.ts';
import { randomOf } from '../load/random.ts';

const FAILURE_RATIO = 0.01;
/** Sites whose name has several addresses, one of them each time. */
const ROTATING_RATIO = 0.2;
const ADDRESSES = 4;
const HTTPS_RATIO = 0.7;
const REDIRECT_RATIO = 0.3;
const CERTIFICATE_NOT_AFTER = Date.UTC(2027, 2, 1);
const SECTORS = 19;

/** What stays the same from probe to probe of one site. */
interface Site {
  readonly key: Pick<Sample, 'target' | 'member' | 'sector' | 'vantage' | 'family' | 'attempt'>;
  readonly offsetMs: number;
  readonly usualMs: number;
  readonly isHttps: boolean;
  readonly rotates: boolean;
  readonly redirectedTo: string | null;
  readonly fingerprint: string;
  readonly bodyBytes: number;
}

/**
 * Samples as a council's probes give them: log-normal times in thousandths of a millisecond, one
 * failure in a hundred, sites with several addresses, redirects and certificates. The same seed gives
 * the same samples.
 */
export class SampleMaker {
  readonly #sites: readonly Site[];
  readonly #random: () => number;

  constructor(targets: number, seed: number) {
    this.#random = randomOf(seed);
    this.#sites = Array.from({ length: targets }, (_, index) => siteOf(index, this.#random));
  }

  /** Samples of all slots in one minute, in the order of time. */
  minute(minuteAt: number): Sample[] {
    const samples = this.#sites.map((site) => this.#sampleOf(site, minuteAt + site.offsetMs));
    return samples.sort((a, b) => a.scheduledAt - b.scheduledAt);
  }

  #sampleOf(site: Site, scheduledAt: number): Sample {
    const random = this.#random;
    const failed = random() < FAILURE_RATIO;
    const scale = site.usualMs * Math.exp(0.3 * normal(random));
    const us = (ratio: number) => Math.round(scale * ratio * 1000 * (0.8 + 0.4 * random()));
    const dns = us(0.05);
    const connect = us(0.1);
    const tls = site.isHttps ? us(0.2) : null;
    const wait = failed ? null : us(0.5);
    const transfer = failed ? null : us(0.14);
    const send = us(0.002);
    const other = us(0.008) + (failed ? us(0.5) : 0);
    const totalUs = dns + connect + (tls ?? 0) + send + (wait ?? 0) + (transfer ?? 0) + other;
    const address = site.rotates ? Math.floor(random() * ADDRESSES) : 0;
    const ms = (value: number | null) => (value === null ? null : value / 1000);
    return {
      ...site.key,
      scheduledAt,
      startedAt: scheduledAt + Math.floor(random() * 8),
      outcome: failed ? 'failure' : 'success',
      reason: failed ? 'timeout' : null,
      blame: failed ? 'target' : null,
      failedPhase: failed ? 'wait' : null,
      statusCode: failed ? null : 200,
      protocol: site.isHttps ? 'h2' : 'http/1.1',
      tlsVersion: site.isHttps ? 'TLSv1.3' : null,
      peerAddress: `203.0.${site.offsetMs % 256}.${(site.offsetMs + address) % 256}`,
      phases: {
        dns: ms(dns),
        connect: ms(connect),
        tls: ms(tls),
        send: ms(send),
        wait: ms(wait),
        transfer: ms(transfer),
        other: ms(other),
      },
      totalMs: totalUs / 1000,
      ttfbMs: failed ? null : (totalUs - (transfer ?? 0)) / 1000,
      hops: site.redirectedTo === null ? 1 : 2,
      redirectedTo: failed ? null : site.redirectedTo,
      encodedBodyBytes: failed ? null : site.bodyBytes + Math.floor(random() * 64),
      decodedBodyBytes: null,
      bodyTruncated: false,
      certificateNotAfter: site.isHttps ? CERTIFICATE_NOT_AFTER : null,
      certificateFingerprint: site.isHttps ? site.fingerprint : null,
      certificateError: null,
      queueMs: 0,
      loopDelayMs: Math.round(random() * 1500) / 1000,
      validity: 'valid',
      suspectCause: null,
    };
  }
}

function siteOf(index: number, random: () => number): Site {
  const target = benchTargetId(index);
  return {
    key: {
      target,
      member: `member-${index}`,
      sector: benchSectorId(index, SECTORS),
      vantage: 'bench',
      family: 4,
      attempt: 1,
    },
    offsetMs: offsetMsOf(offsetRatioOf(target, 4), 60_000),
    usualMs: 80 * Math.exp(0.8 * normal(random)),
    isHttps: random() < HTTPS_RATIO,
    rotates: random() < ROTATING_RATIO,
    redirectedTo:
      random() < REDIRECT_RATIO ? `https://www.site${index}.example/ja/index.html` : null,
    fingerprint: Array.from({ length: 64 }, () => Math.floor(random() * 16).toString(16)).join(''),
    bodyBytes: Math.floor(5_000 + random() * 80_000),
  };
}

/** Standard normal, by Box and Muller. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
