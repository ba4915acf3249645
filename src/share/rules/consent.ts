import { CONSENTS, type Consent, type Target } from '../../core/config.ts';
import {
  type LevelChange,
  type LevelDecision,
  levelAfter,
  levelForAllTimes,
  type OwnedLevel,
} from './owned-level.ts';

/** Of a target for which nobody said anything. */
export const DEFAULT_CONSENT: Consent = 'counted';

type Sees = Target['secretariatSees'];
const SEES: readonly Sees[] = ['judgement', 'detail'];

/** The first version of a target's consent; `level` null = the file says nothing. */
export function firstConsent(level: Consent | null, at: number): OwnedLevel<Consent> {
  return { version: 1, level: level ?? DEFAULT_CONSENT, touched: false, at };
}

/** The member owns it once it has touched it; files may then only lower it. */
export function consentAfter(
  current: OwnedLevel<Consent>,
  change: LevelChange<Consent>,
): LevelDecision<Consent> {
  return levelAfter(CONSENTS, current, change);
}

/**
 * The consent under which something that happened at `at`, epoch ms, may be read now. Released bands
 * hold no name and stay as they were; everything else is read under this. `own` where nothing is known.
 */
export function consentFor(versions: readonly OwnedLevel<Consent>[], at: number): Consent {
  return levelForAllTimes(CONSENTS, versions, at) ?? 'own';
}

/** What the secretariat sees of a target: the same owner, the same rule. */
export function secretariatSeesAfter(
  current: OwnedLevel<Sees>,
  change: LevelChange<Sees>,
): LevelDecision<Sees> {
  return levelAfter(SEES, current, change);
}
