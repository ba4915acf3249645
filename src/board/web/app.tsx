import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../core/words/language.ts';
import { AccountPage } from './account-page.tsx';
import { AccountsPage } from './accounts-page.tsx';
import { OfMoment, useMoment } from './asked-moment.tsx';
import { DisplayPage } from './display/display-page.tsx';
import { IncidentPage } from './incident-page.tsx';
import { IncidentsPage } from './incidents-page.tsx';
import { InvitationPage } from './invitation-page.tsx';
import { later } from './later.tsx';
import { LoginPage } from './login-page.tsx';
import { MemberPage } from './member-page-later.ts';
import { MissingPage } from './missing-page.tsx';
import type { NotePageProps } from './note-page.tsx';
import { OpenIdPage } from './openid-page.tsx';
import { OverviewPage } from './overview-page.tsx';
import { PageNotice } from './page-notice.tsx';
import { ProberPage } from './prober-page.tsx';
import { type BoardRoute, type Route, useRoute } from './route.ts';
import { SectorPage } from './sector-page.tsx';
import { PastPage } from './shared/past-page.tsx';
import type { PastTargetProps } from './shared/past-target.tsx';
import { ReaderContext, useAskedReader } from './shared/reader.ts';
import { SharedPages } from './shared/shared-pages.tsx';
import { StatementsContext, useAskedStatements } from './statements.ts';
import { TargetPage } from './target-page.tsx';
import { EntranceContext, useEntranceState } from './use-entrance.ts';
import { WallPage } from './wall-page.tsx';
import { keepLanguage, type Spoken, SpokenContext, spokenIn, useWords } from './words.ts';

const MessagesPage = later(async () => (await import('./messages-page.tsx')).MessagesPage);
const NotesPage = later<PageProps>(async () => (await import('./notes-page.tsx')).NotesPage);
const NotePage = later<NotePageProps>(async () => (await import('./note-page.tsx')).NotePage);
const DrillsPage = later(async () => (await import('./drills-page.tsx')).DrillsPage);

export function App({ first }: { first: Spoken }) {
  const [spoken, speak] = useState(first);
  useEffect(() => {
    document.documentElement.lang = spoken.language;
  }, [spoken]);
  const choose = (chosen: Language) => {
    keepLanguage(chosen);
    // Where the words do not come the page stays as it is, and can be asked again.
    spokenIn(chosen).then(speak, () => {});
  };
  return (
    <SpokenContext.Provider value={spoken}>
      <Entered choose={choose} />
    </SpokenContext.Provider>
  );
}

const AuditPage = later<PageProps>(async () => (await import('./audit-page.tsx')).AuditPage);
const TasksPage = later<PageProps>(async () => (await import('./tasks-page.tsx')).TasksPage);
const LooksPage = later<PageProps>(async () => (await import('./looks-page.tsx')).LooksPage);
const PastTarget = later<PastTargetProps>(
  async () => (await import('./shared/past-target.tsx')).PastTarget,
);
const PlanPage = later<PageProps>(async () => (await import('./plan-page.tsx')).PlanPage);

interface PageProps {
  readonly choose: (language: Language) => void;
}

/** The page that was asked for to whoever is in; else the way in, at the same address. */
function Entered({ choose }: PageProps) {
  const route = useRoute();
  const entrance = useEntranceState();
  return (
    <EntranceContext.Provider value={entrance}>
      {entrance.now.state === 'closed' && !isWayIn(route) ? (
        <LoginPage choose={choose} />
      ) : (
        <Asked route={route} choose={choose} />
      )}
    </EntranceContext.Provider>
  );
}

/** Whether a page lets somebody in by itself. */
function isWayIn({ page }: Route): boolean {
  return page === 'openid' || page === 'invitation' || page === 'wall';
}

