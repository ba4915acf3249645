import type { LoadSpec } from '../load/load.ts';
import type { TruthPlace } from '../truth/truth.ts';
import type { SubjectRun } from './measured.ts';

/** Something that probes. */
export interface Subject {
  readonly name: string;
  /** Whether it asks the truth's DNS server; where not, it can probe addresses only. */
  readonly resolves: boolean;
  /** Whether it speaks HTTP/2. */
  readonly speaksH2: boolean;
  run(spec: LoadSpec): Promise<SubjectRun>;
  close(): Promise<void>;
}

/** Environment of every process that probes. */
export function subjectEnv(place: TruthPlace): Readonly<Record<string, string>> {
  return { TRUTH_PLACE: JSON.stringify(place), NODE_EXTRA_CA_CERTS: place.caFile };
}
