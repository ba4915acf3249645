import type { ComponentChildren } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { type Language, STANDING_SENTENCE } from '../../core/words/language.ts';
import type { Marking } from '../../core/words/marking.ts';
import type { ConditionDto, CouncilDto } from '../dto.ts';
import { DoubtBanner } from './doubt-banner.tsx';
import { DrillBanner } from './drill-banner.tsx';
import { timesOf } from './format.ts';
import { ageSeconds, type Freshness, isStale } from './freshness.ts';
import { INCIDENTS_PATH, PROBER_PATH } from './route.ts';
import { useNow } from './use-now.ts';
import { useLanguage, useWords } from './words.ts';

export interface FrameProps {
  /** Of the document. */
  readonly title: string;
  /** Which of the pages of the bar this is. */
  readonly here?: 'overview' | 'incidents' | 'prober';
  readonly choose: (language: Language) => void;
  readonly council?: CouncilDto | undefined;
  readonly marking?: Marking | null | undefined;
  readonly freshness?: Freshness | null | undefined;
  readonly children: ComponentChildren;
}

/** What every page bears: whose it is, its marking, how fresh it is, and the standing sentence. */
export function Frame(props: FrameProps) {
  const { title, council, marking, freshness, children } = props;
  const words = useWords();
  const language = useLanguage();
  const now = useNow(1000);
  const stale = freshness ? isStale(freshness, now) : false;
  useLayoutEffect(() => {
    const practice = council?.practice ? `【${words.practice}】` : '';
    const drill = council?.condition.drill ? `【${words.exercise}】` : '';
    document.title = `${drill}${practice}${title} – ${words.product}`;
  }, [title, council, words]);
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
        {council?.practice && (
          <span class="badge practice" title={words.practiceNote}>
            {words.practice}
          </span>
        )}
        <Pages here={props.here} />
        <span class="bar-gap" />
        {freshness && <FreshnessSign freshness={freshness} now={now} />}
        {marking && <span class="badge tlp">{marking}</span>}
        <LanguageSwitch choose={props.choose} />
      </header>
      {council && <DrillBanner council={council} />}
      {freshness && stale && (
        <p class="stale-banner" role="alert">
          {words.staleBanner(
            words.ago(ageSeconds(freshness, now)),
            timesOf(language, council?.timezone ?? 'UTC').full(freshness.asOf),
          )}
        </p>
      )}
      {council && <DoubtBanner doubt={council.condition.doubt} timezone={council.timezone} />}
      {council && props.here !== 'prober' && <ConditionBanner condition={council.condition} />}
      <main id="content" class={stale ? 'content is-stale' : 'content'}>
        {children}
      </main>
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
    </>
  );
}

function Pages({ here }: { here: FrameProps['here'] }) {
  const words = useWords();
  const pages = [
    ['overview', '/', words.navOverview],
    ['incidents', INCIDENTS_PATH, words.navIncidents],
    ['prober', PROBER_PATH, words.navProber],
  ] as const;
  return (
    <nav class="pages" aria-label={words.navigation}>
      {pages.map(([page, path, label]) => (
        <a key={page} href={path} {...(page === here ? { 'aria-current': 'page' } : {})}>
          {label}
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
  return (
    <span class={`fresh is-${mode}`}>
      <i aria-hidden="true" />
      <span class="fresh-mode">{stale ? '' : words[freshness.mode]}</span>
      <span class="num">{words.updatedAgo(words.ago(ageSeconds(freshness, now)))}</span>
    </span>
  );
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
