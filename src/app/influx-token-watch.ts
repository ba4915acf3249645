import { messageOf } from '../core/errors.ts';
import type { Log } from '../core/ports/log.ts';
import { type InfluxTokenPlace, influxTokenOf } from './influx-token.ts';

/** `influx setup` replaces the service's token when a sector comes; it is taken within this time, ms. */
const LOOK_MS = 10_000;

export interface TokenWatch {
  /** null = none is sent. */
  now(): string | null;
  close(): void;
}

/** Reads the token, and again every ten seconds; `changed` gets another one. Rejects as {@link influxTokenOf}. */
export async function watchInfluxToken(
  place: InfluxTokenPlace,
  changed: (token: string | null) => Promise<void>,
  log: Log,
): Promise<TokenWatch> {
  let token = await influxTokenOf(place);
  let isReading = false;
  const look = async (): Promise<void> => {
    const found = await influxTokenOf(place);
    if (found === token) return;
    token = found;
    log.info('influx.token_changed');
    await changed(found);
  };
  const timer = setInterval(() => {
    if (isReading) return;
    isReading = true;
    look()
      .catch((error: unknown) => log.warn('influx.token_unreadable', { error: messageOf(error) }))
      .finally(() => {
        isReading = false;
      });
  }, LOOK_MS).unref();
  return { now: () => token, close: () => clearInterval(timer) };
}
