import type { ServiceOptions } from '../../app.ts';
import { background } from '../../core/background.ts';
import type { Config } from '../../core/config.ts';
import { messageOf } from '../../core/errors.ts';
import { InTurn } from '../../core/in-turn.ts';
import type { Log } from '../../core/ports/log.ts';
import type { NoticeStore, OutboxEntry } from '../../core/ports/notice-store.ts';
import { decodeDesk } from '../../notify/desk-text.ts';
import { OutboxSender } from '../../notify/outbox/outbox-sender.ts';
import { Standing } from '../../notify/standing.ts';
import { renderBy } from '../../notify/wording/render.ts';
import { systemClock } from '../../schedule/system-clock.ts';
import { withStateFile } from '../control/direct-state.ts';
import { directNotices } from '../notices/direct-notices.ts';
import { drillEndDrafts } from '../notices/drill-end.ts';
import { NoticeChannels } from '../notices/notice-channels.ts';
import { quietSource } from '../notices/quiet-source.ts';
import { wordingContextOf } from '../notices/wording-context.ts';

export interface LeftNotices {
  /** With the contacts and channels of now. */
  readonly config: Config;
  /** Files of secrets lie relative to it; null = the working directory. */
  readonly configDir: string | null;
  readonly log: Log;
  /** Of a drill that is over and whose store nobody owns. */
  readonly storeDir: string;
  /** Ends the sending; what waits then is left for the next time. */
  readonly signal: AbortSignal;
}

/** Sends what drills left one after the other, beside whatever runs. */
export class LeftSending {
  readonly #options: Pick<ServiceOptions, 'config' | 'configDir' | 'secretsDir' | 'log'>;
  readonly #turns = new InTurn();
  readonly #closing = new AbortController();

  constructor(options: Pick<ServiceOptions, 'config' | 'configDir' | 'secretsDir' | 'log'>) {
    this.#options = options;
  }

  /** Directories of drills that are over and that nobody owns. */
  send(dirs: readonly string[]): void {
    const { config, configDir, secretsDir, log } = this.#options;
    const { signal } = this.#closing;
    for (const storeDir of dirs) {
      const sent = this.#turns.run(async () => {
        if (signal.aborted) return;
        const from = { config, configDir: secretsDir ?? configDir ?? null };
        await sendLeftNotices({ ...from, storeDir, signal, log });
      });
      background(sent, 'drill.left_notices', log);
    }
  }

  /** Ends within seconds. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#turns.idle();
  }
}

/** What is not taken within so long waits for the next start, ms. */
const PATIENCE_MS = 600_000;
const LOOK_MS = 100;

/**
 * Sends what a drill that is over left in its outbox, the word of its end last, which is written here
 * where the drill was interrupted: nobody who was told of an exercise is left without its end. The store is
 * locked meanwhile. Never rejects: what cannot be sent is logged, and waits.
 */
export async function sendLeftNotices(left: LeftNotices): Promise<void> {
  try {
    await withStateFile(left.storeDir, async (state) => {
      const store = directNotices(state.notices);
      await writeEnd(store, left);
      if ((await store.waiting()).length > 0) await sendAll(store, left);
    });
  } catch (error) {
    left.log.warn('drill.notices_left', { dir: left.storeDir, error: messageOf(error) });
  }
}

/** To everybody to whom anything was written in it; nothing where that was done. */
async function writeEnd(store: NoticeStore, { config }: LeftNotices): Promise<void> {
  const desks = await store.desks();
  const told = desks.filter(({ body }) => body !== null && decodeDesk(body).count > 0);
  if (told.length === 0) return;
  const standing = await Standing.open(store, systemClock);
  const source = quietSource(config, standing, 'drill');
  const contacts = new Set(told.map(({ contact }) => contact));
  const outbox = drillEndDrafts(source, contacts, systemClock.now());
  await store.keepStep({ desks: [], decisions: [], outbox });
}

async function sendAll(store: NoticeStore, left: LeftNotices): Promise<void> {
  const { config, configDir, signal, log } = left;
  const channels = await NoticeChannels.open({
    ...{ config, files: () => config, configDir, environment: process.env },
    render: renderBy(() => wordingContextOf(config, true)),
  });
  const sender = new OutboxSender({
    store: { ...store, waiting: async (after) => (await store.waiting(after)).map(dueNow) },
    ...{ channels: channels.byKind, clock: systemClock, log },
  });
  try {
    await sender.start();
    const until = systemClock.monotonicMs() + PATIENCE_MS;
    while (sender.status.waiting > 0 && !signal.aborted && systemClock.monotonicMs() < until) {
      await new Promise<void>((resolve) => systemClock.after(LOOK_MS, resolve));
    }
    log.info('drill.notices_sent', { dir: left.storeDir, waiting: sender.status.waiting });
  } finally {
    await sender.close();
    await channels.close();
  }
}

/** Its times are those of the day that was replayed. */
function dueNow(entry: OutboxEntry): OutboxEntry {
  return { ...entry, nextAt: systemClock.now(), failingSince: null };
}
