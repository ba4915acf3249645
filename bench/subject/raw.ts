import { ForkedScript } from '../process/fork-script.ts';
import type { TruthPlace } from '../truth/truth.ts';
import type { SubjectRun } from './measured.ts';
import { type Subject, subjectEnv } from './subject.ts';

/**
 * Node's bare socket. `curves` are the key exchanges it offers, null = Node's own, which include the
 * costly X25519MLKEM768.
 */
export async function startRaw(place: TruthPlace, curves: string | null): Promise<Subject> {
  const script = await ForkedScript.start(new URL('raw-process.ts', import.meta.url), {
    env: { ...subjectEnv(place), ...(curves === null ? {} : { RAW_CURVES: curves }) },
  });
  return {
    name: 'Node raw socket',
    resolves: true,
    speaksH2: false,
    run: (spec) => script.call<SubjectRun>('run', spec),
    close: () => script.stop(),
  };
}
