import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { pathOfCommand } from '../truth/command.ts';
import type { Truth } from '../truth/truth.ts';

/** Calls of `check`, each a process of its own, one after the other. */
export interface SingleCalls {
  readonly scheme: 'http' | 'https';
  /** |measured − produced| of `wait`, ms, in no order. */
  readonly waitErrorsMs: readonly number[];
  readonly failed: number;
}

const LAUNCHER = new URL('../../src/launch.mjs', import.meta.url).pathname;
const WAIT_MS = 40;
const run = promisify(execFile);

/** What one person who types `check` gets: no pool is warm, nothing was probed before. */
export async function singleCalls(
  truth: Truth,
  scheme: SingleCalls['scheme'],
  calls: number,
): Promise<SingleCalls> {
  await truth.take();
  const measured = new Map<number, number>();
  for (let id = 1; id <= calls; id += 1) {
    const waitMs = await checkedWaitMs(truth, scheme, id);
    if (waitMs !== null) measured.set(id, waitMs);
  }
  const produced = await truth.take();
  const waitErrorsMs = [...measured].flatMap(([id, waitMs]) => {
    const truthMs = produced.get(id)?.waitMs ?? null;
    return truthMs === null ? [] : [Math.abs(waitMs - truthMs)];
  });
  return { scheme, waitErrorsMs, failed: calls - waitErrorsMs.length };
}

async function checkedWaitMs(
  { place }: Truth,
  scheme: SingleCalls['scheme'],
  id: number,
): Promise<number | null> {
  const command = { id, dnsMs: 0, tlsMs: 0, waitMs: WAIT_MS, gapMs: 0, bodyBytes: 2048 };
  const url = `${scheme}://127.0.0.1:${place.ports[scheme]}${pathOfCommand(command)}`;
  const options = ['--json', '--allow-private', '--http', '1.1', '--ca', place.caFile];
  try {
    const { stdout } = await run(process.execPath, [LAUNCHER, 'check', url, ...options]);
    return waitMsOf(JSON.parse(stdout));
  } catch {
    return null;
  }
}

function waitMsOf(report: unknown): number | null {
  if (typeof report !== 'object' || report === null || !('phases' in report)) return null;
  const { phases } = report;
  if (typeof phases !== 'object' || phases === null || !('wait' in phases)) return null;
  return typeof phases.wait === 'number' ? phases.wait : null;
}
