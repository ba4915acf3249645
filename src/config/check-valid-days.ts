import { holdsOn, type ValidDays } from '../core/valid-days.ts';
import type { Text } from '../core/words/language.ts';
import type { Outline, Part } from './outline.ts';
import type { Problem } from './problem.ts';

/** A field or a sector, as far as its days go. */
interface Dated extends Pick<Part<never>, 'source' | 'path'> {
  readonly values: ValidDays;
}

/** Rules of the days on which fields and sectors exist. `today` is an ISO date in the council's zone. */
export function checkValidDays({ council, sectors }: Outline, today: string): readonly Problem[] {
  return [
    ...(council?.fields ?? []).flatMap((field) => [
      ...inOrder(field),
      ...holdsToday(field, today, fieldIsOut(field.values.id ?? '', today)),
    ]),
    ...sectors.flatMap(({ head }) => [
      ...inOrder(head),
      ...holdsToday(head, today, sectorIsOut(head.values.id ?? '', today)),
    ]),
  ];
}

function areReversed({ validFrom, validTo }: ValidDays): boolean {
  return typeof validTo === 'string' && !holdsOn({ validFrom }, validTo);
}

function inOrder({ source, path, values }: Dated): readonly Problem[] {
  if (!areReversed(values)) return [];
  return [
    source.problem([...path, 'validTo'], {
      code: 'dates_reversed',
      expected: {
        ja: `validFrom（${values.validFrom}）以後の日付`,
        en: `a date not before validFrom (${values.validFrom})`,
      },
    }),
  ];
}

function holdsToday(
  { source, path, values }: Dated,
  today: string,
  expected: Text,
): readonly Problem[] {
  if (areReversed(values) || holdsOn(values, today)) return [];
  const key = (values.validFrom ?? today) > today ? 'validFrom' : 'validTo';
  return [source.problem([...path, key], { code: 'not_valid_today', expected })];
}

function fieldIsOut(id: string, today: string): Text {
  return {
    ja: `分野 ${id} は本日（${today}）有効期間外です。この分野のセプターは計測されません`,
    en: `field ${id} is not valid today (${today}); its sectors are not measured`,
  };
}

function sectorIsOut(id: string, today: string): Text {
  return {
    ja: `セプター ${id} は本日（${today}）有効期間外のため、計測されません`,
    en: `sector ${id} is not valid today (${today}) and is not measured`,
  };
}
