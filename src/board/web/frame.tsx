import type { ComponentChildren } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { type Language, STANDING_SENTENCE } from '../../core/words/language.ts';
import type { Marking } from '../../core/words/marking.ts';
import type { PlainCouncilDto, SharedCouncilDto } from '../dto/shared.ts';
import type { ConditionDto, CouncilDto } from '../dto.ts';
import { MomentNotice } from './asked-moment.tsx';
import { DoubtBanner } from './doubt-banner.tsx';
import { DrillBanner } from './drill-banner.tsx';
import { timesOf } from './format.ts';
import { ageSeconds, type Freshness, isStale } from './freshness.ts';
import { MarksContext, type PageMarks } from './marks.ts';
import { usePrintMarks } from './print-marks.ts';
import {
  ACCOUNT_PATH,
  ACCOUNTS_PATH,
  DRILLS_PATH,
  INCIDENTS_PATH,
  MESSAGES_PATH,
  memberPath,
  NOTES_PATH,
  PROBER_PATH,
  TASKS_PATH,
} from './route.ts';
import { useReader } from './shared/reader.ts';
import { useEntrance } from './use-entrance.ts';
import { useNow } from './use-now.ts';
import { useUnreadNotes } from './use-unread-notes.ts';
import { useLanguage, useWords } from './words.ts';

type Here =
  | 'overview'
  | 'incidents'
  | 'member'
  | 'messages'
  | 'notes'
  | 'drills'
  | 'prober'
  | 'tasks';

export interface FrameProps {
  /** Of the document. */
  readonly title: string;
  /** Which of the pages of the bar this is. */
  readonly here?: Here;
  readonly choose: (language: Language) => void;
  readonly council?: CouncilDto | SharedCouncilDto | PlainCouncilDto | undefined;
  readonly marking?: Marking | null | undefined;
  readonly freshness?: Freshness | null | undefined;
  /** A past moment that is shown, epoch ms; absent = what is shown is as fresh as `freshness` says. */
  readonly moment?: number;
  readonly children: ComponentChildren;
}

/** What every page bears: whose it is, its marking, how fresh it is, and the standing sentence. */
export function Frame(props: FrameProps) {
  const { title, council, marking, freshness, children } = props;
  const words = useWords();
  const language = useLanguage();
  const now = useNow(1000);
  const isOut = useEntrance().now.state === 'closed';
  const stale = freshness ? isStale(freshness, now) : false;
  const condition = council && 'condition' in council ? council.condition : null;
  const drill = (condition ?? (council && 'drill' in council ? council : null))?.drill ?? null;
  const doubt = (condition ?? (council && 'doubt' in council ? council : null))?.doubt ?? null;
  const marks = {
    marking: marking ?? null,
    practice: council?.practice ?? false,
    drill: drill !== null,
  };
  useTitle(title, marks);
  usePrinted(props, marks);
  return (
    <>
      <a class="skip" href="#content">
        {words.skipToContent}
      </a>
      <header class="bar">
        <a class="brand" href="/">
          <Mark />
          <strong>{words.product}</strong>
          <span class="brand-council">{council?.name[language] ?? words.tagline}</span>
        </a>
        {council?.practice && <PracticeBadge />}
        {!isOut && <Pages here={props.here} isFilled={council !== undefined} />}
        <span class="bar-gap" />
        {freshness && <FreshnessSign freshness={freshness} now={now} />}
        {marking && <span class="badge tlp">{marking}</span>}
        <AccountLink />
        <LanguageSwitch choose={props.choose} />
      </header>
      {council && <DrillBanner drill={drill} timezone={council.timezone} />}
      {freshness && stale && (
        <p class="stale-banner" role="alert">
          {words.staleBanner(
            words.ago(ageSeconds(freshness, now)),
            timesOf(language, council?.timezone ?? 'UTC').full(freshness.asOf),
          )}
        </p>
      )}
      {council && <DoubtBanner doubt={doubt} timezone={council.timezone} />}
      {condition && props.here !== 'prober' && <ConditionBanner condition={condition} />}
      {!isOut && <MomentNotice />}
      <main id="content" class={stale ? 'content is-stale' : 'content'}>
        <MarksContext.Provider value={marks}>{children}</MarksContext.Provider>
      </main>
      <Foot council={council} />
    </>
  );
}

function Foot({ council }: Pick<FrameProps, 'council'>) {
  const words = useWords();
  const language = useLanguage();
  return (
    <footer class="foot">
      <p>{STANDING_SENTENCE[language]}</p>
      {council && (
        <p>
          <a href="/about-measurement">{words.aboutMeasurement}</a> · {words.oneVantage} ·{' '}
          {words.vantage} {council.vantage} · {words.zone(council.timezone)}
          {council.practice && ` · ${words.practiceNote}`}
        </p>
      )}
    </footer>
  );
}

/** What the margins of the page bear on paper. */
function usePrinted({ title, moment, freshness, council }: FrameProps, marks: PageMarks): void {
  const words = useWords();
  const language = useLanguage();
  const asOf = moment ?? freshness?.asOf ?? null;
  const times = timesOf(language, council?.timezone ?? 'UTC');
  const exercise = [marks.practice ? words.practice : '', marks.drill ? words.exercise : ''];
  const bearing = [...exercise, marks.marking ?? ''].filter((each) => each !== '');
  usePrintMarks({
    title: `${words.product} – ${title}`,
    marking: bearing.join(' '),
    time: asOf === null ? '' : words.asOf(times.whole(asOf)),
    sentence: STANDING_SENTENCE[language],
  });
}

