import type { StoppedUrl } from '../../config/applied-config.ts';
import { type Config, targetsOf } from '../../core/config.ts';
import type { Log } from '../../core/ports/log.ts';
import type { StateStore } from '../../core/ports/state-store.ts';
import type { StoppedTarget } from '../../core/words/audit.ts';

/** A new target that has the URL of a stopped one: it is stopped too, whatever its id. */
export interface FollowedStop {
  readonly target: string;
  readonly stop: StoppedTarget;
}

export interface StopsBefore {
  /** URL by id of the targets in force so far. */
  readonly urls: ReadonlyMap<string, string>;
  readonly stopped: ReadonlyMap<string, StoppedTarget>;
  /** Of stopped targets whose URL is not in force any more. */
  readonly stoppedUrls: readonly StoppedUrl[];
}

/** Who asked for an end of the measuring asked for it at an address; an id is our own affair. */
export function followedStops(next: Config, before: StopsBefore): readonly FollowedStop[] {
  const stopOf = new Map<string, StoppedTarget>();
  for (const { target, url } of knownUrls(before)) {
    const stop = before.stopped.get(target);
    if (stop !== undefined && !stopOf.has(url)) stopOf.set(url, stop);
  }
  if (stopOf.size === 0) return [];
  return targetsOf(next).flatMap(({ target: { id, url } }) => {
    const stop = url === null ? undefined : stopOf.get(url);
    const isNew = !before.urls.has(id) && !before.stopped.has(id);
    return stop === undefined || !isNew ? [] : [{ target: id, stop }];
  });
}

/** What is to be remembered when `next` is in force: URLs of stopped targets that it has not. */
export function stoppedUrlsAfter(next: Config, before: StopsBefore): readonly StoppedUrl[] {
  const urls = urlsOf(next);
  return knownUrls(before).filter(({ target, url }) => urls.get(target) !== url);
}

export function urlsOf(config: Config): ReadonlyMap<string, string> {
  return new Map(
    targetsOf(config).flatMap(({ target: { id, url } }) => (url === null ? [] : [[id, url]])),
  );
}

function knownUrls({ urls, stopped, stoppedUrls }: StopsBefore): readonly StoppedUrl[] {
  const known = new Map(
    stoppedUrls
      .filter(({ target }) => stopped.has(target))
      .map((each) => [`${each.target} ${each.url}`, each]),
  );
  for (const target of stopped.keys()) {
    const url = urls.get(target);
    if (url !== undefined) known.set(`${target} ${url}`, { target, url });
  }
  return [...known.values()];
}

export interface FollowingDesk {
  readonly state: Pick<StateStore, 'stopTarget'>;
  /** Epoch ms. */
  readonly now: number;
  readonly log: Log;
}

/** Stops them in the state, each with its line of the audit; rejects with `store_unavailable`. */
export async function carryOver(
  followed: readonly FollowedStop[],
  { state, now, log }: FollowingDesk,
): Promise<readonly StoppedTarget[]> {
  const stops = followed.map(({ target, stop }): StoppedTarget => {
    const from = `${stop.target} → ${target}`;
    const reason = stop.reason === null ? from : `${from}: ${stop.reason}`;
    return { target, at: now, actor: 'service', reason: reason.slice(0, 500) };
  });
  for (const [index, stop] of stops.entries()) {
    await state.stopTarget(stop);
    log.warn('control.stop_followed', {
      target: stop.target,
      from: followed[index]?.stop.target,
      why: 'same URL',
    });
  }
  return stops;
}
