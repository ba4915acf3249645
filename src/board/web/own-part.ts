import type { OwnAccountDto } from '../dto/entrance.ts';

/** What each part of the page about one's own account is given. */
export interface OwnPartProps {
  readonly own: OwnAccountDto;
  readonly reload: () => void;
}
