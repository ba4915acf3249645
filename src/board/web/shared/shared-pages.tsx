import type { Language } from '../../../core/words/language.ts';
import { DisplayPage } from '../display/display-page.tsx';
import { MemberPage } from '../member-page-later.ts';
import { MissingPage } from '../missing-page.tsx';
import type { BoardRoute } from '../route.ts';
import { useWords } from '../words.ts';
import { SharedIncident } from './shared-incident.tsx';
import { SharedIncidents } from './shared-incidents.tsx';
import { SharedOverview } from './shared-overview.tsx';
import { SharedSector } from './shared-sector.tsx';
import { SharedTarget } from './shared-target.tsx';

export interface SharedPagesProps {
  readonly route: BoardRoute;
  readonly choose: (language: Language) => void;
}

/** The pages of everybody but the operator; how the prober does is not for them. */
export function SharedPages({ route, choose }: SharedPagesProps) {
  const words = useWords();
  switch (route.page) {
    case 'overview':
      return <SharedOverview choose={choose} />;
    case 'sector':
      return <SharedSector key={route.id} id={route.id} choose={choose} />;
    case 'incidents':
      return <SharedIncidents choose={choose} />;
    case 'incident':
      return <SharedIncident key={route.id} id={route.id} choose={choose} />;
    case 'member':
      return <MemberPage key={route.id} id={route.id} choose={choose} />;
    case 'target':
      return <SharedTarget key={route.id} id={route.id} choose={choose} />;
    case 'display':
      return <DisplayPage choose={choose} />;
    case 'prober':
    case 'tasks':
    case 'unknown':
      return <MissingPage text={words.noSuchPage} choose={choose} />;
    default:
      return route satisfies never;
  }
}
