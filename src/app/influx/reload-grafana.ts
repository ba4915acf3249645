import { openOutgoing } from '../outgoing.ts';
import { GrafanaApi, PROVISIONED } from './grafana-api.ts';
import { grafanaUserOf, type SetupCall } from './influx-setup.ts';

/**
 * Has Grafana read its provisioning folder again; `onDone` is told each kind. Rejects with `usage`,
 * `setup_failed` or `outgoing_failed`.
 */
export async function reloadGrafana(
  url: string,
  call: Pick<SetupCall, 'grafanaPasswordFile' | 'environment'>,
  onDone: (kind: string) => void,
): Promise<void> {
  const outgoing = await openOutgoing(call.environment);
  try {
    const api = new GrafanaApi(outgoing, { url, ...(await grafanaUserOf(call)) });
    for (const kind of PROVISIONED) {
      await api.reload(kind);
      onDone(kind);
    }
  } finally {
    await outgoing.close();
  }
}
