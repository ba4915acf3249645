import type { SharedWords } from './shared-words.ts';

export const SHARED_EN: SharedWords = {
  bandUntold: 'not shown',
  colBand: 'Members not as normal',
  bandsNote:
    'Members that are not named to you are shown as none, some, or half or more, never as an exact number, once a minute. Sectors with fewer than five of them are not shown. In the band of its own sector a member is told of the others, without itself.',
  bandReleased: 'Band as released',
  bandSince: 'So since',
  bandSinceAt: (at, orEarlier) => (orEarlier ? `${at} or earlier` : at),
  sharedRatioNote:
    'Median of response time over normal, to 0.1; shown where there are ten members or more',
  noSectorAffected: 'No member is other than normal in the sectors that are shown.',
  sectorsAffected: (sectors, fields) =>
    `Members are other than normal in ${sectors} ${plural(sectors)} (${fields} ${fields === '1' ? 'field' : 'fields'}).`,
  trend: (rose, fell) => {
    if (fell === null) return `Spreading: higher than 15 minutes ago in ${rose} ${plural(rose)}.`;
    if (rose === null) return `Ending: lower than 15 minutes ago in ${fell} ${plural(fell)}.`;
    return `Moving: higher than 15 minutes ago in ${rose} ${plural(rose)}, lower in ${fell}.`;
  },
  trendNone: 'The same as 15 minutes ago.',
  releasedAt: (at) => `Bands as of ${at}`,
  sharedCrossSector: (sectors, since) =>
    `Unrelated sites in two or more fields are other than normal at once${within(sectors)}, since about ${since}.`,
  sharedSectorWide: (sectors, since) =>
    `Unrelated sites of one sector are other than normal at once${within(sectors)}, since about ${since}.`,
  sharedCommon: (fact, since) =>
    `Sites that are other than normal have something in common${fact === null ? '' : ` (${fact})`}, since about ${since}.`,
  factInCommon: (fact) => `In common: ${fact}`,
  namedSites: 'Sites shown by name',
  nobodyNamed: 'No site of this sector is shown to you by name.',
  suspectSite: 'possibly the measuring side',
  judgementOnly: 'judgement only',
  judgementOnlyNote: 'Of this site, its name and judgement are shared, and nothing else.',
  sharedIncidentsNote:
    'Incidents of sites that are shown by name, and patterns in sectors that are shown, of the last 30 days.',
  roughTimes: 'Times of patterns with other members in them are told to five minutes.',
  touchedSectors: 'Sectors in it',
  othersIn: 'Other sites are in it that are not shown by name.',
  sharedDoubt: (since) =>
    `Possibly the measuring side, since about ${since}: what is shown may not be how the sites do.`,
  saidKind: (kind) => `The member says “${kind}”:`,
  saidUntil: (until) => `(until ${until})`,
  answerAgreed: 'The operator confirms it:',
  answerDeclined: 'The operator cannot confirm it:',
};

function within(sectors: string): string {
  return sectors === '' ? '' : ` (${sectors})`;
}

function plural(sectors: string | null): string {
  return sectors === '1' ? 'sector' : 'sectors';
}
