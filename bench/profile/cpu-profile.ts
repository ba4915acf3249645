import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Self time of one place in the code, as a share of the process's busy time. */
export interface Spot {
  readonly name: string;
  readonly ratio: number;
}

export interface ProfileSummary {
  /** By part of the program, the largest first. */
  readonly parts: readonly Spot[];
  /** By function, the largest first. */
  readonly functions: readonly Spot[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { functionName: string; url: string; lineNumber: number };
}

interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const TOP_FUNCTIONS = 15;
const TOP_PARTS = 12;

/**
 * Sums every `.cpuprofile` in a folder: one for each thread of the process. Parts that do not count, such
 * as a bench's own, have no share.
 */
export async function summariseProfiles(
  folder: string,
  counts: (part: string) => boolean = () => true,
): Promise<ProfileSummary> {
  const parts = new Map<string, number>();
  const functions = new Map<string, number>();
  let busyUs = 0;
  for (const file of await readdir(folder)) {
    if (!file.endsWith('.cpuprofile')) continue;
    const profile = JSON.parse(await readFile(join(folder, file), 'utf8')) as CpuProfile;
    for (const [node, selfUs] of selfTimes(profile)) {
      const { functionName, url, lineNumber } = node.callFrame;
      if (functionName === '(idle)' || functionName === '(root)') continue;
      const part = partOf(functionName, url);
      if (!counts(part)) continue;
      busyUs += selfUs;
      add(parts, part, selfUs);
      add(
        functions,
        url === ''
          ? functionName
          : `${functionName || '(anonymous)'} ${placeOf(url)}:${lineNumber + 1}`,
        selfUs,
      );
    }
  }
  const ranked = (times: Map<string, number>, top: number): Spot[] =>
    [...times]
      .sort((a, b) => b[1] - a[1])
      .slice(0, top)
      .map(([name, selfUs]) => ({ name, ratio: selfUs / busyUs }));
  return { parts: ranked(parts, TOP_PARTS), functions: ranked(functions, TOP_FUNCTIONS) };
}

function selfTimes(profile: CpuProfile): Map<ProfileNode, number> {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const times = new Map<ProfileNode, number>();
  profile.samples.forEach((id, index) => {
    const node = nodes.get(id);
    if (node === undefined) return;
    times.set(node, (times.get(node) ?? 0) + (profile.timeDeltas[index] ?? 0));
  });
  return times;
}

/** The part of the program a frame belongs to, as a reader knows it. */
function partOf(functionName: string, url: string): string {
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (functionName === '(program)')
    return 'native code without a JavaScript caller (OpenSSL, libuv, V8)';
  if (url === '') return 'native code called from JavaScript';
  const ours = /\/((?:src|bench)\/.*)$/.exec(url);
  if (url.startsWith('file:') && ours?.[1] !== undefined && !url.includes('/node_modules/')) {
    return ours[1].split('/').slice(0, 2).join('/');
  }
  const packaged = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url);
  if (packaged?.[1] !== undefined) return packaged[1];
  return url
    .replace(/^node:internal\//, 'node:')
    .split('/')
    .slice(0, 2)
    .join('/');
}

/** A path without the machine in it. */
function placeOf(url: string): string {
  return url.replace(/^file:.*\/((?:src|bench|node_modules)\/)/, '$1');
}

function add(times: Map<string, number>, name: string, selfUs: number): void {
  times.set(name, (times.get(name) ?? 0) + selfUs);
}
