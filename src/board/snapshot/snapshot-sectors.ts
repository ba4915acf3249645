import { JUDGEMENT_LABELS, type Judgement } from '../../core/words/judgement.ts';
import { BAND_SHAPES, JUDGEMENT_SHAPES, type SignShape } from '../../core/words/sign-shapes.ts';
import type { SharedSectorDto } from '../dto/shared.ts';
import type { BandRunDto, SharedDaySectorDto } from '../dto/shared-day.ts';
import type { SnapshotDto } from '../dto/snapshot.ts';
import { type Markup, markup } from '../markup.ts';
import type { SnapshotContext } from './snapshot-context.ts';

const MINUTE_MS = 60_000;
const HEIGHT = 24;
/** So narrow a stretch is still seen, in minutes. */
const NARROWEST = 6;

/** A row a sector: its band, since when, its ratio, and its 24 hours. */
export function sectorsSection(snapshot: SnapshotDto, context: SnapshotContext): Markup {
  const { words, shared, short } = context;
  const days = new Map(snapshot.day.map((each) => [each.id, each]));
  const rows = snapshot.sectors.map((sector) =>
    sectorRow(sector, days.get(sector.id) ?? null, { snapshot, context }),
  );
  return markup`<section aria-labelledby="sectors"><h2 id="sectors">${words.sectors}</h2>
<table class="sectors"><thead><tr><th scope="col">${words.sector}</th><th scope="col">${shared.colBand}</th><th scope="col">${words.since}</th><th scope="col">${words.ratio}</th><th scope="col" class="day">${words.day(short(snapshot.from), short(snapshot.to))}</th></tr></thead>
<tbody>${rows}</tbody></table>
<p class="note">${shared.bandsNote}</p><p class="note">${words.ratio}: ${shared.sharedRatioNote}</p>
${stretchesList(snapshot, context)}</section>
`;
}

interface RowParts {
  readonly snapshot: SnapshotDto;
  readonly context: SnapshotContext;
}

function sectorRow(
  { name, field, band, ratio }: SharedSectorDto,
  day: SharedDaySectorDto | null,
  { snapshot, context }: RowParts,
): Markup {
  const { language, words, shared, short } = context;
  const level = band?.level ?? 'untold';
  const small =
    field.name[language] === name[language]
      ? null
      : markup` <small>${field.name[language]}</small>`;
  return markup`<tr class="is-${level}"><th scope="row">${name[language]}${small}</th><td class="sign">${sign(BAND_SHAPES[level])} ${band === null ? shared.bandUntold : band.text[language]}</td><td class="n" data-label="${words.since}">${band === null ? '–' : shared.bandSinceAt(short(band.since), band.orEarlier)}</td><td class="n" data-label="${words.ratio}">${ratio === null ? '–' : words.times(ratio.toFixed(1))}</td><td class="day">${stripOf(day?.bands ?? [], snapshot, context)}</td></tr>
`;
}

/** The higher the bar, the more are affected; a gap = nothing was told. */
function stripOf(
  bands: readonly BandRunDto[],
  { from, to }: SnapshotDto,
  { words, language, short, count }: SnapshotContext,
): Markup {
  const minutes = (at: number) => (at - from) / MINUTE_MS;
  const width = Math.max(1, minutes(to));
  const bars = bands.map((run) => {
    const x = Math.max(0, minutes(run.from));
    const wide = Math.min(width, minutes(run.to)) - x;
    const drawn = run.level === 'none' ? wide : Math.max(NARROWEST, wide);
    const height = heightOf(run);
    const said = `${words.fromTo(short(run.from), short(run.to))}: ${run.text[language]}`;
    return markup`<rect class="is-${run.level}" x="${Math.min(x, width - drawn)}" y="${HEIGHT - height}" width="${Math.max(0, drawn)}" height="${height}"><title>${said}</title></rect>`;
  });
  const told = bands.filter(({ level }) => level !== 'none');
  const most = told.toSorted((a, b) => heightOf(b) - heightOf(a))[0];
  const total = told.reduce((sum, run) => sum + minutes(run.to) - minutes(run.from), 0);
  const label =
    bands.length === 0
      ? words.stripNone
      : words.strip(most?.text[language] ?? null, count(Math.round(total)));
  return markup`<svg class="strip" viewBox="0 0 ${width} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${label}"><rect class="ground" width="${width}" height="${HEIGHT}"/>${bars}</svg>`;
}

function heightOf({ level, atLeast }: Pick<BandRunDto, 'level' | 'atLeast'>): number {
  if (level === 'none') return 3;
  if (level === 'half') return HEIGHT;
  return atLeast === 1 ? 9 : 14;
}

/** What the strips show, in words. */
function stretchesList({ day }: SnapshotDto, context: SnapshotContext): Markup {
  const { words, language, short } = context;
  const rows = day
    .filter(({ bands }) => bands.length > 0)
    .map(({ name, bands }) => {
      const told = bands
        .filter(({ level }) => level !== 'none')
        .map((run) => `${words.fromTo(short(run.from), short(run.to))} ${run.text[language]}`);
      const text = told.length === 0 ? words.noStretches : told.join(words.listComma);
      return markup`<dt>${name[language]}</dt><dd>${text}</dd>`;
    });
  return rows.length === 0
    ? markup``
    : markup`<h3>${words.stretches}</h3><dl class="stretches">${rows}</dl>`;
}

/** A judgement by its sign and its words. */
export function judgementSign(judgement: Judgement, { language }: SnapshotContext): Markup {
  return markup`<span class="sign judged-${judgement}">${sign(JUDGEMENT_SHAPES[judgement])} ${JUDGEMENT_LABELS[judgement][language]}</span>`;
}

function sign(shapes: readonly SignShape[]): Markup {
  const paths = shapes.map(({ draws, d }) => {
    const dashes = draws === 'dashes' ? markup` stroke-dasharray="2 2"` : null;
    return markup`<path class="${draws}" d="${d}"${dashes}/>`;
  });
  return markup`<svg class="glyph" viewBox="0 0 16 16" aria-hidden="true">${paths}</svg>`;
}
