import { roundMs } from '../core/time/phases.ts';
import type { SampleKey } from '../core/words/sample.ts';
import type { PastTrouble, TroubleEffect } from './past-trouble.ts';
import type { SiteFacts } from './practice.ts';
import { seededRandom } from './seeded-random.ts';
import {
  type Answer,
  BEHAVIOURS,
  type Behaviour,
  characterOf,
  type SiteCharacter,
} from './site-behaviour.ts';

/** How far a probe of the past came. */
export type PastEnd =
  | 'success'
  | 'nxdomain'
  | 'servfail'
  | 'lookup-timeout'
  | 'connect'
  | 'tls'
  | 'certificate'
  | 'timeout'
  | 'reset'
  | 'cut-off'
  | 'dripping'
  | 'garbled'
  | 'huge-headers'
  | 'status'
  | 'blocked'
  | 'body';

/** One probe of the past, durations in ms as they are drawn, not yet rounded. */
export interface PastProbe {
  readonly end: PastEnd;
  readonly answer: Answer;
  readonly dnsMs: number;
  readonly connectMs: number;
  readonly tlsMs: number;
  readonly otherMs: number;
}

export interface PastSite {
  readonly facts: SiteFacts;
  readonly pageBytes: number;
  /** The probe of the slot `at`, epoch ms. */
  probe(at: number): PastProbe;
  /** Its `totalMs` alone, null where it failed: of the times of loopback the medians. */
  total(at: number): number | null;
}

/** Medians of what loopback takes, ms: lookup, connect, handshake, our own work. */
const DNS_MS = 0.7;
const CONNECT_MS = 0.25;
const TLS_MS = 4;
const OTHER_MS = 0.2;
const LOOPBACK_SPREAD = 0.35;

/** The past of one site: as its profile answers today, but for the troubles that touched it. */
export function pastSite(
  { target, family }: Pick<SampleKey, 'target' | 'family'>,
  facts: SiteFacts,
  troubles: readonly PastTrouble[],
): PastSite {
  const behaviour = BEHAVIOURS[facts.profile];
  const character: SiteCharacter = characterOf(target, behaviour, family);
  const random = seededRandom(`past of ${target} over ${family}`);
  const hops = behaviour.answer === 'redirect' ? 2 : 1;
  const loopbackMs = DNS_MS + CONNECT_MS + OTHER_MS + (behaviour.reach === 'tls' ? TLS_MS : 0);
  const drawn = (medianMs: number) => hops * medianMs * Math.exp(LOOPBACK_SPREAD * random.normal());
  function met(at: number): Pick<PastProbe, 'end' | 'answer'> {
    const effect = troubles.find(({ from, to }) => at >= from && at < to)?.effect ?? null;
    const { kind, waitMs, transferMs } = character.answer(at);
    const ratio = effect?.kind === 'slow' ? effect.ratio : 1;
    const answer = { kind, waitMs: waitMs * ratio * hops, transferMs };
    return { end: endOf(behaviour, kind, effect), answer };
  }
  return {
    facts,
    pageBytes: character.pageBytes,
    probe: (at) => ({
      ...met(at),
      dnsMs: drawn(DNS_MS),
      connectMs: drawn(CONNECT_MS),
      tlsMs: drawn(TLS_MS),
      otherMs: drawn(OTHER_MS),
    }),
    total(at) {
      const { end, answer } = met(at);
      if (end !== 'success') return null;
      return roundMs(hops * loopbackMs + answer.waitMs + answer.transferMs);
    },
  };
}

const END_BY_ANSWER: Readonly<Record<Answer['kind'], PastEnd>> = {
  page: 'success',
  redirect: 'success',
  'wrong-page': 'body',
  error: 'status',
  unavailable: 'status',
  blocked: 'blocked',
  silence: 'timeout',
  reset: 'reset',
  'cut-off': 'cut-off',
  dripping: 'dripping',
  garbled: 'garbled',
  'huge-headers': 'huge-headers',
};

/** What stops a probe first. */
function endOf(behaviour: Behaviour, kind: Answer['kind'], effect: TroubleEffect | null): PastEnd {
  if (behaviour.name === 'nxdomain' || behaviour.name === 'servfail') return behaviour.name;
  if (behaviour.name === 'silence') return 'lookup-timeout';
  if (effect?.kind === 'failing' && effect.reason === 'servfail') return 'servfail';
  if (behaviour.reach === 'closed') return 'connect';
  if (effect?.kind === 'failing' && effect.reason === 'connect') return 'connect';
  if (behaviour.reach === 'tls' && behaviour.tls === 'refused') return 'tls';
  if (behaviour.reach === 'tls' && behaviour.certificate !== 'valid') return 'certificate';
  if (effect?.kind === 'failing') return effect.reason;
  return END_BY_ANSWER[kind];
}
