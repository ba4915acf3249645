import type { Viewer } from '../../src/core/words/viewer.ts';

type Who = Viewer['kind'];
/** A selector of what stands on a page once it is there, by who reads. */
type Shows = Readonly<Record<Who, string>>;

/** Where a page is, and what it shows; `:incident` and `:note` stand for one that the reader has. */
export interface PageRow {
  readonly path: string;
  readonly shows: Shows;
}

const WHO: readonly Who[] = ['member', 'secretariat', 'council', 'observer', 'operator'];
/** There is no such page for him. */
const NONE = 'h1.notice';
/** It says that it is not for him. */
const REFUSED = 'p.notice[role=status]';

/** `shows` to those named, `others` to everybody else. */
function to(named: readonly Who[], shows: string, others: string): Shows {
  const rows = WHO.map((who) => [who, named.includes(who) ? shows : others] as const);
  return Object.fromEntries(rows) as Record<Who, string>;
}
const toAll = (shows: string) => to(WHO, shows, shows);
const toOperator = (shows: string, others: string) => to(['operator'], shows, others);
const OWN: readonly Who[] = ['member', 'secretariat', 'operator'];

/** Every page of the router by its name there, written out by hand. */
export const PAGES = {
  overview: { path: '/', shows: toAll('tr[data-sector=rail]') },
  sector: {
    path: '/sectors/gas',
    shows: toOperator('.members', 'table.named-sites, #named-sites'),
  },
  target: { path: '/targets/own-counted', shows: to(OWN, '.chart canvas', REFUSED) },
  member: { path: '/members/gas-own', shows: to(OWN, '#member-load', NONE) },
  incidents: { path: '/incidents', shows: toAll('table.incidents tbody tr') },
  incident: { path: '/incidents/:incident', shows: toAll('.target-head h1, .incident-head h1') },
  prober: { path: '/prober', shows: toOperator('#prober-day', NONE) },
  tasks: { path: '/tasks', shows: toOperator('form.act', NONE) },
  display: { path: '/display', shows: toAll('.display-sector') },
  note: { path: '/notes/:note', shows: toAll('.note-text') },
  login: { path: '/login', shows: toAll('.entrance p a') },
  openid: { path: '/openid', shows: toAll('.act-problem') },
  invitation: { path: '/invitation', shows: toAll('.act-problem') },
  wall: { path: '/wall', shows: toAll('.act-problem') },
  account: { path: '/account', shows: toAll('#own-sessions') },
  accounts: { path: '/accounts', shows: to(['observer', 'council'], '.accounts', '#account-list') },
  messages: { path: '/messages', shows: toAll('#silences ~ table tbody tr') },
  notes: { path: '/notes', shows: toAll('#handovers ~ table tbody tr') },
  drills: { path: '/drills', shows: to(['council', 'operator'], '[id^=drill-]', REFUSED) },
  audit: { path: '/audit', shows: toOperator('.audit-lines tbody tr', REFUSED) },
  looks: { path: '/looks', shows: to(['member'], '.audit-lines tbody tr', REFUSED) },
  plan: { path: '/plan', shows: toOperator('.accounts p.notice', REFUSED) },
  unknown: { path: '/nothing', shows: toAll(NONE) },
} as const satisfies Readonly<Record<string, PageRow>>;

/** Whether what is shown says only that it is not for who reads, or that there is nothing to be done. */
export function saysNo(shows: string): boolean {
  return [NONE, REFUSED, '.act-problem', '.entrance p a'].includes(shows);
}

/** Other faces of those pages: another sector, a site known by name alone, and the past. */
export function otherFaces(now: number): readonly PageRow[] {
  const minute = `${new Date(now).toISOString().slice(0, 16)}Z`;
  return [
    { path: '/sectors/rail', shows: PAGES.sector.shows },
    { path: '/targets/far-named', shows: to(['observer'], REFUSED, 'h1') },
    { path: `/?at=${minute}`, shows: toAll('.time-bar.is-past') },
    { path: `/sectors/rail?at=${minute}`, shows: toAll('.time-bar.is-past') },
  ];
}
