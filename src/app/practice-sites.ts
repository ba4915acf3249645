import { type Config, targetsOf } from '../core/config.ts';
import type { Log } from '../core/ports/log.ts';
import { type Practice, startPractice } from '../practice/practice.ts';

/** Starts the simulated sites of a practice configuration; `practice_unavailable` when they do not. */
export function startPracticeSites(config: Config, log: Log): Promise<Practice> {
  const members = targetsOf(config).flatMap(({ target, member }) =>
    target.practice === null
      ? []
      : [
          {
            ...{ id: target.id, family: target.family, profile: target.practice },
            ...{ member: member.id, name: member.name },
          },
        ],
  );
  const references = config.reference.flatMap(({ id, family, practice }) =>
    practice === null ? [] : [{ id, family, profile: practice }],
  );
  return startPractice({ sites: [...members, ...references], log });
}
