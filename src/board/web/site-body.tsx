import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { REASON_LABELS } from '../../core/words/labels.ts';
import type { ProbeRecord } from '../../core/words/probe-record.ts';
import { outcomeStateOf } from '../../core/words/shown-state.ts';
import type { JudgingDto, VerdictDto } from '../dto/judging.ts';
import type { SiteTarget } from '../dto/shared.ts';
import type { PointDto } from '../dto/target.ts';
import { DaySection } from './day-section.tsx';
import { showMs, showRatio, timesOf } from './format.ts';
import { boardNow, type Freshness } from './freshness.ts';
import { Glyph } from './glyph.tsx';
import { KeptProbes } from './kept-probes.tsx';
import { CertificatePanel, FactsPanel, SettingsPanel, SharedFactsPanel } from './panels.tsx';
import { ProbeStory } from './probe-story.tsx';
import { Said } from './said.tsx';
import { Sentence } from './sentence.tsx';
import { TimeBar } from './shared/time-bar.tsx';
import { SiteActs } from './site-acts-later.ts';
import { SiteHead } from './site-head.tsx';
import { SiteVerdicts } from './site-verdicts.tsx';
import { useNow } from './use-now.ts';
import { Waterfall } from './waterfall.tsx';
import { useLanguage, useWords } from './words.ts';

const NONE: readonly VerdictDto[] = [];

export interface SiteBodyProps {
  readonly target: SiteTarget;
  readonly points: readonly PointDto[];
  /** null = not yet known. */
  readonly judging: Pick<JudgingDto, 'verdicts' | 'vantages'> | null;
  readonly freshness: Freshness;
  /** Its incidents. */
  readonly children: ComponentChildren;
}

/** What is known of a site: its state, its day, its last probes. */
export function SiteBody({ target, points, judging, freshness, children }: SiteBodyProps) {
  const words = useWords();
  const timezone = target.council.timezone;
  const at = boardNow(freshness, useNow(10_000));
  const [chosenAt, choose] = useState<string | null>(null);
  const { records } = target;
  const record = records.find((each) => keyOf(each) === chosenAt) ?? records[0];
  return (
    <>
      <StateHead target={target} />
      <TargetState target={target} at={at} />
      <Said target={target.id} at={at} />
      {target.stopped === null && (
        <SiteVerdicts
          judging={judging}
          several={target.series.length > 1}
          timezone={timezone}
          at={at}
        />
      )}
      <TimeBar now={at} moment={null} day={null} />
      <DaySection target={target} points={points} verdicts={judging?.verdicts ?? NONE} />
      {children}
      <div class="columns">
        <section class="panel wide" aria-labelledby="last-probe">
          <h2 id="last-probe">{words.lastProbe}</h2>
          {record ? (
            <>
              <ProbeStory record={record} timezone={timezone} />
              <Waterfall record={record} />
            </>
          ) : (
            <p class="notice">{words.noRecordYet}</p>
          )}
        </section>
        {record && (
          <section class="panel" aria-labelledby="kept-probes">
            <h2 id="kept-probes">{words.keptProbes}</h2>
            <KeptProbes
              records={records}
              chosen={keyOf(record)}
              keyOf={keyOf}
              choose={choose}
              timezone={timezone}
            />
          </section>
        )}
      </div>
      <div class="columns thirds">
        {record && <FactsPanel record={record} timezone={timezone} />}
        {record && <CertificatePanel record={record} timezone={timezone} />}
        <SettingsPanel target={target} />
        {target.facts.length > 0 && <SharedFactsPanel facts={target.facts} />}
      </div>
      <SiteActs {...{ timezone }} target={target.id} isStopped={target.stopped !== null} />
    </>
  );
}

/** Its name, with the state of each series as a sign. */
function StateHead({ target }: { target: SiteTarget }) {
  const { id, member, sector, url, series } = target;
  return (
    <SiteHead {...{ member, sector, url }} target={id}>
      {series.map(({ family, newest }) => (
        <Glyph key={family} state={newest === null ? null : outcomeStateOf(newest)} />
      ))}
    </SiteHead>
  );
}

/** The state of each series in a sentence. */
function TargetState({ target, at }: { target: SiteTarget; at: number }) {
  const words = useWords();
  const language = useLanguage();
  const { timezone } = target.council;
  const times = timesOf(language, timezone);
  const measured = target.stopped === null ? target.series : [];
  const active = target.maintenance.find((work) => work.from <= at && at < work.to);
  return (
    <div class="lead site-state">
      {target.stopped !== null && (
        <p class="lead-sentence">
          {words.stoppedSince(times.full(target.stopped.at), target.stopped.reason)}
        </p>
      )}
      {measured.map(({ family, newest, since, ratio }) => {
        const parts = words.state.site({
          state: newest === null ? null : outcomeStateOf(newest),
          since: since && { at: times.short(since.at, at), orEarlier: since.orEarlier },
          reason: newest?.reason ? REASON_LABELS[newest.reason][language] : null,
          total: newest?.totalMs == null ? null : showMs(newest.totalMs, language),
          ratio: ratio === null ? null : showRatio(ratio, language),
          maintenanceUntil: active ? times.short(active.to, at) : null,
        });
        return (
          <p key={family} class="lead-sentence">
            {target.series.length > 1 && <span class="tag">IPv{family}</span>}{' '}
            <Sentence parts={parts} />
          </p>
        );
      })}
      {active?.title && (
        <p class="note">
          {words.planned}: {active.title[language]}
        </p>
      )}
    </div>
  );
}

function keyOf({ sample }: ProbeRecord): string {
  return `${sample.family}/${sample.scheduledAt}/${sample.attempt}`;
}
