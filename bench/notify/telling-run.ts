import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openStores } from '../../src/app/open-stores.ts';
import type { Config } from '../../src/core/config.ts';
import { noLog } from '../../src/core/ports/log.ts';
import type { OutboxEntry } from '../../src/core/ports/notice-store.ts';
import type { Incident } from '../../src/core/words/incident.ts';
import type { NoticeDecision } from '../../src/core/words/notice.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import type { PracticeSize } from '../../src/practice/practice-council.ts';
import { openEmbeddedReader } from '../../src/store/embedded/reader.ts';
import { type Stretch, stretchOf } from '../council/stretch.ts';
import { ForkedScript } from '../process/fork-script.ts';
import { type FailingPlan, failingPlan, type PlanShape } from './failing-plan.ts';
import type { TakenMail } from './smtp-process.ts';
import type { TellingOrder, TellingStarted } from './telling-process.ts';
import { toldCouncil } from './told-council.ts';

export interface TellingShape {
  readonly size: PracticeSize;
  readonly singles: number;
  readonly singlesIn: string;
  readonly flood: number;
  /** From the first probe to the first failure at least, ms. */
  readonly settleMs: number;
  readonly singlesForMs: number;
  /** From the first single failure to the flood, ms. */
  readonly beforeMs: number;
  readonly say: (line: string) => void;
}

/** What a run left; all moments are epoch ms of the drill. */
export interface TellingRun {
  readonly config: Config;
  readonly plan: FailingPlan;
  readonly floodAt: number;
  /** As the SMTP server took them. */
  readonly mails: readonly TakenMail[];
  readonly outbox: readonly OutboxEntry[];
  readonly incidents: readonly Incident[];
  /** About patterns: what was decided for which contact. */
  readonly decisions: readonly NoticeDecision[];
  /** By target: its failed samples in order of slot and attempt. */
  readonly failed: ReadonlyMap<string, readonly Sample[]>;
  /** Probing, by the part of the run that slots lie in. */
  readonly stretches: {
    readonly before: Stretch;
    readonly flood: Stretch;
    readonly after: Stretch;
  };
  /** Share of one core, of the service, in the same parts. */
  readonly cpuRatios: { readonly before: number; readonly flood: number; readonly after: number };
  readonly settledMs: number;
  /** Warnings and errors that the service logged, by event. */
  readonly complaints: Readonly<Record<string, number>>;
}

const MINUTE_MS = 60_000;
/** From the start's order to the first probe, about, ms. */
const START_MS = 6000;
/** The last is waited for so long after the minute in which the flood came, ms. */
const LIMIT_MS = 150_000;
/** What comes after all are told would be too much, ms. */
const WATCH_MS = 10_000;
const LOOK_MS = 500;
const MORE_THAN_ALL = 1_000_000;

