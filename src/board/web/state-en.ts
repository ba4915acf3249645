import { besideEn, patternEn } from './pattern-en.ts';
import { numberIn, plural, words } from './state-parts.ts';
import type {
  CountsState,
  ProberState,
  SinceState,
  SiteState,
  StatePart,
  StateWords,
} from './state-words.ts';

export const STATE_EN: StateWords = {
  pattern: patternEn,
  beside: besideEn,
  counts,
  site,
  prober,
};

const number = numberIn('en');

function counts({ counts: all, sectors, since }: CountsState): readonly StatePart[] {
  const { targets, success, failure, failureNew } = all;
  if (success === targets) {
    return targets === 1
      ? [words('The one site answers as expected.')]
      : [words('All '), number(targets), words(' sites answer as expected.')];
  }
  const answer = success === 1 ? 'answers' : 'answer';
  const parts = [
    number(success),
    words(` of ${targets.toLocaleString('en')} sites ${answer} as expected`),
  ];
  if (failure > 0) {
    const notes = [
      sectors === null ? '' : `in ${plural(sectors, 'sector', 'sectors')}`,
      since === null ? '' : `the earliest since ${sinceOf(since)}`,
      failureNew === 0 ? '' : `${failureNew.toLocaleString('en')} began within the last hour`,
    ].filter((note) => note !== '');
    const note = notes.length === 0 ? '' : ` (${notes.join(', ')})`;
    parts.push(words('; '), number(failure, 'failure'));
    parts.push(words(`${failure === 1 ? ' does not' : ' do not'}${note}`));
  }
  return [...parts, words('.'), ...restOf(all)];
}

function restOf({
  blocked,
  suspect,
  missed,
  waiting,
  maintenance,
  stopped,
}: CountsState['counts']): readonly StatePart[] {
  const named: readonly (readonly [number, string, string])[] = [
    [blocked, ' blocks the probe', ' block the probe'],
    [suspect, ' failed in doubt of the prober itself', ' failed in doubt of the prober itself'],
    [missed, ' was missed', ' were missed'],
    [waiting, ' is still to be measured', ' are still to be measured'],
    [maintenance, ' is under planned work', ' are under planned work'],
    [stopped, ' is stopped', ' are stopped'],
  ];
  const told = named.filter(([n]) => n > 0);
  const parts = told.flatMap(([n, one, several], index) => [
    words(index === 0 ? ' ' : ', '),
    number(n, 'missed'),
    words(n === 1 ? one : several),
  ]);
  return told.length === 0 ? [] : [...parts, words('.')];
}

function sinceOf({ at, orEarlier }: SinceState): string {
  return orEarlier ? `${at}\u00a0or\u00a0earlier` : at;
}

function site(state: SiteState): readonly StatePart[] {
  const { since, reason, total, ratio, maintenanceUntil } = state;
  const planned = maintenanceUntil === null ? '' : `Planned work until ${maintenanceUntil}. `;
  const known = since !== null && !since.orEarlier;
  switch (state.state) {
    case 'success': {
      const compared = ratio === null ? '' : `, ${ratio} times its median of 24 hours`;
      return [
        words(
          `${planned}Answers as expected${known ? ` since ${since.at}` : ''}. The last response took `,
        ),
        { text: total ?? '–', kind: 'number' },
        words(`${compared}.`),
      ];
    }
    case 'failure':
      return [
        words(planned),
        { text: 'No answer as expected', kind: 'failure' },
        words(since === null ? '' : ` since ${sinceOf(since)}`),
        words(reason === null ? '.' : ` (${reason}).`),
      ];
    case 'blocked':
      return [
        words(planned),
        { text: 'The probe is blocked', kind: 'missed' },
        words(
          `${since === null ? '' : ` since ${sinceOf(since)}`}; visitors may well be answered.`,
        ),
      ];
    case 'suspect':
      return [
        words(planned),
        { text: 'The newest probe failed, but is suspect', kind: 'missed' },
        words(
          `${reason === null ? '' : ` (${reason})`}: the prober itself is in doubt, so nothing is judged by it.`,
        ),
      ];
    case 'missed':
      return [
        words(planned),
        { text: 'The newest slot was not used', kind: 'missed' },
        words(reason === null ? '.' : ` (${reason}).`),
      ];
    case null:
      return [words(`${planned}Not yet measured.`)];
    default:
      return state.state satisfies never;
  }
}

function prober(state: ProberState): readonly StatePart[] {
  const parts: StatePart[] = [];
  const bad = (text: string) => parts.push({ text, kind: 'failure' });
  if (state.workers === 0) bad('Nothing is being measured: no worker probes. ');
  if (state.store !== 'ok') bad(`Samples cannot be stored (${state.pending} are waiting). `);
  if (state.doubt === 'first_probes') bad('The fault may be on the measuring side. ');
  if (state.doubt === 'own_network') bad('The fault may be in the network of the measuring side. ');
  if (state.doubt === 'strained') bad('Measuring does not keep up. ');
  if (parts.length === 0) {
    parts.push(words('Measuring and storing work as they should. '));
    if (state.late !== null) {
      parts.push(words('Over the last 5 minutes 99 % of the probes started within '));
      parts.push({ text: state.late, kind: 'number' }, words(' of their slot. '));
    }
  }
  if (state.reloadRefused) {
    bad('A change of the configuration needs your decision. ');
  }
  return parts;
}
