import { PATTERN_LABELS } from '../../core/words/incident.ts';
import { JUDGEMENT_WEIGHTS } from '../../core/words/judgement.ts';
import { subjectOf } from '../../core/words/shared-texts.ts';
import type { SharedIncidentDto, SharedSiteDto } from '../dto/shared.ts';
import type { SnapshotDto } from '../dto/snapshot.ts';
import { type Markup, markup } from '../markup.ts';
import type { SnapshotContext } from './snapshot-context.ts';
import { saidOf } from './snapshot-said.ts';
import { judgementSign } from './snapshot-sectors.ts';

/** The incidents of 24 hours, as the reader may know them. */
export function incidentsSection(
  snapshot: Pick<SnapshotDto, 'incidents' | 'statements'>,
  context: SnapshotContext,
): Markup {
  const { incidents } = snapshot;
  const { words, shared } = context;
  const rows = incidents.map((incident) => incidentRow(incident, snapshot, context));
  const head = [words.incident, words.pattern, words.judgement, words.began, words.state];
  const isRough = incidents.some(({ pattern }) => pattern !== 'single');
  const table =
    incidents.length === 0
      ? markup`<p>${words.noIncidents}</p>`
      : markup`<table class="incidents"><thead><tr>${headCells(head)}</tr></thead>
<tbody>${rows}</tbody></table>
${isRough ? markup`<p class="note">${shared.roughTimes}</p>` : null}`;
  return markup`<section aria-labelledby="incidents"><h2 id="incidents">${words.incidents}</h2>
${table}</section>
`;
}

function incidentRow(
  incident: SharedIncidentDto,
  snapshot: Pick<SnapshotDto, 'statements'>,
  context: SnapshotContext,
): Markup {
  const { language, words, shared, short } = context;
  const { pattern, sites, sectors, since, endedAt, ending, hasOthers } = incident;
  const own = pattern === 'single' ? sites[0] : undefined;
  const [places, names] = [sectors, own === undefined ? sites.map(({ member }) => member) : []].map(
    (named) => named.map(({ name }) => name[language]).join(words.listComma),
  );
  const notes = [
    own === undefined ? '' : own.target,
    own === undefined && places !== '' ? `${shared.touchedSectors}: ${places}` : '',
    names ?? '',
    own === undefined && hasOthers ? shared.othersIn : '',
  ].filter((note) => note !== '');
  const subject = subjectOf(incident, language);
  const state =
    ending === null || endedAt === null
      ? words.goesOn
      : words.ended(words.endings[ending], short(endedAt));
  return markup`<tr><th scope="row">${subject === '' ? PATTERN_LABELS[pattern][language] : subject}${notes.map((note) => markup`<small>${note}</small>`)}</th><td>${PATTERN_LABELS[pattern][language]}</td><td>${own === undefined ? '–' : judgementSign(own.judgement, context)}${own === undefined ? null : saidOf(snapshot, own, context)}</td><td class="n" data-label="${words.began}">${short(since)}</td><td>${state}</td></tr>
`;
}

/** Sites that the reader may know by name: a member's own apart from those of others. */
export function sitesSections(snapshot: SnapshotDto, context: SnapshotContext): Markup {
  const { viewer, sites, left } = snapshot;
  const { words, shared, count } = context;
  const { statements } = snapshot;
  if (viewer.kind === 'observer') return markup``;
  const isOwn = ({ member }: SharedSiteDto) => member.id === viewer.member?.id;
  const own = sites.filter(isOwn);
  const others = sites.filter((site) => !isOwn(site));
  const notNormal = left.notNormal === 0 ? null : count(left.notNormal);
  const more =
    left.sites > 0 ? markup`<p class="note">${words.left(count(left.sites), notNormal)}</p>` : null;
  const named = { title: shared.namedSites, sites: others, statements };
  if (viewer.member === null) {
    return markup`${sitesSection('named', { ...named, none: words.noSites }, context)}${more}`;
  }
  const mine = { title: words.ownSites, sites: own, statements, none: words.noSites };
  return markup`${sitesSection('own', mine, context)}${sitesSection('named', { ...named, none: words.noOtherSites }, context)}${more}`;
}

interface SitesListed extends Pick<SnapshotDto, 'sites' | 'statements'> {
  readonly title: string;
  /** What is said where there are no sites. */
  readonly none: string;
}

function sitesSection(
  id: string,
  { title, sites, statements, none }: SitesListed,
  context: SnapshotContext,
): Markup {
  const { words, language } = context;
  const heaviest = sites.toSorted(
    (a, b) =>
      JUDGEMENT_WEIGHTS[b.judgement] - JUDGEMENT_WEIGHTS[a.judgement] ||
      a.member.name[language].localeCompare(b.member.name[language], language),
  );
  const isDetailed = sites.some(({ detail }) => detail !== null);
  const head = [words.site, words.judgement, words.began, ...(isDetailed ? [words.response] : [])];
  const rows = heaviest.map((site) => siteRow(site, { isDetailed, statements }, context));
  const table =
    sites.length === 0
      ? markup`<p>${none}</p>`
      : markup`<table class="sites"><thead><tr>${headCells(head)}</tr></thead>
<tbody>${rows}</tbody></table>`;
  return markup`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${table}</section>
`;
}

interface RowParts extends Pick<SnapshotDto, 'statements'> {
  /** Some site of the table is told with its values. */
  readonly isDetailed: boolean;
}

function siteRow(
  site: SharedSiteDto,
  { isDetailed, statements }: RowParts,
  context: SnapshotContext,
): Markup {
  const { language, words, shared, short, count } = context;
  const { target, member, judgement, since, suspect, detail } = site;
  const ratio = detail?.verdicts.find((verdict) => verdict.judgement === judgement)?.ratio ?? null;
  const newest = detail?.series.find((series) => series.newest !== null)?.newest ?? null;
  const slower =
    judgement === 'slow' && ratio !== null ? markup` ${words.times(ratio.toFixed(1))}` : null;
  const response =
    detail === null
      ? shared.judgementOnly
      : newest === null || newest.totalMs === null
        ? '–'
        : `${count(Math.round(newest.totalMs))} ms`;
  const said = saidOf({ statements }, { target, from: context.asOf, to: null }, context);
  const last = isDetailed
    ? markup`<td class="n" data-label="${words.response}">${response}</td>`
    : null;
  return markup`<tr class="is-${judgement}"><th scope="row">${member.name[language]}<small>${target}</small></th><td>${judgementSign(judgement, context)}${slower}${suspect ? markup` <small>${shared.suspectSite}</small>` : null}${said}</td><td class="n" data-label="${words.began}">${since === null || since === 0 ? '–' : short(since)}</td>${last}</tr>
`;
}

function headCells(texts: readonly string[]): Markup[] {
  return texts.map((text) => markup`<th scope="col">${text}</th>`);
}
