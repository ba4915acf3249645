import type { CountsDto } from '../dto.ts';
import type { Catalogue, SummaryPart } from './catalogue.ts';

export const CATALOGUE_EN: Catalogue = {
  product: 'Yamabiko',
  tagline: 'response times of public websites',
  practice: 'PRACTICE DATA',
  practiceNote: 'Every site shown is a practice site; none belongs to a real organisation.',
  oneVantage: 'measured from one vantage',
  vantage: 'vantage',
  switchLanguage: '日本語に切り替える',
  otherLanguage: '日本語',
  loading: 'Loading…',
  failedToLoad: 'The measured values could not be loaded. Trying again by itself.',
  noSuchPage: 'There is no such page.',
  noSuchTarget: 'There is no such site.',
  backToOverview: 'Overview',
  skipToContent: 'Skip to content',

  live: 'live',
  polling: 'updating every 15 s',
  connecting: 'connecting…',
  updatedAgo: (age) => `updated ${age}`,
  staleBanner: (age, at) =>
    `The last update arrived ${age}. What is shown was true at ${at}; it is not the present state.`,
  doubtBanner: {
    first_probes: (series, since) =>
      `The fault may be on the measuring side. All ${series} series probed since the start at ${since} have failed. Look first at this machine's network and its resolver. Until a site answers, failures are kept as suspect and nothing is judged by them.`,
  },
  asOf: (at) => `as of ${at}`,
  ago: (seconds) =>
    seconds < 120
      ? `${seconds} s ago`
      : seconds < 7200
        ? `${Math.floor(seconds / 60)} min ago`
        : `${Math.floor(seconds / 3600)} h ago`,

  overviewTitle: 'Overview',
  sites: (n) => `${n} sites`,
  summary,
  summaryNothing: 'There are no sites yet.',
  staleSites: (n) => `${n} with values too old`,
  attention: 'Sites that failed or were missed',
  search: 'Filter by member, ID or URL',
  show: 'Show',
  showAll: 'all',
  showTroubled: 'failed or missed',
  order: 'Order',
  orderListed: 'as listed',
  orderSlowest: 'slowest first',
  orderName: 'by name',
  more: (n) => `show ${n} more`,
  fewer: 'show fewer',
  noMatch: 'No site matches.',
  median: 'median',
  answered: (n, all) => `${n} of ${all} succeeded`,
  dayStrip: 'share of failures over the last 24 hours, by the hour',
  cell: (hour, success, failure, missed) =>
    `${hour}: ${success} succeeded, ${failure} failed, ${missed} missed`,
  waiting: 'not yet measured',
  staleMark: 'value too old',
  colSite: 'Site',
  colPhases: 'Where the time went',
  colTotal: 'Response time',
  colRecent: 'Recent',
  colAnswer: 'Answer',
  colAt: 'Measured at',
  recentLabel: (n) => `response times of the last ${n} probes`,
  phasesLabel: 'phases',
  beyondScale: 'beyond the scale',

  lastProbe: 'Last probe',
  keptProbes: 'Probes kept in full',
  keptNote: 'The last 3 successes and 10 failures of each series are kept in full.',
  confirmation: 'confirmation',
  happenedSuccess: (at, total) => `The probe at ${at} succeeded. The response took ${total}.`,
  happenedLongest: (phase, ms, percent) => `The longest phase was ${phase}: ${ms} (${percent}).`,
  happenedFailure: (at) => `The probe at ${at} failed.`,
  happenedIn: (phase) => `It failed during ${phase}.`,
  happenedMissed: (at) => `The slot at ${at} was not used.`,
  blame: 'Blame',
  phase: 'Phase',
  duration: 'Time',
  notDone: 'did not happen',
  unfinished: 'failed here',
  total: 'Total',
  hop: (n, of) => `hop ${n} of ${of}`,
  noProbeYet: 'Not yet measured.',
  noRecordYet: 'No probe has been kept in full yet.',
  facts: 'The answer',
  factStatus: 'Status',
  factProtocol: 'Protocol',
  factTls: 'TLS version',
  factPeer: 'Peer address',
  factFamily: 'IP version',
  factBody: 'Body',
  factBytes: (n) => `${n} bytes`,
  factTruncated: ' (read up to the limit)',
  factServer: 'Server family',
  factTtfb: 'Time to first byte',
  factQueue: 'Wait before the start',
  factScheduled: 'Slot',
  factDetail: 'Error detail',
  certificate: 'Certificate',
  certificateNone: 'No certificate was presented in this probe.',
  certificateSubject: 'Subject',
  certificateIssuer: 'Issuer',
  certificateValid: 'Valid',
  certificateDays: (n) => `${n} days left`,
  certificateExpired: (n) => `expired ${n} days ago`,
  certificateOk: 'verified',
  certificateBad: (code) => `not verified (${code})`,
  certificateFingerprint: 'SHA-256 fingerprint',
  settings: 'How it is measured',
  settingUrl: 'URL',
  settingPractice: (profile) => `practice site (${profile})`,
  settingSchedule: 'Schedule (cron)',
  settingTimeout: 'Deadline',
  settingConsent: 'Consent',
  settingId: 'ID',
  consent: {
    own: 'member and operator only',
    counted: 'counted, not named',
    sector: 'named inside its sector',
    named: 'named beyond its sector',
  },

  day: 'Last 24 hours',
  dayTotal: 'response time',
  dayPhases: 'phases stacked',
  dayEmpty: 'There are no samples of the last 24 hours yet.',
  zone: (zone) => `times in ${zone}`,
  count: 'Probes',
  failures: 'Failed',
  missed: 'Missed',
  p50: 'Median',
  p95: '95th percentile',
  p99: '99th percentile',
  range: 'Min–max',
  dayChart: (count, failures, p50) =>
    `Chart of the response time over the last 24 hours: ${count} probes, ${failures} failed, median ${p50}.`,
  chartHint: 'Drag sideways to zoom in, double-click to return.',
  hourly: 'Table by the hour',
  hour: 'Hour',
  failureList: 'Failed or missed in the last 24 hours',
  noFailures: 'Nothing failed or was missed in the last 24 hours.',
  at: 'Time',
  result: 'Result',
};

function summary(counts: CountsDto): readonly SummaryPart[] {
  const number = (n: number) => n.toLocaleString('en');
  const parts: SummaryPart[] = [
    { text: 'Of ', kind: 'words' },
    { text: number(counts.targets), kind: 'number' },
    { text: counts.targets === 1 ? ' site, ' : ' sites, ', kind: 'words' },
    { text: number(counts.success), kind: 'number' },
    { text: ' succeeded', kind: 'words' },
  ];
  if (counts.failure > 0) {
    parts.push({ text: ', ', kind: 'words' }, { text: number(counts.failure), kind: 'failure' });
    parts.push({ text: ' failed', kind: 'words' });
  }
  if (counts.missed > 0) {
    parts.push({ text: ', ', kind: 'words' }, { text: number(counts.missed), kind: 'missed' });
    parts.push({ text: counts.missed === 1 ? ' was missed' : ' were missed', kind: 'words' });
  }
  if (counts.waiting > 0) {
    parts.push({ text: ', ', kind: 'words' }, { text: number(counts.waiting), kind: 'missed' });
    parts.push({ text: counts.waiting === 1 ? ' is' : ' are', kind: 'words' });
    parts.push({ text: ' still to be measured', kind: 'words' });
  }
  parts.push({ text: '.', kind: 'words' });
  return parts;
}
