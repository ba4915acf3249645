import { type Service, type ServiceOptions, startService } from '../../app.ts';
import { systemClock } from '../../schedule/system-clock.ts';
import type { DrillDesk, DrillStarted } from '../control/drill-order.ts';
import { createDrillRun } from './drill-run.ts';
import { startedOutcome, tellEnd } from './drill-started.ts';
import { findScenario } from './find-scenario.ts';
import { endInterruptedDrills, leftDrillDirs } from './interrupted-drills.ts';
import { LeftSending } from './left-notices.ts';

export interface LoneDrillOptions extends ServiceOptions {
  readonly scenario: string;
  readonly speed: number;
}

/** A drill without a service that it takes the place of. */
export interface LoneDrill {
  readonly service: Service;
  readonly started: DrillStarted;
  /** Resolves when the scenario has run through, or when somebody ordered its end. */
  readonly ended: Promise<'scenario' | 'operator'>;
}

/** Throws as {@link startService}, and `usage`, `not_found` or `config_invalid` for the drill asked for. */
export async function startLoneDrill(options: LoneDrillOptions): Promise<LoneDrill> {
  const { config, configDir, secretsDir, dataDir, speed } = options;
  const folder = configDir ?? secretsDir ?? null;
  const scenario = await findScenario(options.scenario, folder, config.council.timezone);
  await endInterruptedDrills({ dataDir, now: systemClock.now(), log: options.log });
  const ended = Promise.withResolvers<'scenario' | 'operator'>();
  const onEnd = () => ended.resolve('scenario');
  const drill = createDrillRun({ scenario, speed, config, now: systemClock.now(), onEnd });
  const { id, title } = drill.mark;
  const name = { id, title: { ...title } };
  const drills: DrillDesk = {
    take(_, order) {
      if (order.action === 'drill-start') return Promise.resolve({ kind: 'drill_runs', ...name });
      ended.resolve('operator');
      return Promise.resolve({ kind: 'drill_ended', ...name });
    },
  };
  const service = await startService({ ...options, drill, drills });
  const detail = `${id} × ${speed}`;
  await service.audit({ actor: 'operator', action: 'drill.started', subject: null, detail });
  const left = new LeftSending(options);
  left.send(leftDrillDirs(dataDir));
  const over = ended.promise.then(async (actor) => {
    await service.audit({ actor, action: 'drill.ended', subject: null, detail });
    await tellEnd(service, options.log);
    return actor;
  });
  const both: Service = {
    ...service,
    async close() {
      await left.close();
      await service.close();
    },
  };
  return {
    service: both,
    started: startedOutcome(drill, { dataDir, url: service.url }),
    ended: over,
  };
}
