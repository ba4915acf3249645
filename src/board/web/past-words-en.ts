import type { PastWords } from './past-words.ts';

export const PAST_EN: PastWords = {
  fromTo: (from, to) => (to === '' ? `since ${from}` : `${from} to ${to}`),
  bandStrip: (most, since, total) =>
    most === null
      ? 'The day: none all the time it was shown'
      : `The day: at most ${most}, from ${since}; ${total} in all other than none`,
  toldThen: (when, what) => `${when}: ${what}`,
  noTrouble: 'The day: nothing other than normal was judged',
  noTroubleKnown: 'The day, as far as it is known: nothing other than normal was judged',
  nothingKnown: 'The day: nothing is known, it was not measured or not shared',
  notKnown: 'not measured or not shared',
  inAll: (total) => `${total} in all`,
  nobodyTroubled: 'None of the sites shown to you by name was other than normal at this moment.',
  colThatDay: 'That day',
  timeBar: 'Moment shown',
  dayBack: '1 day back',
  weekBack: '1 week back',
  monthBack: '4 weeks back',
  dayOn: '1 day on',
  hold: 'Hold the picture',
  backToNow: 'Now',
  stepBack: '5 minutes back',
  stepOn: '5 minutes on',
  play: 'Replay the day',
  pause: 'Pause',
  momentOfDay: 'Moment of the day',
  pastTitle: (at) => `The past: ${at}`,
  pastNote:
    'Bands as they were released then; names as they are shared now. The address of this page is a link to this moment.',
  untoldPast:
    'Nothing was told at this moment: the past goes back 30 days, and while the board ran.',
  nothingTold: 'No band of a sector is told at this moment.',
  momentUnread: (timezone) =>
    `The moment in the address (at) cannot be read, so this page shows the present. Write it as in 2026-11-28T12:04 (time of ${timezone}; with Z at the end: UTC).`,
  momentNotHere:
    'This page cannot be shown as of the past moment in its address: what you see is the present. The overview and the pages of sectors and sites go back.',
  thatDay: {
    day: '24 hours up to this moment',
    dayEmpty: 'There are no samples of these 24 hours.',
    dayChart: (count, failures, p50) =>
      `Chart of the response time over the 24 hours up to the moment shown: ${count} probes, ${failures} failed, median ${p50}.`,
    usual: (days) =>
      `The band is the same time of day on ${days === '1' ? 'the 1 day' : `the ${days} days`} stored before these 24 hours: up to the 95th percentile, dashed the median, down to the 5th.`,
    usualUnknown:
      'No usual range is shown: no values from before these 24 hours are stored, or shared with you.',
    siteIncidents: 'Incidents of this site in these 24 hours',
    failureList: 'Failed or missed in these 24 hours',
    noFailures: 'In what is shown nothing failed or was missed.',
  },
  pastDetailNote:
    'What was measured in the 24 hours up to then. How the site does now is not on this page. The address of this page is a link to this moment.',
  detailToldFrom: (at) =>
    `The values of this site are shared with you from ${at} on: the chart is empty before that.`,
  detailUntold: 'The values of this site were not shared with you at this moment.',
  incidentsUnread: 'The incidents could not be loaded. Trying again by itself.',
  untoldIncidents: 'Incidents are told for 30 days back.',
  judgementOnlyPast:
    'Of this site the judgement alone is shared with you, and no day of values. How it was judged at this moment is on the page of its sector.',
  copyLink: 'Copy the link to this moment',
  linkCopied: 'The link is copied.',
  save: 'Save:',
  saveChart: 'Chart as PNG',
  saveLastDay: 'Save the last 24 hours:',
  saveThatDay: 'Save this day:',
  saveBands: 'Bands',
  saveRatios: 'Ratios',
  saveIncidents: 'Incidents',
  saveAllIncidents: 'All incidents',
  saveSites: 'Sites',
  display: 'Wall display',
  displayControls: 'Sound and size',
  sound: { on: 'Sound: on', off: 'Sound: off', waiting: 'Sound: waiting' },
  soundNote:
    'With the sound on, two rising notes tell that a pattern began, two falling ones that one ended; single sites make none.',
  soundWaits:
    'The browser lets a page be heard only after somebody pressed a key or a button on it: press any.',
  fullScreen: 'Full screen',
  keys: 'Keys',
  keysOn: 'One-key shortcuts are on',
  keysList: [
    ['d / w / m', 'a day, a week, four weeks back'],
    ['D / W / M', 'a day, a week, four weeks on'],
    ['← / →', '5 minutes back, on (in the past)'],
    ['p', 'replay, pause (in the past)'],
    ['n', 'now'],
    ['/', 'to the search field'],
  ],
};
