import type { Config } from '../../core/config.ts';
import { NO_NOTICES, type NotifyConfig } from '../../core/notify-config.ts';

/** A configuration without its targets. */
export type ConfigHead = Omit<Config, 'sectors'>;

export interface Pinned {
  /** The new one, where it can be taken while the service runs. */
  readonly config: Config;
  /** Settings whose new value holds from the next start on, by their names in the files. */
  readonly restart: readonly string[];
}

export function headOf(config: Config): ConfigHead {
  const { sectors: _, ...head } = config;
  return head;
}

/**
 * Keeps of `running` what threads, sockets and files of the service were started with. Everything
 * else of `next` can be taken at once.
 */
export function pinned(next: Config, running: ConfigHead): Pinned {
  const { council, operator } = running;
  const config: Config = {
    ...next,
    council: { ...next.council, publicUrl: council.publicUrl },
    operator:
      next.operator === null || operator === null
        ? operator
        : { ...next.operator, contactUrl: operator.contactUrl },
    vantage: running.vantage,
    resolver: running.resolver,
    probing: running.probing,
    store: running.store,
    board: running.board,
    ...(next.notify === undefined ? {} : { notify: pinnedNotify(next.notify, running) }),
  };
  return { config, restart: changedSettings(next, running) };
}

const HELD_OF_NOTIFY = ['mail', 'webhook', 'heartbeat'] as const;

/** Servers and keys as the channels were opened with them; who is told, and how often, is taken. */
function pinnedNotify(next: NotifyConfig, running: ConfigHead): NotifyConfig {
  const { mail, webhook, heartbeat } = running.notify ?? NO_NOTICES;
  return { ...next, mail, webhook, heartbeat };
}

function changedSettings(next: Config, running: ConfigHead): string[] {
  const limits = Object.keys(running.probing).map((name) => `defaults.limits.${name}`);
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['council.publicUrl', next.council.publicUrl, running.council.publicUrl],
    ['operator.contactUrl', next.operator?.contactUrl, running.operator?.contactUrl],
    // Practice sites are measured from a vantage of their own, whatever the file says.
    ['vantage', next.practice ? null : next.vantage, next.practice ? null : running.vantage],
    ['resolver', next.resolver, running.resolver],
    ...limits.map((name, index): [string, unknown, unknown] => [
      name,
      Object.values(next.probing)[index],
      Object.values(running.probing)[index],
    ]),
    ['store', next.store, running.store],
    ['board', next.board, running.board],
    ...HELD_OF_NOTIFY.map((name): [string, unknown, unknown] => [
      `notify.${name}`,
      next.notify?.[name] ?? null,
      running.notify?.[name] ?? null,
    ]),
  ];
  return pairs
    .filter(([, after, before]) => JSON.stringify(after) !== JSON.stringify(before))
    .map(([name]) => name);
}
