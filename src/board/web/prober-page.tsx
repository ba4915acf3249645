import type { Language } from '../../core/words/language.ts';
import type { ProberDto } from '../dto/prober.ts';
import { DayStripWithHours } from './day-strip.tsx';
import { NOTHING } from './feed.ts';
import { showBytes, showCount, showMs, timesOf } from './format.ts';
import { Frame } from './frame.tsx';
import { OutboxPanel } from './outbox-panel.tsx';
import { Fact, Panel } from './panel.tsx';
import { ReloadPanel } from './reload-panel.tsx';
import { Sentence } from './sentence.tsx';
import { SpoolPanel } from './spool-panel.tsx';
import { type LiveQuery, useLive } from './use-live.ts';
import { useLanguage, useWords } from './words.ts';

const PROBER: LiveQuery<ProberDto> = { path: '/api/prober', scope: NOTHING, apply: null };

/** How the measuring itself does. */
export function ProberPage({ choose }: { choose: (language: Language) => void }) {
  const words = useWords();
  const { data, marking, freshness, failure } = useLive(PROBER);
  return (
    <Frame
      title={words.navProber}
      here="prober"
      choose={choose}
      council={data?.council}
      marking={marking}
      freshness={freshness}
    >
      {data ? (
        <Prober prober={data} />
      ) : (
        <p class="notice" role="status">
          {failure === null ? words.loading : words.failedToLoad}
        </p>
      )}
    </Frame>
  );
}

function Prober({ prober }: { prober: ProberDto }) {
  const words = useWords();
  const language = useLanguage();
  const { probing, store, council } = prober;
  const parts = words.state.prober({
    workers: probing.workers,
    store: store.status,
    pending: showCount(store.pending, language),
    late: probing.lateP99Ms === null ? null : showMs(probing.lateP99Ms, language),
    doubt: council.condition.doubt?.kind ?? null,
    reloadRefused: council.condition.reloadRefused,
  });
  return (
    <>
      <div class="lead">
        <h1 class="lead-sentence">
          <Sentence parts={parts} />
        </h1>
      </div>
      <ReloadPanel reload={prober.reload} timezone={council.timezone} isLinked />
      <div class="columns thirds">
        <ProbingPanel prober={prober} />
        <StorePanel prober={prober} />
        {prober.spool !== null && <SpoolPanel spool={prober.spool} />}
        <OutboxPanel outbox={prober.outbox} />
        <ProcessPanel prober={prober} />
      </div>
      <section class="panel sector-day" aria-labelledby="prober-day">
        <h2 id="prober-day">{words.proberDay}</h2>
        <DayStripWithHours day={prober.day} timezone={council.timezone} />
        <p class="note">{words.dayStrip}</p>
        <Gaps prober={prober} />
      </section>
    </>
  );
}

function ProbingPanel({ prober: { probing } }: { prober: ProberDto }) {
  const words = useWords();
  const language = useLanguage();
  const count = (n: number) => showCount(n, language);
  return (
    <Panel figures id="probing" title={words.probing}>
      <Fact name={words.lateness} note={words.latenessNote}>
        {showMs(probing.lateP99Ms, language)}
      </Fact>
      <Fact name={words.loopDelay} note={words.loopDelayNote}>
        {showMs(probing.loopDelayP99Ms, language)}
      </Fact>
      <Fact name={words.slots} note={words.sinceStartNote}>
        {words.doneOfDue(count(probing.done), count(probing.due))}
      </Fact>
      <Fact name={words.missedSlots} bad={probing.missed > 0}>
        {count(probing.missed)}
      </Fact>
      <Fact name={words.suspectSamples}>{count(probing.suspect)}</Fact>
      <Fact name={words.confirmations}>{count(probing.confirmations)}</Fact>
      <Fact name={words.inFlight} bad={probing.inFlight >= probing.maxInFlight}>
        {words.ofMost(count(probing.inFlight), count(probing.maxInFlight))}
      </Fact>
      <Fact name={words.workers} bad={probing.workers === 0}>
        {count(probing.workers)}
      </Fact>
      <Fact name={words.workersReplaced} bad={probing.workersReplaced > 0}>
        {count(probing.workersReplaced)}
      </Fact>
    </Panel>
  );
}

function StorePanel({ prober: { store, disk } }: { prober: ProberDto }) {
  const words = useWords();
  const language = useLanguage();
  const count = (n: number) => showCount(n, language);
  const size = (bytes: number) => showBytes(bytes, language);
  return (
    <Panel figures id="store" title={words.store}>
      <Fact name={words.storeStatus} bad={store.status !== 'ok'}>
        {words.storeStates[store.status]}
      </Fact>
      {store.problem !== null && (
        <Fact name={words.factDetail} bad>
          <code>{store.problem}</code>
        </Fact>
      )}
      <Fact name={words.pendingSamples}>{count(store.pending)}</Fact>
      <Fact name={words.droppedSamples} note={words.droppedNote} bad={store.dropped > 0}>
        {count(store.dropped)}
      </Fact>
      <Fact name={words.lostSamples} note={words.lostNote} bad={store.lost > 0}>
        {count(store.lost)}
      </Fact>
      {disk === null ? (
        <Fact name={words.dataSize}>{words.inMemory}</Fact>
      ) : (
        <>
          <Fact name={words.dataSize}>{size(disk.dataBytes)}</Fact>
          <Fact name={words.diskFree} bad={isShort(disk)}>
            {words.ofMost(size(disk.freeBytes), size(disk.totalBytes))}
          </Fact>
        </>
      )}
    </Panel>
  );
}

/** Below this share of the disk, what is left is set apart. */
const SHORT_RATIO = 0.05;

function isShort({ freeBytes, totalBytes }: NonNullable<ProberDto['disk']>): boolean {
  return freeBytes < totalBytes * SHORT_RATIO;
}

function ProcessPanel({ prober }: { prober: ProberDto }) {
  const words = useWords();
  const language = useLanguage();
  const { process, board, council, startedAt } = prober;
  return (
    <Panel figures id="process" title={words.process}>
      <Fact name={words.startedAt}>{timesOf(language, council.timezone).full(startedAt)}</Fact>
      <Fact name={words.vantage}>{council.vantage}</Fact>
      <Fact name={words.measuredSites}>{showCount(prober.counts.targets, language)}</Fact>
      <Fact name={words.memory}>{showBytes(process.residentBytes, language)}</Fact>
      <Fact name={words.cpuTime}>{words.seconds(showCount(process.cpuMs / 1000, language))}</Fact>
      <Fact name={words.backgroundFailures} bad={process.backgroundFailures > 0}>
        {showCount(process.backgroundFailures, language)}
      </Fact>
      <Fact name={words.boardClients}>{showCount(board.clients, language)}</Fact>
      <Fact name={words.boardClientsDropped}>{showCount(board.clientsDropped, language)}</Fact>
    </Panel>
  );
}

/** Stretches without any measuring. */
function Gaps({ prober: { gaps, council } }: { prober: ProberDto }) {
  const words = useWords();
  const language = useLanguage();
  const times = timesOf(language, council.timezone);
  if (gaps.length === 0) return <p class="note">{words.noGaps}</p>;
  return (
    <div class="failures">
      <h3>{words.gaps}</h3>
      <ul>
        {gaps.toReversed().map(({ from, to, slots }) => (
          <li key={from} class="num">
            {words.gap(times.full(from), times.second(to), showCount(slots, language))}
          </li>
        ))}
      </ul>
    </div>
  );
}
