import type { CouncilPageDto } from '../dto.ts';
import { NOTHING } from './feed.ts';
import type { LiveQuery } from './use-live.ts';

/** The council at a glance, loaded anew at each event. */
export const COUNCIL: LiveQuery<CouncilPageDto> = {
  path: '/api/council',
  scope: NOTHING,
  apply: null,
};
