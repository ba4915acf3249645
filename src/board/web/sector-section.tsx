import type { SectorDto, SiteDto } from '../dto.ts';
import { DayStrip } from './day-strip.tsx';
import { showCount, showMs } from './format.ts';
import { SiteTable } from './site-table.tsx';
import { useLanguage, useWords } from './words.ts';

export interface SectorSectionProps {
  readonly sector: SectorDto;
  /** Its sites to show, in order. */
  readonly sites: readonly SiteDto[];
  readonly scaleMs: number;
  /** The board's clock, epoch ms. */
  readonly at: number;
  readonly timezone: string;
  /** It is the first, so its table bears the headings. */
  readonly first: boolean;
}

/** A sector: how it does, its day, its sites. */
export function SectorSection(props: SectorSectionProps) {
  const { sector, sites, scaleMs, at, timezone, first } = props;
  const words = useWords();
  const language = useLanguage();
  const { counts, field, name } = sector;
  const measured = counts.targets - counts.waiting;
  return (
    <section class="sector" aria-labelledby={`sector-${sector.id}`}>
      <header class="sector-head">
        <h2 id={`sector-${sector.id}`}>
          {name[language]}
          {field.name[language] !== name[language] && <small>{field.name[language]}</small>}
        </h2>
        <p class="sector-count num">
          <b class={counts.failure + counts.missed > 0 ? 'has-trouble' : ''}>
            {words.answered(showCount(counts.success, language), showCount(measured, language))}
          </b>
        </p>
        <p class="sector-median num">
          {words.median} <b>{showMs(sector.medianMs, language)}</b>
        </p>
        <DayStrip day={sector.day} timezone={timezone} />
      </header>
      <SiteTable
        sites={sites}
        scaleMs={scaleMs}
        at={at}
        timezone={timezone}
        few={30}
        bare={!first}
      />
    </section>
  );
}
