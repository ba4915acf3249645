import type { Beside, NothingState, PatternState, Reach, SinglesState } from './pattern-state.ts';
import { numberIn, plural, words } from './state-parts.ts';
import type { StatePart } from './state-words.ts';

const number = numberIn('en');

/** What is said now of the council, a sector or an incident. */
export function patternEn(state: PatternState): readonly StatePart[] {
  switch (state.kind) {
    case 'not-judged':
      return [words('Nothing is judged yet; it begins as values come in.')];
    case 'normal':
      return nothing(state);
    case 'own-network': {
      const together =
        state.targets === null
          ? [words('What is shown may not be the state of the sites.')]
          : [
              number(state.targets, 'missed'),
              words(' sites stopped answering together. '),
              words('Nothing is judged of the sites meanwhile.'),
            ];
      return [
        { text: 'The fault may be on the measuring side', kind: 'missed' },
        words(` (since ${state.since}). `),
        ...together,
      ];
    }
    case 'cross-sector':
      return [...placesOf(state.reach), ...differ(state.reach, '')];
    case 'shared-cause':
      return differ(
        state.reach,
        ` that have the ${state.fact.name} “${state.fact.text}” in common`,
        sectorsOf(state.reach),
      );
    case 'sector-wide':
      return [words(`Together within ${state.sector}: `), ...differ(state.reach, '')];
    case 'singles':
      return singles(state);
    default:
      return state satisfies never;
  }
}

function nothing({ judged, learning, unknown }: NothingState): readonly StatePart[] {
  if (learning + unknown === 0) return [words('No site differs from its normal.')];
  const told = [
    judged === 0
      ? ''
      : `Of the ${plural(judged, 'site', 'sites')} judged none differs from its normal.`,
    learning === 0
      ? ''
      : `What is normal for ${plural(learning, 'site', 'sites')} is still being learned.`,
    unknown === 0
      ? ''
      : `Nothing can be said of ${plural(unknown, 'site', 'sites')} (not measured, blocked or in planned work).`,
  ];
  return [words(told.filter((text) => text !== '').join(' '))];
}

export function besideEn({ patterns, singles }: Beside): readonly StatePart[] {
  const told = [
    patterns === 0 ? '' : plural(patterns, 'wider incident', 'wider incidents'),
    singles === 0 ? '' : plural(singles, 'incident of one site', 'incidents of one site'),
  ].filter((text) => text !== '');
  if (told.length === 0) return [];
  const verb = patterns + singles === 1 ? 'goes' : 'go';
  return [words(` ${told.join(' and ')} ${verb} on beside it.`)];
}

function placesOf({ fields, sectors }: Reach): readonly StatePart[] {
  if (fields.length === 0) return [words('In several fields at once: ')];
  return [
    number(fields.length, 'failure'),
    words(fields.length === 1 ? ' field and ' : ' fields and '),
    number(sectors, 'failure'),
    words(`${sectors === 1 ? ' sector' : ' sectors'} at once (${fields.join(', ')}): `),
  ];
}

function sectorsOf({ sectors }: Reach): string {
  return sectors === 0 ? '' : `in ${plural(sectors, 'sector', 'sectors')}, `;
}

/** `which` follows the sites, `places` stands before the time. */
function differ(
  { affected, sites, since }: Reach,
  which: string,
  places = '',
): readonly StatePart[] {
  const note = ` (${places}since ${since}).`;
  if (sites === 0) {
    const first = which === '' ? 'response' : 'Response';
    return [words(`${first} times of sites${which} have grown${note}`)];
  }
  if (affected === 0) {
    const [noun, verb] = sites === 1 ? [' site', ' is'] : [' sites', ' are'];
    return [number(sites), words(`${noun}${which}${verb} back to normal${note}`)];
  }
  const differs = affected === 1 ? ' differs from its normal' : ' differ from their normal';
  return [
    number(affected, 'failure'),
    words(`${affected === 1 ? ' site' : ' sites'}${which}${differs}${note}`),
  ];
}

function singles({ slow, failing, flapping, sectors, since }: SinglesState): readonly StatePart[] {
  const named: readonly (readonly [number, string, string, StatePart['kind']])[] = [
    [failing, 'has no answer confirmed', 'have no answer confirmed', 'failure'],
    [flapping, 'answers intermittently', 'answer intermittently', 'failure'],
    [slow, 'is slower than normal', 'are slower than normal', 'slow'],
  ];
  const parts = named
    .filter(([n]) => n > 0)
    .flatMap(([n, one, several, kind], index) => [
      words(index === 0 ? '' : ', '),
      number(n, kind),
      words(`${index === 0 ? (n === 1 ? ' site' : ' sites') : ''} ${n === 1 ? one : several}`),
    ]);
  const total = slow + failing + flapping;
  const places = sectors === null ? '' : `in ${plural(sectors, 'sector', 'sectors')}, `;
  const began = total === 1 ? `since ${since}` : `the earliest since ${since}`;
  const apart = total === 1 ? 'It stands alone.' : 'Each stands alone.';
  return [...parts, words(` (${places}${began}). ${apart}`)];
}