/** A drill's service, its sites and a mail server, each in a process of its own. */
export async function runTelling(shape: TellingShape): Promise<TellingRun> {
  const dataDir = await mkdtemp(join(tmpdir(), 'yamabiko-bench-notify-'));
  const smtp = await ForkedScript.start(new URL('smtp-process.ts', import.meta.url));
  const script = await ForkedScript.start(new URL('telling-process.ts', import.meta.url), {
    execArgv: ['--heap-growing-percent=25', '--semi-space-growth-factor=1'],
  });
  try {
    const smtpPort = await smtp.call<number>('port');
    const config = toldCouncil(shape.size, smtpPort);
    const plan = await planWhenItFits(shape);
    const order: TellingOrder = { dataDir, size: shape.size, smtpPort, plan };
    const started = await script.call<TellingStarted>('start', order);
    const life = new ServiceLife(script, started);
    const settledMs = plan.singlesAt - life.elapsedMs();
    shape.say(`started, ${Math.round(settledMs / 1000)} s to the first failure`);
    const failing = failingPlan(config, plan, started.from);
    const cpuMs = [await life.cpuMsAt(plan.singlesAt), await life.cpuMsAt(plan.floodAt)];
    cpuMs.push(await life.cpuMsAt(plan.floodAt + MINUTE_MS));
    const all = plan.flood + plan.singles + config.sectors.length + 2;
    const limitMs = plan.floodAt + MINUTE_MS + LIMIT_MS;
    while ((await smtp.call<number>('count')) < all && life.elapsedMs() < limitMs) {
      await pause(LOOK_MS);
    }
    shape.say(`${await smtp.call<number>('count')} messages for ${all}`);
    await pause(WATCH_MS);
    const endMs = life.elapsedMs();
    cpuMs.push(await life.cpuMsAt(endMs));
    const complaints = await script.call<TellingRun['complaints']>('complaints');
    await script.call('close');
    const mails = await smtp.call<readonly TakenMail[]>('taken');
    const at = { before: plan.singlesAt, flood: plan.floodAt, after: plan.floodAt + MINUTE_MS };
    return {
      ...{ config, plan: failing, floodAt: started.from + plan.floodAt, settledMs, complaints },
      mails: mails.map((mail) => ({ ...mail, at: mail.at + started.aheadMs })),
      ...(await keptIn(started.dir, config)),
      failed: await failedIn(started),
      stretches: await stretchesOf(started, at, endMs),
      cpuRatios: ratiosOf(cpuMs, [at.before, at.flood, at.after, endMs]),
    };
  } finally {
    await script.stop();
    await smtp.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/**
 * The scenario's time begins with a full minute: waits where the start might fall on either side of one,
 * and lets failures begin so late that everything has settled.
 */
async function planWhenItFits(shape: TellingShape): Promise<PlanShape> {
  const { singles, singlesIn, singlesForMs, flood, settleMs, beforeMs } = shape;
  const fromMinute = () => (Date.now() + START_MS) % MINUTE_MS;
  while (fromMinute() < START_MS || fromMinute() > MINUTE_MS - START_MS) await pause(LOOK_MS);
  const singlesAt = fromMinute() + settleMs;
  return { singles, singlesIn, singlesForMs, flood, singlesAt, floodAt: singlesAt + beforeMs };
}

class ServiceLife {
  readonly #script: ForkedScript;
  readonly #started: TellingStarted;

  constructor(script: ForkedScript, started: TellingStarted) {
    this.#script = script;
    this.#started = started;
  }

  /** Of the scenario. */
  elapsedMs(): number {
    return Date.now() + this.#started.aheadMs - this.#started.from;
  }

  async cpuMsAt(elapsedMs: number): Promise<number> {
    await pause(Math.max(0, elapsedMs - this.elapsedMs()));
    return await this.#script.call<number>('cpuMs');
  }
}

async function keptIn(
  dir: string,
  config: Config,
): Promise<Pick<TellingRun, 'outbox' | 'incidents' | 'decisions'>> {
  const stores = await openStores({ config, dir, configDir: null, log: noLog });
  const outbox = await stores.notices.outbox({ limit: MORE_THAN_ALL });
  const incidents = await stores.judgements.incidents({ limit: MORE_THAN_ALL });
  const decisions: NoticeDecision[] = [];
  for (const { id, pattern } of incidents) {
    if (pattern !== 'single') decisions.push(...(await stores.notices.decisions([id])));
  }
  await stores.close();
  return { outbox, incidents, decisions };
}

async function failedIn({ dir, from }: TellingStarted): Promise<TellingRun['failed']> {
  const reader = openEmbeddedReader(dir);
  const failures: Sample[] = [];
  const all = { from, to: Number.MAX_SAFE_INTEGER, attempts: 'all' } as const;
  for await (const block of reader.scan(all)) {
    for (const sample of block) if (sample.outcome === 'failure') failures.push(sample);
  }
  await reader.close();
  failures.sort((a, b) => a.scheduledAt - b.scheduledAt || a.attempt - b.attempt);
  return Map.groupBy(failures, ({ target }) => target);
}

async function stretchesOf(
  { dir, from }: TellingStarted,
  at: { readonly before: number; readonly flood: number; readonly after: number },
  endMs: number,
): Promise<TellingRun['stretches']> {
  return {
    before: await stretchOf(dir, from + at.before, from + at.flood),
    flood: await stretchOf(dir, from + at.flood, from + at.after),
    after: await stretchOf(dir, from + at.after, from + endMs),
  };
}

function ratiosOf(
  cpuMs: readonly number[],
  at: readonly [number, number, number, number],
): TellingRun['cpuRatios'] {
  const ratio = (part: 0 | 1 | 2) =>
    ((cpuMs[part + 1] ?? 0) - (cpuMs[part] ?? 0)) / ((at[part + 1] ?? 0) - at[part]);
  return { before: ratio(0), flood: ratio(1), after: ratio(2) };
}
