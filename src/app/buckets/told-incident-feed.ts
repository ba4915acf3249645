import type { Buckets } from '../../core/buckets.ts';
import type { Config } from '../../core/config.ts';
import type { FactsBook } from '../../core/ports/facts-book.ts';
import type { Judging } from '../../core/ports/judging.ts';
import { periodStart } from '../../core/time/slots.ts';
import type { Incident } from '../../core/words/incident.ts';
import type { Marked } from '../../core/words/marked.ts';
import type { StoredPoint } from '../../core/words/stored-point.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { HYSTERESIS_MS } from '../../share/rules/band-release.ts';
import type { Gate } from '../../share/seal.ts';
import type { VersionsOf } from '../notices/told-since.ts';
import { type PictureMinute, PictureMinutes } from '../sharing/picture-minutes.ts';
import { type Reader, Readers } from '../sharing/reader.ts';
import { toldIncidentsOf } from '../sharing/shared-incidents.ts';
import { toldPoint } from './incident-points.ts';
import type { SectorReleases } from './sector-releases.ts';
import { sharedTargetsOf } from './shared-targets.ts';

export interface ToldIncidentFeedParts {
  readonly gate: Gate;
  readonly buckets: Buckets;
  readonly judging: Judging;
  readonly releases: SectorReleases;
  /** The configuration in force; another object when it has changed. */
  readonly today: () => Config;
  readonly versionsOf: VersionsOf;
}

/** A point as it was written, with the incident of which it tells. */
interface Written {
  readonly point: StoredPoint;
  readonly behind: string;
}

/** A trouble goes over from one incident to another: those that ended so long ago are looked at, too, ms. */
const AROUND_MS = 86_400_000;

/** What sites have in common is in no point. */
const NO_FACTS: FactsBook = { version: 0, factsOf: () => [] };

/**
 * Incidents for the buckets of sectors: what the board tells the secretariat, with the same ids and times.
 * Where it is not told of a pattern, the trouble of each of its own sites stands alone.
 */
export class ToldIncidentFeed {
  readonly #parts: ToldIncidentFeedParts;
  readonly #readers: Readers;
  readonly #minutes: PictureMinutes;
  readonly #incidents = new Map<string, Incident>();
  /** By bucket, then by place and time of the point. */
  readonly #written = new Map<string, ReadonlyMap<string, Written>>();
  #looked: { readonly minute: PictureMinute; readonly config: Config } | null = null;

  constructor(parts: ToldIncidentFeedParts) {
    this.#parts = parts;
    const { today, releases, versionsOf, judging } = parts;
    const known = { today, releases, versionsOf, facts: NO_FACTS, hosts: () => new Map() };
    this.#readers = new Readers(known);
    this.#minutes = new PictureMinutes({ releases, judging, doubtAt: () => null });
  }

  /** Points that are others than were written before; `changed`: incidents since the call before. */
  points(now: number, changed: readonly Incident[]): readonly Marked<readonly StoredPoint[]>[] {
    for (const incident of changed) this.#incidents.set(incident.id, incident);
    const { today, buckets, gate } = this.#parts;
    const config = today();
    const minute = this.#minutes.at(now);
    const isAsBefore = minute === this.#looked?.minute && config === this.#looked.config;
    if (changed.length === 0 && isAsBefore) return [];
    this.#looked = { minute, config };
    const all = [...this.#incidents.values()];
    const patterns = all.filter(({ pattern }) => pattern !== 'single');
    const singles = Map.groupBy(
      all.filter(({ pattern }) => pattern === 'single'),
      ({ targets }) => targets[0]?.sector,
    );
    const sealed = [...sharedTargetsOf(config).keys()].flatMap(({ id: sector }) => {
      const viewer: Viewer = { kind: 'secretariat', sector };
      const reader = this.#readers.of(viewer, minute.at);
      const bucket = buckets.sector(sector);
      const kept = [...patterns, ...(singles.get(sector) ?? [])];
      const query = { bucket, sector, suppressed: config.practice };
      const told = toldIncidentsOf(kept, reader, minute).flatMap(({ shared, behind }) => {
        const point = toldPoint(shared, query);
        return point === null ? [] : [{ point, behind: behind.at(-1)?.id ?? '' }];
      });
      const data = this.#changedOf(bucket, told, reader);
      if (data.length === 0) return [];
      return gate.seal(viewer, { kind: 'bucket', sector }, { asOf: now, data }) ?? [];
    });
    this.#forget(now - AROUND_MS);
    return sealed;
  }

  /** After points could not be kept: they are points that were not written. */
  forgetWritten(): void {
    this.#written.clear();
    this.#looked = null;
  }

  /** What lasted and is told no more ends with its incident, as it does on the board. */
  #changedOf(bucket: string, told: readonly Written[], reader: Reader): readonly StoredPoint[] {
    const before = this.#written.get(bucket) ?? new Map<string, Written>();
    const written = new Map(told.map((each) => [placeOf(each), each]));
    const ends = [...before].flatMap(([place, each]): readonly StoredPoint[] => {
      const incident = this.#incidents.get(each.behind);
      const isLost = incident === undefined || !isForReader(each, reader);
      if (written.has(place) || isLost || each.point.fields['ended_at'] !== null) return [];
      if (incident.endedAt !== null) return [endedAt(each.point, incident.endedAt)];
      written.set(place, each);
      return [];
    });
    this.#written.set(bucket, written);
    const isNews = (each: Written) =>
      JSON.stringify(before.get(placeOf(each))?.point) !== JSON.stringify(each.point);
    return [...told.filter(isNews).map(({ point }) => point), ...ends];
  }

  #forget(before: number): void {
    for (const { id, endedAt: end } of this.#incidents.values()) {
      if (end !== null && end < before) this.#incidents.delete(id);
    }
  }
}

function placeOf({ point: { tags, at } }: Written): string {
  return JSON.stringify([tags, at]);
}

/** A site that was withdrawn is named no more. */
function isForReader({ point }: Written, { sites }: Reader): boolean {
  const target = point.tags['target'];
  return target === undefined || sites.of(target) !== null;
}

function endedAt(point: StoredPoint, end: number): StoredPoint {
  const ended = Math.max(point.at, periodStart(end, HYSTERESIS_MS));
  return { ...point, fields: { ...point.fields, ended_at: ended } };
}
