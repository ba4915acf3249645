import type { SharedCouncilDto } from '../dto/shared.ts';
import type { CouncilDto } from '../dto.ts';

/** Data that says of which council it is. */
export interface OfCouncil {
  readonly council: CouncilDto | SharedCouncilDto;
}

/** `practice`, `drill`, both, or '' where real sites were measured. */
export function exerciseOf(council: OfCouncil['council']): string {
  const { drill } = 'drill' in council ? council : council.condition;
  return [council.practice ? 'practice' : '', drill === null ? '' : 'drill']
    .filter((each) => each !== '')
    .join(' ');
}
