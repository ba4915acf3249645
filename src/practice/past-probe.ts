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
  /** The probe of the slot `at`, epoch ms; slots are asked for in order. */
  probe(at: number): PastProbe;
}

/** Medians of what loopback takes, ms: lookup, connect, handshake, our own work. */
const DNS_MS = 0.7;
const CONNECT_MS = 0.25;
const TLS_MS = 4;
const OTHER_MS = 0.2;
const LOOPBACK_SPREAD = 0.35;

/** The past of one site: as its profile answers today, but for the troubles that touched it. */
export function pastSite(id: string, facts: SiteFacts, troubles: readonly PastTrouble[]): PastSite {
  const behaviour = BEHAVIOURS[facts.profile];
  const character: SiteCharacter = characterOf(id, behaviour);
  const random = seededRandom(`past of ${id}`);
  const drawn = (medianMs: number) => medianMs * Math.exp(LOOPBACK_SPREAD * random.normal());
  return {
    facts,
    pageBytes: character.pageBytes,
    probe(at) {
      const effect = troubles.find(({ from, to }) => at >= from && at < to)?.effect ?? null;
      const answer = slowed(character.answer(at), effect);
      const end = endOf(behaviour, answer, effect);
      return {
        end,
        answer,
        dnsMs: drawn(DNS_MS),
        connectMs: drawn(CONNECT_MS),
        tlsMs: drawn(TLS_MS),
        otherMs: drawn(OTHER_MS),
      };
    },
  };
}

function slowed(answer: Answer, effect: TroubleEffect | null): Answer {
  if (effect?.kind !== 'slow') return answer;
  return { ...answer, waitMs: answer.waitMs * effect.ratio };
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
};

/** What stops a probe first. */
function endOf(behaviour: Behaviour, answer: Answer, effect: TroubleEffect | null): PastEnd {
  if (behaviour.name === 'nxdomain' || behaviour.name === 'servfail') return behaviour.name;
  if (behaviour.name === 'silence') return 'lookup-timeout';
  if (effect?.kind === 'failing' && effect.reason === 'servfail') return 'servfail';
  if (behaviour.reach === 'closed') return 'connect';
  if (effect?.kind === 'failing' && effect.reason === 'connect') return 'connect';
  if (behaviour.reach === 'tls' && behaviour.tls === 'refused') return 'tls';
  if (behaviour.reach === 'tls' && behaviour.certificate !== 'valid') return 'certificate';
  if (effect?.kind === 'failing') return effect.reason;
  return END_BY_ANSWER[answer.kind];
}
