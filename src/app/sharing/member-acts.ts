import { type Config, targetsOf } from '../../core/config.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Actor } from '../../core/ports/entrance.ts';
import type { ConsentOrder, MemberActs, MemberRefusal } from '../../core/ports/member-acts.ts';
import type { SharingLevels } from '../../core/words/consent-version.ts';
import type { Action } from '../../share/rules/action-right.ts';
import { isNamedTo } from '../../share/rules/read-right.ts';
import type { SharedTarget } from '../../share/rules/shared-target.ts';
import { sharedTargetOf } from '../buckets/shared-targets.ts';
import { type ActsFor, actsFor } from './admit-member.ts';
import type { MemberChoices } from './member-choices.ts';

export interface MemberActsParts {
  readonly choices: MemberChoices;
  /** The council that holds at the moment of the call. */
  readonly today: () => Config;
  /** As the files have it, every field with its own value. */
  readonly files: () => Config;
  /** Told when a choice is kept: it is in force when this returns. */
  readonly onChosen: () => void;
  readonly clock: Pick<Clock, 'now'>;
}

/** Somebody who may act on a target, and how. */
interface Admitted extends ActsFor {
  readonly target: SharedTarget;
}

/** How members have their sites shared, by the action table; each act is in the audit. */
export function consentActs(parts: MemberActsParts): Pick<MemberActs, 'setConsent'> {
  return {
    async setConsent(actor, order) {
      const admitted = admit(actor, 'consent', { ...order, today: parts.today() });
      if (typeof admitted === 'string') return admitted;
      return await setConsent(parts, actor, { order, admitted });
    },
  };
}

async function setConsent(
  { choices, files, onChosen, clock }: MemberActsParts,
  actor: Actor,
  { order, admitted }: { readonly order: ConsentOrder; readonly admitted: Admitted },
): Promise<MemberRefusal | null> {
  const { target, request: _asked, ...levels } = order;
  const file = levelsIn(files(), target);
  if (file === null) return 'site_unknown';
  const { by, request } = admitted;
  const made = { target, ...levels, at: clock.now(), by, actor: actor.name, request };
  if ((await choices.choose(made, file)) === 'changed') onChosen();
  return null;
}

/**
 * Whether he may do it where it concerns the target. What he may not know of is unknown to him, whatever
 * it is to others.
 */
export function admit(
  { viewer }: Actor,
  action: Action,
  asked: { readonly target: string; readonly request: string | null; readonly today: Config },
): Admitted | MemberRefusal {
  const { target: id, today, request } = asked;
  const placed = targetsOf(today).find(({ target }) => target.id === id);
  const target = placed === undefined ? null : sharedTargetOf(placed);
  if (target === null || !isNamedTo(viewer, target)) return 'site_unknown';
  const { member, sector } = target;
  const acts = actsFor(viewer, action, { member, sector, request });
  return typeof acts === 'string' ? acts : { ...acts, target };
}

/** null = the files have no such target. */
export function levelsIn(files: Config, id: string): SharingLevels | null {
  const target = targetsOf(files).find((placed) => placed.target.id === id)?.target;
  return target === undefined
    ? null
    : { consent: target.consent, secretariatSees: target.secretariatSees };
}
