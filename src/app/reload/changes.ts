import type { Live } from '../../board/live.ts';
import { restoreAdded } from '../../board/restore-added.ts';
import { fileDigests } from '../../config/file-digests.ts';
import { type ConfigWatch, watchConfig } from '../../config/watch.ts';
import { background } from '../../core/background.ts';
import type { Config } from '../../core/config.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { ConfigHistory } from '../../core/ports/config-history.ts';
import type { Log } from '../../core/ports/log.ts';
import type { ReloadStatus } from '../../core/ports/reload-status.ts';
import type { Judge } from '../../judge/judge.ts';
import { maintenanceBookOf } from '../../schedule/maintenance/maintenance-book.ts';
import type { Facts } from '../facts/open-facts.ts';
import { followCouncil } from '../judging.ts';
import type { Measuring } from '../measuring.ts';
import type { Stores } from '../stores.ts';
import { ChangeBook } from './change-book.ts';
import type { OpenCouncil } from './open-council.ts';
import { Reloader, type ReloadTrigger } from './reloader.ts';

export interface ChangesParts extends OpenCouncil {
  readonly live: Live;
  readonly measuring: Measuring;
  readonly judging: Judge;
  readonly facts: Facts;
  readonly telling: { follow(): void };
  readonly stores: Stores;
  /** null = the configuration was built in memory and stays. */
  readonly configDir: string | null;
  /** Epoch ms at which reading it began: what was changed later may not be in force. */
  readonly configReadAt: number;
  readonly storeDir: string;
  /** Epoch ms at which the configuration of the start was taken. */
  readonly loadedAt: number;
  readonly clock: Clock;
  readonly log: Log;
}

/** Whatever changes what is measured while the service runs. */
export interface Changes {
  reload(trigger: ReloadTrigger): Promise<void>;
  /** What the board shows of them. */
  readonly shown: {
    readonly reload: () => ReloadStatus;
    /** null = the configuration was built in memory and stays. */
    readonly history: () => ConfigHistory | null;
  };
  close(): Promise<void>;
}

/** Lets schedule and board follow the council, and begins to look for changes of it. */
export async function followChanges(parts: ChangesParts): Promise<Changes> {
  const { council, own, desk, live, measuring, facts, judging, telling, stores } = parts;
  const { configDir, configReadAt, unconfirmed, changed, storeDir, loadedAt, clock, log } = parts;
  const showMaintenance = (today: Config) =>
    live.useMaintenance(maintenanceBookOf(today).maintenanceOf);
  showMaintenance(council.today);
  council.follow({
    schedule: (series, timezone) => measuring.setTargets(series, timezone),
    show: (today, stopped) => {
      followCouncil(judging, council);
      facts.setTargets(council.series(), today);
      const added = { targets: live.replace(today, stopped), now: clock.now() };
      const restoring = restoreAdded(live, { store: stores.samples, ...added });
      background(restoring, 'board.restore_added', log);
      showMaintenance(today);
      stores.useTimezone(today.council.timezone);
      telling.follow();
    },
  });
  const digests = configDir === null ? new Map() : await fileDigests(configDir, configReadAt);
  const book = new ChangeBook({ at: loadedAt, plan: changed, refused: unconfirmed, digests });
  const reloader = new Reloader({
    council,
    book,
    own,
    dir: configDir,
    dataDir: storeDir,
    state: stores.state,
    start: { loadedAt, refused: unconfirmed },
    clock,
    log,
  });
  const watch: ConfigWatch | null =
    configDir === null
      ? null
      : await watchConfig({
          dir: configDir,
          readAt: configReadAt,
          log,
          onChange: () => background(reloader.reload('files'), 'config.reload', log),
        });
  desk.open((target) => measuring.settled(target));
  return {
    reload: (trigger) => reloader.reload(trigger),
    shown: {
      reload: () => reloader.status(),
      history: () => (configDir === null ? null : reloader.history()),
    },
    async close() {
      await watch?.close();
      await reloader.close();
    },
  };
}
