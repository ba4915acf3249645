import { DATA_SOURCE_UIDS, sectorDataSourceUid } from '../src/core/grafana-names.ts';
import type { Language } from '../src/core/words/language.ts';
import type { CouncilData, SectorData } from './council-data.ts';

/** The dashboards of one organisation in one language. */
export interface DashboardSet {
  readonly language: Language;
  readonly council: CouncilData;
  /** Whose secretariat it is for; null = the operators. */
  readonly sector: SectorData | null;
}

/** Variables that hold data sources. */
export const DETAIL = 'detail';
export const SHARED = 'shared';
export const LONG = 'long';

/** Uid of the data source with the samples that this organisation may see. */
export function detailUid({ sector }: DashboardSet): string {
  return sector === null ? DATA_SOURCE_UIDS.operators : sectorDataSourceUid(sector.id);
}

/** The sectors whose samples the organisation may see. */
export function sectorsSeen({ sector, council }: DashboardSet): readonly SectorData[] {
  return sector === null ? council.sectors : [sector];
}