function PracticeBadge() {
  const words = useWords();
  return (
    <span class="badge practice" title={words.practiceNote}>
      {words.practice}
    </span>
  );
}

/** Of the document, with the marks of what is no real measuring. */
function useTitle(title: string, marks: { readonly practice: boolean; readonly drill: boolean }) {
  const words = useWords();
  const practice = marks.practice ? `【${words.practice}】` : '';
  const exercise = marks.drill ? `【${words.exercise}】` : '';
  useLayoutEffect(() => {
    document.title = `${exercise}${practice}${title} – ${words.product}`;
  }, [title, practice, exercise, words]);
}

interface PagesProps {
  readonly here: FrameProps['here'];
  /** What the page shows is there: a note that is opened is read. */
  readonly isFilled: boolean;
}

function Pages({ here, isFilled }: PagesProps) {
  const words = useWords();
  const { now } = useEntrance();
  const reader = useReader();
  const isIn = now.state === 'in';
  const isOfOthers = isIn && now.viewer.kind !== 'operator';
  const isShared = reader?.view === 'shared' || isOfOthers;
  const isOperators = !isShared && (isIn || now.state === 'open');
  const kind = isIn ? now.viewer.kind : (reader?.viewer.kind ?? 'operator');
  // The operator, whose bar is full, comes to drills and handover notes from his tasks.
  const mayPropose = kind === 'council';
  const asIn = isIn && now.viewer.kind === 'member' ? now.viewer.member : null;
  const own = reader?.viewer.member?.id ?? asIn;
  const isWall = isIn && now.isWall;
  const unread = useUnreadNotes(isShared && !isWall && (here !== 'notes' || isFilled));
  const pages = [
    ['overview', '/', words.navOverview],
    ['incidents', INCIDENTS_PATH, words.navIncidents],
    ...(own === null ? [] : ([['member', memberPath(own), words.navMember]] as const)),
    ['messages', MESSAGES_PATH, words.acts.navMessages],
    ...(isOperators ? [] : ([['notes', NOTES_PATH, words.navNotes]] as const)),
    ...(mayPropose ? ([['drills', DRILLS_PATH, words.acts.navDrills]] as const) : []),
    ...(isShared ? [] : ([['prober', PROBER_PATH, words.navProber]] as const)),
    ...(isOperators ? ([['tasks', TASKS_PATH, words.navTasks]] as const) : []),
  ] as const;
  return (
    <nav class="pages" aria-label={words.navigation}>
      {pages.map(([page, path, label]) => (
        <a key={page} href={path} {...(page === here ? { 'aria-current': 'page' } : {})}>
          {label}
          {page === 'notes' && unread > 0 && (
            <>
              {' '}
              <span class="tag">{words.navUnread(unread)}</span>
            </>
          )}
        </a>
      ))}
    </nav>
  );
}

/** What about the measuring needs a look; its page says it in full. */
function ConditionBanner({ condition }: { condition: ConditionDto }) {
  const words = useWords();
  const { prober, doubt, reloadRefused } = condition;
  const troubled = prober === 'degraded' && doubt === null;
  if (!troubled && !reloadRefused) return null;
  return (
    <p class="condition-banner" role="status">
      {troubled && words.conditionProber} {reloadRefused && words.conditionReload}{' '}
      <a href={PROBER_PATH}>{words.seeProber}</a>
    </p>
  );
}

function FreshnessSign({ freshness, now }: { freshness: Freshness; now: number }) {
  const words = useWords();
  const stale = isStale(freshness, now);
  const mode = stale ? 'stale' : freshness.mode;
  const word = stale || freshness.mode === 'loaded' ? '' : words[freshness.mode];
  return (
    <span class={`fresh is-${mode}`}>
      <i aria-hidden="true" />
      <span class="fresh-mode">{word}</span>
      <span class="num">{words.updatedAgo(words.ago(ageSeconds(freshness, now)))}</span>
    </span>
  );
}

/** To one's own account; before there are any, to where the first is made. */
function AccountLink() {
  const words = useWords();
  const { now } = useEntrance();
  if (now.state === 'in' && now.isWall) return <span class="badge">{words.wallOf(now.name)}</span>;
  if (now.state === 'in') {
    return (
      <a class="plain who" href={ACCOUNT_PATH} aria-label={words.myAccountOf(now.name)}>
        {now.name}
      </a>
    );
  }
  return now.state === 'open' ? (
    <a class="plain" href={ACCOUNTS_PATH}>
      {words.accounts}
    </a>
  ) : null;
}

function LanguageSwitch({ choose }: { choose: (language: Language) => void }) {
  const words = useWords();
  const other = useLanguage() === 'ja' ? 'en' : 'ja';
  return (
    <button
      type="button"
      class="plain"
      lang={other}
      aria-label={words.switchLanguage}
      onClick={() => choose(other)}
    >
      {words.otherLanguage}
    </button>
  );
}

function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 24" aria-hidden="true">
      <path class="mark-hill" d="M1 22 11 6l6 9 4-5 10 12z" />
      <path class="mark-echo" d="M20.5 5.5A5 5 0 0 1 25 10M21 1a9.5 9.5 0 0 1 8.5 8" />
    </svg>
  );
}
