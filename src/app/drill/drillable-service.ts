import { type Service, type ServiceOptions, startService } from '../../app.ts';
import { background } from '../../core/background.ts';
import { AppError, messageOf } from '../../core/errors.ts';
import { InTurn } from '../../core/in-turn.ts';
import type { Log } from '../../core/ports/log.ts';
import { systemClock } from '../../schedule/system-clock.ts';
import type { DrillDesk, DrillOrder, DrillOutcome, DrillStart } from '../control/drill-order.ts';
import { createDrillRun, type DrillRun } from './drill-run.ts';
import { drillDir, startedOutcome, tellEnd } from './drill-started.ts';
import { findScenario } from './find-scenario.ts';
import { endInterruptedDrills, leftDrillDirs } from './interrupted-drills.ts';
import { LeftSending } from './left-notices.ts';

export interface DrillableOptions extends ServiceOptions {
  /** Is told when nothing runs any more: what was measured before could not be taken up again. */
  readonly onLost: (error: unknown) => void;
}

/**
 * A service on practice sites that a drill may take the place of, on the same board: what it measures
 * else pauses meanwhile, and its store stays closed. Throws as {@link startService}.
 */
export async function startDrillableService(options: DrillableOptions): Promise<Service> {
  const host = new DrillHost(options);
  await host.open();
  return host;
}

class DrillHost implements Service, DrillDesk {
  readonly #options: DrillableOptions;
  readonly #log: Log;
  #service: Service | null = null;
  #drill: DrillRun | null = null;
  /** One order after the other. */
  readonly #turns = new InTurn();
  /** By request. */
  readonly #taken = new Map<string, Promise<DrillOutcome>>();
  readonly #left: LeftSending;
  #isClosed = false;

  constructor(options: DrillableOptions) {
    this.#options = options;
    this.#left = new LeftSending(options);
    this.#log = options.log;
  }

  get config() {
    return this.#running().config;
  }

  get url() {
    return this.#running().url;
  }

  get wantedPort() {
    return this.#running().wantedPort;
  }

  async open(): Promise<void> {
    const { dataDir } = this.#options;
    await endInterruptedDrills({ dataDir, now: systemClock.now(), log: this.#log });
    this.#service = await startService({ ...this.#options, drills: this });
    this.#left.send(leftDrillDirs(dataDir));
  }

  async reload(trigger: Parameters<Service['reload']>[0]): Promise<void> {
    if (this.#drill === null) await this.#running().reload(trigger);
    else this.#log.info('drill.reload_after', { id: this.#drill.mark.id });
  }

  async audit(entry: Parameters<Service['audit']>[0]): Promise<void> {
    await this.#running().audit(entry);
  }

  async tellDrillEnd(): Promise<void> {
    await this.#running().tellDrillEnd();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#turns.idle();
    await this.#left.close();
    if (this.#drill !== null) {
      await tellEnd(this.#running(), this.#log);
      const ended = { actor: 'service', ...endOf(this.#drill) };
      // A disk that is full must not keep the service from ending.
      await this.#service?.audit(ended).catch((error: unknown) => {
        this.#log.error('drill.end_not_recorded', { error: messageOf(error) });
      });
    }
    await this.#service?.close();
  }

  take(id: string, order: DrillOrder): Promise<DrillOutcome> {
    const taken = this.#taken.get(id) ?? this.#carryOut(order);
    this.#taken.set(id, taken);
    return taken;
  }

  #carryOut(order: DrillOrder): Promise<DrillOutcome> {
    return this.#turns.run(async () => {
      try {
        if (order.action === 'drill-start') return await this.#begin(order);
        return await this.#end(order.actor);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        return { kind: 'drill_refused', text: error.text };
      }
    });
  }

  async #begin({ scenario: id, speed, actor }: DrillStart): Promise<DrillOutcome> {
    if (this.#drill !== null) return { kind: 'drill_runs', ...nameOf(this.#drill) };
    if (this.#isClosed) return { kind: 'drill_refused', text: ENDING };
    const { config, configDir, secretsDir } = this.#options;
    const { timezone } = config.council;
    const scenario = await findScenario(id, configDir ?? secretsDir ?? null, timezone);
    const now = systemClock.now();
    const drill: DrillRun = createDrillRun({
      ...{ scenario, speed, config, now },
      onEnd: () => this.#ranThrough(drill),
    });
    const before = this.#running();
    await before.audit({ actor, action: 'drill.started', ...subjectOf(drill) });
    await this.#replace(drill);
    await this.#running().audit({ actor, action: 'drill.started', ...subjectOf(drill) });
    this.#log.info('drill.started', { id: drill.mark.id, speed });
    return startedOutcome(drill, { dataDir: this.#options.dataDir, url: this.url });
  }

  #ranThrough(drill: DrillRun): void {
    const end = this.#turns.run(async () => {
      if (this.#drill === drill && !this.#isClosed) await this.#end('scenario');
    });
    background(end, 'drill.end', this.#log);
  }

  async #end(actor: string): Promise<DrillOutcome> {
    const drill = this.#drill;
    if (drill === null) return { kind: 'no_drill' };
    const ended = { actor, ...endOf(drill) };
    await this.#running().audit(ended);
    await tellEnd(this.#running(), this.#log);
    await this.#replace(null);
    this.#left.send([drillDir(this.#options.dataDir, drill.mark.id)]);
    await this.#running().audit(ended);
    this.#log.info('drill.ended', { id: drill.mark.id, actor });
    return { kind: 'drill_ended', ...nameOf(drill) };
  }

  /** On the board's address of before; a drill that does not start leaves what was measured before. */
  async #replace(drill: DrillRun | null): Promise<void> {
    const { hostname, port } = new URL(this.url);
    const listen = { host: this.#options.listen?.host ?? hostname, port: Number(port) };
    const wanted = this.#running();
    await wanted.close();
    this.#service = null;
    try {
      const options = { ...this.#options, listen, drills: this };
      this.#service = await startService(drill === null ? options : { ...options, drill });
      this.#drill = drill;
    } catch (error) {
      this.#log.error('drill.switch_failed', { to: drill?.mark.id, error: messageOf(error) });
      await this.#fallBack(drill, listen);
      throw error;
    }
  }

  /** The end of a drill that did not start is told beside its beginning. */
  async #fallBack(drill: DrillRun | null, listen: ServiceOptions['listen']): Promise<void> {
    this.#drill = null;
    try {
      if (drill === null) throw new AppError('internal', 'the service could not be taken up again');
      this.#service = await startService({ ...this.#options, listen, drills: this });
      await this.#service.audit({ actor: 'service', ...endOf(drill) });
    } catch (error) {
      if (this.#options.stop?.aborted !== true) this.#options.onLost(error);
      throw error;
    }
  }

  #running(): Service {
    if (this.#service !== null) return this.#service;
    throw new AppError('internal', 'no service runs');
  }
}

const ENDING = {
  ja: 'サービスが終了するところのため、訓練を始めませんでした',
  en: 'the service is ending, so no drill was begun',
};

function nameOf({ mark: { id, title } }: DrillRun) {
  return { id, title: { ...title } };
}

function endOf(drill: DrillRun) {
  return { action: 'drill.ended', ...subjectOf(drill) } as const;
}

function subjectOf({ mark }: DrillRun) {
  return { subject: null, detail: `${mark.id} × ${mark.speed}` };
}
