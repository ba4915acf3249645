import { ForkedScript } from '../process/fork-script.ts';
import type { TruthPlace } from '../truth/truth.ts';
import type { SubjectRun } from './measured.ts';
import { type Subject, subjectEnv } from './subject.ts';

/** Our probe function alone, without the pool. */
export async function startBare(place: TruthPlace): Promise<Subject> {
  const script = await ForkedScript.start(new URL('bare-process.ts', import.meta.url), {
    env: subjectEnv(place),
  });
  return {
    name: 'ours without pool',
    resolves: true,
    speaksH2: true,
    run: (spec) => script.call<SubjectRun>('run', spec),
    close: () => script.stop(),
  };
}
