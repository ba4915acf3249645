import { useState } from 'preact/hooks';
import type { Language } from '../../core/words/language.ts';
import type { ProbeRecord } from '../../core/words/probe-record.ts';
import type { PointDto, TargetDto } from '../dto/target.ts';
import { DaySection } from './day-section.tsx';
import { Frame } from './frame.tsx';
import { Glyph } from './glyph.tsx';
import { KeptProbes } from './kept-probes.tsx';
import { CertificatePanel, FactsPanel, SettingsPanel } from './panels.tsx';
import { ProbeStory } from './probe-story.tsx';
import { useTarget } from './use-target.ts';
import { Waterfall } from './waterfall.tsx';
import { useLanguage, useWords } from './words.ts';

/** One site: its last probe explained, and its day. */
export function TargetPage({ id, choose }: { id: string; choose: (language: Language) => void }) {
  const words = useWords();
  const language = useLanguage();
  const { target, points, marking, freshness, failure } = useTarget(id);
  const missing = failure === 'not_found' ? words.noSuchTarget : words.failedToLoad;
  return (
    <Frame
      title={target?.member.name[language] ?? id}
      choose={choose}
      council={target?.council}
      marking={marking}
      freshness={freshness}
    >
      {target ? (
        <Target target={target} points={points} />
      ) : (
        <>
          <p class="notice" role="status">
            {failure === null ? words.loading : missing}
          </p>
          <p class="notice">
            <a href="/">{words.backToOverview}</a>
          </p>
        </>
      )}
    </Frame>
  );
}

function Target({ target, points }: { target: TargetDto; points: readonly PointDto[] }) {
  const words = useWords();
  const timezone = target.council.timezone;
  const [chosenAt, choose] = useState<string | null>(null);
  const { records } = target;
  const record = records.find((each) => keyOf(each) === chosenAt) ?? records[0];
  return (
    <>
      <TargetHead target={target} />
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
      <DaySection target={target} points={points} />
      <div class="columns thirds">
        {record && <FactsPanel record={record} timezone={timezone} />}
        {record && <CertificatePanel record={record} timezone={timezone} />}
        <SettingsPanel target={target} />
      </div>
    </>
  );
}

function TargetHead({ target }: { target: TargetDto }) {
  const words = useWords();
  const language = useLanguage();
  return (
    <div class="target-head">
      <nav>
        <a href="/">{words.backToOverview}</a>
        <span aria-hidden="true"> › </span>
        {target.sector.name[language]}
      </nav>
      <h1>
        {target.series.map(({ family, newest }) => (
          <Glyph key={family} outcome={newest?.outcome ?? null} />
        ))}
        {target.member.name[language]}
      </h1>
      <p class="target-url">
        {target.url === null ? (
          <span>{target.id}</span>
        ) : (
          <a href={target.url} target="_blank" rel="noopener noreferrer">
            {target.url}
          </a>
        )}
      </p>
    </div>
  );
}

function keyOf({ sample }: ProbeRecord): string {
  return `${sample.family}/${sample.scheduledAt}/${sample.attempt}`;
}
