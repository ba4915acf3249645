import { trendAt, trendSaid } from '../../core/words/band-trend.ts';
import { type Language, STANDING_SENTENCE } from '../../core/words/language.ts';
import type { Envelope } from '../../core/words/marked.ts';
import { patternSentence, widestOf } from '../../core/words/shared-texts.ts';
import { VIEWER_NAMES } from '../../core/words/viewer.ts';
import type { ViewerDto } from '../dto/shared.ts';
import type { SnapshotDto } from '../dto/snapshot.ts';
import { type Markup, markup, rawMarkup } from '../markup.ts';
import { contextOf, type SnapshotContext } from './snapshot-context.ts';
import { incidentsSection, sitesSections } from './snapshot-named.ts';
import { sectorsSection } from './snapshot-sectors.ts';
import { snapshotStyle } from './snapshot-style.ts';

/** The whole file as HTML: nothing is loaded from anywhere, nothing runs. */
export function snapshotPage(
  { marking, asOf, data }: Envelope<SnapshotDto>,
  language: Language,
): string {
  const { council } = data;
  const context = contextOf(language, asOf, council.timezone);
  const { words, whole } = context;
  const marks = [
    marking,
    ...(council.drill === null ? [] : [words.exercise]),
    ...(council.practice ? [words.practice] : []),
  ].join(' · ');
  const title = words.title(council.name[language]);
  const time = words.asOf(whole(asOf));
  const office = words.madeFor(officeOf(data.viewer, language));
  const sentence = STANDING_SENTENCE[language];
  const style = snapshotStyle({ title, marking: marks, time, sentence });
  return String(markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${marks} · ${title} · ${time}</title>
<style>${rawMarkup(style)}</style>
</head>
<body>
<header class="bar"><p class="tlp"><span class="hidden">${words.marking}: </span>${marks}</p><p>${office} · ${time}</p></header>
<main>
<p class="council">${title}</p>
${lead(data, context)}
${notes(data, context)}
${incidentsSection(data, context)}
${sectorsSection(data, context)}
${sitesSections(data, context)}
</main>
<footer class="bar"><p>${sentence}${words.aside(words.oneVantage)}</p><p>${words.still} ${words.zone(council.timezone)}</p><p class="tlp">${marks}</p></footer>
</body>
</html>
`);
}

/** The widest pattern that may be known, in a sentence; else how many sectors are affected. */
function lead(snapshot: SnapshotDto, context: SnapshotContext): Markup {
  const { incidents, sectors, totals, releasedAt } = snapshot;
  const { language, words, shared, short, whole, count } = context;
  const now = incidents.filter(({ endedAt, pattern }) => endedAt === null && pattern !== 'single');
  const widest = widestOf(now);
  const total = !sectors.some(({ band }) => band !== null)
    ? words.nothingTold
    : totals.sectors === 0
      ? shared.noSectorAffected
      : shared.sectorsAffected(count(totals.sectors), count(totals.fields));
  const said =
    widest === undefined
      ? null
      : patternSentence(widest, shared, { language, since: short(widest.since) });
  const released = releasedAt === null ? null : shared.releasedAt(whole(releasedAt));
  return markup`<h1>${said ?? total} <span class="tag">${words.oneVantage}</span></h1>
${trendLine(snapshot, context)}
${said === null ? null : markup`<p class="totals">${total}</p>`}
<p class="note">${released}</p>`;
}

/** Whether it spreads or ends, as the overview says it; null where nobody is affected, or it cannot be said. */
function trendLine(
  { day, to, totals, releasedAt }: SnapshotDto,
  { shared, count }: SnapshotContext,
): Markup | null {
  const trend =
    totals.sectors === 0 || releasedAt === null ? null : trendAt({ to, sectors: day }, releasedAt);
  if (trend === null) return null;
  const { kind, sign, text } = trendSaid(trend, shared, count);
  return markup`<p class="trend is-${kind}"><span aria-hidden="true">${sign}</span> ${text}</p>`;
}

/** What may make the whole of it untrue. */
function notes(
  { council }: SnapshotDto,
  { language, words, shared, short }: SnapshotContext,
): Markup[] {
  const { drill, practice, doubt } = council;
  return [
    ...(drill === null ? [] : [words.exerciseNote(drill.title[language])]),
    ...(practice ? [words.practiceNote] : []),
    ...(doubt === null ? [] : [shared.sharedDoubt(short(doubt.since))]),
  ].map((note) => markup`<p class="warn">${note}</p>`);
}

function officeOf({ kind, member, sector }: ViewerDto, language: Language): string {
  const name = (member ?? sector)?.name[language];
  const office = VIEWER_NAMES[kind][language];
  if (name === undefined) return office;
  return language === 'ja' ? `${office}（${name}）` : `${office} (${name})`;
}
