import { AppError } from '../../core/errors.ts';
import type { NoticeStore } from '../../core/ports/notice-store.ts';
import type { Incident } from '../../core/words/incident.ts';
import { isReference } from '../../notify/reference.ts';
import { unknownId } from './desk-texts.ts';
import type { NoticeDeskParts } from './notice-desk-parts.ts';
import { INCIDENT } from './silence-desk.ts';

const READ_AT_ONCE = 500;

/** By its own id, or those of a notice by its reference. Rejects with `not_found`, `store_unavailable`. */
export async function incidentsNamed(
  id: string,
  { incidents, store }: Pick<NoticeDeskParts, 'incidents' | 'store'>,
): Promise<readonly [Incident, ...Incident[]]> {
  const ids = (await incidentsByReference(id, store)) ?? [id];
  const found = await Promise.all([...new Set(ids)].map((each) => incidents.incident(each)));
  const [first, ...others] = found.flatMap((each) => each ?? []);
  if (first !== undefined) return [first, ...others];
  throw new AppError('not_found', unknownId(INCIDENT, id, null));
}

/**
 * The incidents of the notice that people name by its reference, the heaviest first; null = it is no
 * reference, or there is no such notice. Rejects with `store_unavailable`.
 */
async function incidentsByReference(
  reference: string,
  store: Pick<NoticeStore, 'outbox'>,
): Promise<readonly string[] | null> {
  if (!isReference(reference)) return null;
  const wanted = reference.toUpperCase();
  let before = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const entries = await store.outbox({ before, limit: READ_AT_ONCE });
    const found = entries.find(({ notice }) => notice.reference.toUpperCase() === wanted);
    if (found !== undefined) return found.notice.matters.map(({ incident }) => incident);
    const last = entries.at(-1);
    if (last === undefined || entries.length < READ_AT_ONCE) return null;
    before = last.seq;
  }
}
