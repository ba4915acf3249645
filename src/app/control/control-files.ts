import { chown, lstat, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { giveTo } from '../../config/give-to.ts';
import { replaceFile } from '../../config/replace-file.ts';
import { codeOf } from '../../core/errors.ts';
import { type AccountOrder, type AccountOutcome, accountOrderSchema } from './account-order.ts';
import { type DrillOrder, type DrillOutcome, drillOrderSchema } from './drill-order.ts';
import { type NoticeOrder, type NoticeOutcome, noticeOrderSchema } from './notice-order.ts';
import { type SnapshotOrder, type SnapshotOutcome, snapshotOrderSchema } from './snapshot-order.ts';
import { type StopOrder, type StopOutcome, stopOrderSchema } from './stop-order.ts';

export type Order = StopOrder | DrillOrder | NoticeOrder | AccountOrder | SnapshotOrder;
export type Outcome = StopOutcome | DrillOutcome | NoticeOutcome | AccountOutcome | SnapshotOutcome;

const orderSchema = z.union([
  stopOrderSchema,
  drillOrderSchema,
  noticeOrderSchema,
  accountOrderSchema,
  snapshotOrderSchema,
]);

/**
 * How a command speaks with the service that owns a data directory: it puts a request into the folder
 * `control`, whole or not at all, and the service puts an answer beside it. Who may write there may
 * order.
 */
export interface ControlFiles {
  /** Ids of the requests that wait, the oldest name first. */
  waiting(): Promise<readonly string[]>;
  /** `undefined` = it is gone, answered meanwhile; null = not one of ours; rejects as the system does. */
  order(id: string): Promise<Order | null | undefined>;
  ask(id: string, order: Order): Promise<void>;
  /** Takes the request away and puts the answer in its place. */
  answer(id: string, outcome: Outcome | null): Promise<void>;
  /** `undefined` = no answer yet; null = the service did not understand the request. */
  takeAnswer<Answer extends Outcome>(
    id: string,
    schema: z.ZodType<Answer>,
  ): Promise<Answer | null | undefined>;
  /** Forgets answers that nobody took before `before`, epoch ms. */
  forgetAnswers(before: number): Promise<void>;
}

const REQUEST = '.request.json';
const ANSWER = '.answer.json';
const answerSchema = z.object({ outcome: z.unknown() });

export function controlDir(storeDir: string): string {
  return join(storeDir, 'control');
}

/** Makes the folder where it is not there; rejects as the system does. */
export async function openControl(storeDir: string): Promise<ControlFiles> {
  const dir = controlDir(storeDir);
  await makeFolder(dir, storeDir);
  const path = (id: string, kind: string) => join(dir, `${id}${kind}`);
  return {
    async waiting() {
      const names = await readdir(dir);
      return names
        .filter((name) => name.endsWith(REQUEST))
        .sort()
        .map((name) => name.slice(0, -REQUEST.length));
    },
    async order(id) {
      const text = await textOf(path(id, REQUEST));
      return text === null ? undefined : (orderSchema.safeParse(jsonOf(text)).data ?? null);
    },
    // The folder keeps everybody out who is neither the service nor root.
    ask: (id, order) => replaceFile(path(id, REQUEST), JSON.stringify(order), 0o644),
    async answer(id, outcome) {
      await replaceFile(path(id, ANSWER), JSON.stringify({ outcome }), 0o600);
      await rm(path(id, REQUEST), { force: true });
    },
    async takeAnswer(id, schema) {
      const text = await textOf(path(id, ANSWER));
      if (text === null) return undefined;
      await rm(path(id, ANSWER), { force: true });
      const { data } = answerSchema.safeParse(jsonOf(text));
      return schema.safeParse(data?.outcome).data ?? null;
    },
    async forgetAnswers(before) {
      for (const name of await readdir(dir)) {
        if (!name.endsWith(ANSWER)) continue;
        const writtenAt = await writtenAtOf(join(dir, name));
        if (writtenAt !== null && writtenAt < before) await rm(join(dir, name), { force: true });
      }
    },
  };
}

/** What root makes is the data directory's owner's, who must be able to use it. */
async function makeFolder(dir: string, storeDir: string): Promise<void> {
  const made = await mkdir(dir, { recursive: true, mode: 0o700 });
  if (made !== undefined) await giveTo(await stat(storeDir), (uid, gid) => chown(dir, uid, gid));
}

/** Epoch ms; null where it is gone, or is no file. */
async function writtenAtOf(path: string): Promise<number | null> {
  try {
    const facts = await lstat(path);
    return facts.isFile() ? facts.mtimeMs : null;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
