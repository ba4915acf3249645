import type { Buckets } from '../../core/buckets.ts';
import { type Config, targetsOf } from '../../core/config.ts';
import type { Judging } from '../../core/ports/judging.ts';
import type { Incident } from '../../core/words/incident.ts';
import type { MaintenanceOf } from '../../core/words/maintenance.ts';
import type { Marked } from '../../core/words/marked.ts';
import type { StoredPoint } from '../../core/words/stored-point.ts';
import { OPERATOR, type Viewer } from '../../core/words/viewer.ts';
import { isNamedTo, readRightOf } from '../../share/rules/read-right.ts';
import type { SharedTarget } from '../../share/rules/shared-target.ts';
import type { Gate } from '../../share/seal.ts';
import type { AnsweredSince, ToldSince } from '../notices/told-since.ts';
import { incidentPoint } from './incident-points.ts';
import {
  type JudgementPointsQuery,
  judgementPoints,
  type WrittenJudgement,
} from './judgement-points.ts';
import { sharedTargetsOf } from './shared-targets.ts';

export interface JudgementFeedParts {
  readonly gate: Gate;
  readonly buckets: Buckets;
  readonly judging: Judging;
  readonly maintenanceOf: MaintenanceOf;
  readonly toldSince: ToldSince;
  readonly isAnsweredSince: AnsweredSince;
}

/** A bucket with whom its readers are and which targets they know the judgement of. */
interface Readers {
  readonly bucket: string;
  readonly viewer: Viewer;
  /** null = the operator, who knows all. */
  readonly sector: string | null;
  readonly targets: readonly SharedTarget[];
}

type SealedPoints = readonly Marked<readonly StoredPoint[]>[];

/** What is judged, as points for the buckets, each sealed for the readers of its bucket. */
export class JudgementFeed {
  readonly #parts: JudgementFeedParts;
  /** By bucket, then by target. */
  readonly #written = new Map<string, Map<string, WrittenJudgement>>();

  constructor(parts: JudgementFeedParts) {
    this.#parts = parts;
  }

  /** Judgements that changed since the call before; `isWhole`: all of them. `now`: epoch ms. */
  judgements(config: Config, now: number, isWhole: boolean): SealedPoints {
    const { judging, maintenanceOf } = this.#parts;
    const isSuppressed = (id: string) => config.practice || maintenanceOf(id, now) !== null;
    return this.#sealed(config, now, ({ bucket, viewer, targets }) => {
      const toldOf = this.#toldTo(viewer);
      const written = this.#written.get(bucket) ?? new Map<string, WrittenJudgement>();
      this.#written.set(bucket, written);
      const said = { judging, written, isSuppressed, isWhole, now };
      return judgementPoints({ bucket, targets, toldOf, ...said });
    });
  }

  /** What was written of a target in a bucket, of all without them, is to be written again. */
  forgetWritten(bucket?: string, target?: string): void {
    if (bucket === undefined || target === undefined) this.#written.clear();
    else this.#written.get(bucket)?.delete(target);
  }

  /** Incidents as they are now, for operators. */
  incidents(config: Config, now: number, incidents: readonly Incident[]): SealedPoints {
    const query = { bucket: this.#parts.buckets.operators, suppressed: config.practice };
    const data = incidents.flatMap((incident) => incidentPoint(incident, query) ?? []);
    if (data.length === 0 || targetsOf(config).length === 0) return [];
    const sealed = this.#parts.gate.seal(OPERATOR, { kind: 'council' }, { asOf: now, data });
    return sealed === null ? [] : [sealed];
  }

  /** A ratio is a value: it goes to who sees those, where it rests on no answer from before. */
  #toldTo(viewer: Viewer): JudgementPointsQuery['toldOf'] {
    const { toldSince, isAnsweredSince } = this.#parts;
    return (target, { since, ratio }) => {
      const namedSince = toldSince(viewer, target, 'judgement');
      // A choice that is kept already, while what is in force does not have it yet.
      if (namedSince === Infinity) return null;
      const isTold =
        readRightOf(viewer, target) === 'detail' &&
        isAnsweredSince({ target: target.id }, toldSince(viewer, target, 'detail'));
      return { since: Math.max(since, namedSince), ratio: isTold ? ratio : null };
    };
  }

  #sealed(
    config: Config,
    now: number,
    make: (readers: Readers) => readonly StoredPoint[],
  ): SealedPoints {
    const { gate } = this.#parts;
    return this.#readersOf(config).flatMap((readers) => {
      const data = make(readers);
      if (data.length === 0) return [];
      const { viewer, sector } = readers;
      const item =
        sector === null ? ({ kind: 'council' } as const) : ({ kind: 'bucket', sector } as const);
      return gate.seal(viewer, item, { asOf: now, data }) ?? [];
    });
  }

  #readersOf(config: Config): readonly Readers[] {
    const { buckets } = this.#parts;
    const shared = sharedTargetsOf(config);
    const ofSectors = [...shared].map(([{ id }, targets]): Readers => {
      const viewer: Viewer = { kind: 'secretariat', sector: id };
      const known = targets.filter((target) => isNamedTo(viewer, target));
      return { bucket: buckets.sector(id), viewer, sector: id, targets: known };
    });
    const all = [...shared.values()].flat();
    const own = { bucket: buckets.operators, viewer: OPERATOR, sector: null, targets: all };
    return targetsOf(config).length === 0 ? [] : [own, ...ofSectors];
  }
}
