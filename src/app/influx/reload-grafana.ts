import { setTimeout as delay } from 'node:timers/promises';
import { openOutgoing } from '../outgoing.ts';
import { GrafanaApi, PROVISIONED } from './grafana-api.ts';
import { type GrafanaLogin, grafanaUserOf } from './grafana-user.ts';

/** How often and how long Grafana is asked whether new organisations have their alerting: it looks each minute. */
const READY_EVERY_MS = 1000;
const READY_WITHIN_MS = 90_000;

export interface ReloadWatch {
  /** Told once when a new organisation has to be waited for. */
  readonly onWait: () => void;
  /** Told each kind of files that was read again. */
  readonly onDone: (kind: string) => void;
}

/**
 * Has Grafana read its provisioning folder again. Rejects with `usage`, `setup_failed` or
 * `outgoing_failed`.
 */
export async function reloadGrafana(
  url: string,
  login: GrafanaLogin,
  watch: ReloadWatch,
): Promise<void> {
  const outgoing = await openOutgoing(login.environment);
  try {
    const api = new GrafanaApi(outgoing, { url, ...(await grafanaUserOf(login)) });
    await readAgain(api, watch);
  } finally {
    await outgoing.close();
  }
}

/** As {@link reloadGrafana}, for whoever asks Grafana already. */
export async function readAgain(api: GrafanaApi, { onWait, onDone }: ReloadWatch): Promise<void> {
  for (const kind of PROVISIONED) {
    if (kind === 'alerting') await awaitAlerting(api, onWait);
    await api.reload(kind);
    onDone(kind);
  }
}

/** Resolves also where it never becomes ready: then Grafana itself says what it refuses. */
async function awaitAlerting(api: GrafanaApi, onWait: () => void): Promise<void> {
  const until = performance.now() + READY_WITHIN_MS;
  let isReady = await api.isAlertingReady();
  if (!isReady) onWait();
  while (!isReady && performance.now() < until) {
    await delay(READY_EVERY_MS);
    isReady = await api.isAlertingReady();
  }
}
