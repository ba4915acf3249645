import { ForkedScript } from '../process/fork-script.ts';
import type { TruthPlace } from '../truth/truth.ts';
import type { SubjectRun } from './measured.ts';
import { type Subject, subjectEnv } from './subject.ts';

export interface Ours extends Subject {
  readonly pid: number;
  /** CPU of the process with nothing to do, ms a second. */
  idleCpuMsPerSecond(seconds: number): Promise<number>;
}

export interface OursOptions {
  readonly workers?: number;
  /** Folder that gets a CPU profile of each thread when it closes. */
  readonly profileFolder?: string;
}

/** Our prober with its pool, in a process of its own; one worker unless told otherwise. */
export async function startOurs(place: TruthPlace, options: OursOptions = {}): Promise<Ours> {
  const { workers = 1, profileFolder } = options;
  const script = await ForkedScript.start(new URL('ours-process.ts', import.meta.url), {
    env: { ...subjectEnv(place), OURS_WORKERS: String(workers) },
    execArgv: profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`],
  });
  return {
    name: workers === 1 ? 'ours' : `ours, ${workers} workers`,
    resolves: true,
    speaksH2: true,
    pid: script.pid,
    run: (spec) => script.call<SubjectRun>('run', spec),
    idleCpuMsPerSecond: (seconds) => script.call<number>('idle', seconds),
    async close() {
      await script.call('close');
      await script.stop();
    },
  };
}
