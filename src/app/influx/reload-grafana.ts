import { setTimeout as delay } from 'node:timers/promises';
import { openOutgoing } from '../outgoing.ts';
import { GrafanaApi, PROVISIONED } from './grafana-api.ts';
import { grafanaUserOf, type SetupCall } from './influx-setup.ts';

/** How often and how long Grafana is asked whether new organisations have their alerting: it looks each minute. */
const READY_EVERY_MS = 1000;
const READY_WITHIN_MS = 90_000;

export interface ReloadCall extends Pick<SetupCall, 'grafanaPasswordFile' | 'environment'> {
  /** Told once when a new organisation has to be waited for. */
  readonly onWait?: () => void;
}

/**
 * Has Grafana read its provisioning folder again; `onDone` is told each kind. Rejects with `usage`,
 * `setup_failed` or `outgoing_failed`.
 */
export async function reloadGrafana(
  url: string,
  call: ReloadCall,
  onDone: (kind: string) => void,
): Promise<void> {
  const outgoing = await openOutgoing(call.environment);
  try {
    const api = new GrafanaApi(outgoing, { url, ...(await grafanaUserOf(call)) });
    for (const kind of PROVISIONED) {
      if (kind === 'alerting') await awaitAlerting(api, call);
      await api.reload(kind);
      onDone(kind);
    }
  } finally {
    await outgoing.close();
  }
}

/** Resolves also where it never becomes ready: then Grafana itself says what it refuses. */
async function awaitAlerting(api: GrafanaApi, { onWait }: ReloadCall): Promise<void> {
  const until = performance.now() + READY_WITHIN_MS;
  let isReady = await api.isAlertingReady();
  if (!isReady) onWait?.();
  while (!isReady && performance.now() < until) {
    await delay(READY_EVERY_MS);
    isReady = await api.isAlertingReady();
  }
}
