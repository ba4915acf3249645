import type { Judgement } from '../../core/words/judgement.ts';
import { REASON_LABELS } from '../../core/words/labels.ts';
import type { OutcomeState } from '../../core/words/shown-state.ts';
import type { CountsDto, SectorRowDto } from '../dto.ts';
import { AffectedCell } from './affected-cell.tsx';
import { DayStrip } from './day-strip.tsx';
import { showCount, showMs } from './format.ts';
import { Glyph } from './glyph.tsx';
import type { affectedBySector } from './judged-sites.ts';
import { RatioSign } from './ratio-sign.tsx';
import { sectorPath } from './route.ts';
import { useSince } from './sentence.tsx';
import { useLanguage, useWords } from './words.ts';

export interface SectorTableProps {
  readonly sectors: readonly SectorRowDto[];
  /** Affected sites of each; null = not known yet. */
  readonly affected: ReturnType<typeof affectedBySector>;
  readonly timezone: string;
  /** The board's clock, epoch ms. */
  readonly at: number;
}

/** The council, a row a sector. */
export function SectorTable({ sectors, affected, timezone, at }: SectorTableProps) {
  const words = useWords();
  return (
    <table class="sectors">
      <thead>
        <tr>
          <th scope="col">{words.colSector}</th>
          <th scope="col" class="c-count">
            {words.colAnswering}
          </th>
          <th scope="col">{words.colDiffering}</th>
          <th scope="col">{words.colFailing}</th>
          <th scope="col" class="c-count">
            {words.colMedian}
          </th>
          <th scope="col" class="c-count" title={words.ratioNote}>
            {words.colRatio}
          </th>
          <th scope="col" class="c-strip">
            {words.colDay}
          </th>
        </tr>
      </thead>
      <tbody>
        {sectors.map((sector) => (
          <SectorRow
            key={sector.id}
            sector={sector}
            affected={affected && (affected.get(sector.id) ?? NONE)}
            timezone={timezone}
            at={at}
          />
        ))}
      </tbody>
    </table>
  );
}

const NONE: ReadonlyMap<Judgement, number> = new Map();

interface SectorRowProps {
  readonly sector: SectorRowDto;
  readonly affected: ReadonlyMap<Judgement, number> | null;
  readonly timezone: string;
  readonly at: number;
}

function SectorRow({ sector, affected, timezone, at }: SectorRowProps) {
  const words = useWords();
  const language = useLanguage();
  const { counts, field, name } = sector;
  const since = useSince(counts.failingSince, timezone, at);
  const others: readonly (readonly [number, string])[] = [
    [counts.blocked, REASON_LABELS.blocked[language]],
    [counts.suspect, words.suspectFailure],
    [counts.missed, words.missed],
    [counts.maintenance, words.planned],
    [counts.waiting, words.waiting],
    [counts.stopped, words.stoppedShort],
  ];
  const told = others.filter(([n]) => n > 0);
  return (
    <tr class={counts.failure > 0 ? 'is-failure' : ''} data-sector={sector.id}>
      <th scope="row" class="c-sector">
        <Glyph state={stateOf(counts)} />
        <a href={sectorPath(sector.id)}>{name[language]}</a>{' '}
        {field.name[language] !== name[language] && <small>{field.name[language]}</small>}
      </th>
      <td class="c-count num">
        <b>{showCount(counts.success, language)}</b> / {showCount(counts.targets, language)}
      </td>
      <AffectedCell affected={affected} />
      <td class="c-failing num">
        {counts.failure > 0 && (
          <>
            <b>{showCount(counts.failure, language)}</b>{' '}
            {since && (
              <small title={words.sinceEarliest}>{words.since(since.at, since.orEarlier)}</small>
            )}
          </>
        )}
        {told.map(([n, label]) => [
          ' ',
          <small key={label}>
            {label} {showCount(n, language)}
          </small>,
        ])}
        {counts.failure === 0 && told.length === 0 && <span class="none">0</span>}
      </td>
      <td class="c-count num">{showMs(sector.medianMs, language)}</td>
      <td class="c-count num">
        <RatioSign ratio={sector.ratio} />
      </td>
      <td class="c-strip">
        <DayStrip day={sector.day} timezone={timezone} />
      </td>
    </tr>
  );
}

/** The worst of its sites, but a block or a doubt only where nothing answers. */
function stateOf(counts: CountsDto): OutcomeState | null {
  const { failure, missed, success, blocked, suspect } = counts;
  if (failure > 0) return 'failure';
  if (missed > 0) return 'missed';
  if (success > 0) return 'success';
  if (blocked > 0) return 'blocked';
  return suspect > 0 ? 'suspect' : null;
}