function Asked({ route, choose }: PageProps & { readonly route: Route }) {
  switch (route.page) {
    case 'login':
      return <LoginPage choose={choose} />;
    case 'openid':
      return <OpenIdPage choose={choose} />;
    case 'invitation':
      return <InvitationPage choose={choose} />;
    case 'wall':
      return <WallPage choose={choose} />;
    case 'account':
      return ofNow(<AccountPage choose={choose} />);
    case 'accounts':
      return ofNow(<AccountsPage choose={choose} />);
    case 'messages':
      return ofNow(<MessagesPage choose={choose} />);
    case 'notes':
      return ofNow(<NotesPage choose={choose} />);
    case 'note':
      return ofNow(<NotePage key={route.id} id={route.id} choose={choose} />);
    case 'drills':
      return ofNow(<DrillsPage choose={choose} />);
    case 'audit':
      return ofNow(<AuditPage choose={choose} />);
    case 'looks':
      return ofNow(<LooksPage choose={choose} />);
    case 'plan':
      return ofNow(<PlanPage choose={choose} />);
    default:
      return <Read route={route} choose={choose} />;
  }
}

/** A page that is shown as of no other moment than now. */
function ofNow(page: ComponentChildren) {
  return <OfMoment timezone={null}>{page}</OfMoment>;
}

/** The pages of the operator or of who shares, as soon as it is known who reads. */
function Read({ route, choose }: PageProps & { readonly route: BoardRoute }) {
  const words = useWords();
  const { reader, failure } = useAskedReader();
  if (reader === null) return <PageNotice failure={failure} missing={words.failedToLoad} />;
  return (
    <ReaderContext.Provider value={reader}>
      <WithStatements>
        <OfMoment timezone={reader.timezone}>
          <AtMoment route={route} isShared={reader.view === 'shared'} choose={choose} />
        </OfMoment>
      </WithStatements>
    </ReaderContext.Provider>
  );
}

interface AtMomentProps extends PageProps {
  readonly route: BoardRoute;
  readonly isShared: boolean;
}

function AtMoment({ route, isShared, choose }: AtMomentProps) {
  const moment = useMoment();
  const past = moment === null ? null : pastOf(route, moment, choose);
  if (past !== null) return past;
  return isShared ? (
    <SharedPages route={route} choose={choose} />
  ) : (
    <Page route={route} choose={choose} />
  );
}

/** What members say is at hand wherever a judgement is shown. */
function WithStatements({ children }: { children: ComponentChildren }) {
  const statements = useAskedStatements();
  return <StatementsContext.Provider value={statements}>{children}</StatementsContext.Provider>;
}

/** The page as of a moment, to everybody alike; null = it is none that shows one. */
function pastOf(
  route: BoardRoute,
  moment: number,
  choose: PageProps['choose'],
): ComponentChildren | null {
  if (route.page === 'target')
    return <PastTarget key={route.id} id={route.id} {...{ moment, choose }} />;
  if (route.page !== 'overview' && route.page !== 'sector') return null;
  const sector = route.page === 'sector' ? route.id : null;
  return <PastPage key={sector} {...{ moment, sector, choose }} />;
}

function Page({ route, choose }: PageProps & { readonly route: BoardRoute }) {
  const words = useWords();
  switch (route.page) {
    case 'overview':
      return <OverviewPage choose={choose} />;
    case 'sector':
      return <SectorPage key={route.id} id={route.id} choose={choose} />;
    case 'incidents':
      return <IncidentsPage choose={choose} />;
    case 'incident':
      return <IncidentPage key={route.id} id={route.id} choose={choose} />;
    case 'tasks':
      return <TasksPage choose={choose} />;
    case 'display':
      return <DisplayPage choose={choose} />;
    case 'prober':
      return <ProberPage choose={choose} />;
    case 'member':
      return <MemberPage key={route.id} id={route.id} choose={choose} />;
    case 'target':
      return <TargetPage key={route.id} id={route.id} choose={choose} />;
    case 'unknown':
      return <MissingPage text={words.noSuchPage} choose={choose} />;
    default:
      return route satisfies never;
  }
}
