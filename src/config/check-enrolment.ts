import type { Outline, TargetOutline } from './outline.ts';
import type { Problem } from './problem.ts';

/** Rules of enrolment: public sites have it, of a day that has come. `today` is an ISO date. */
export function checkEnrolment({ sectors }: Outline, today: string): readonly Problem[] {
  return sectors
    .flatMap(({ members }) => members.flatMap(({ targets }) => targets))
    .flatMap((target) => [...isEnrolled(target), ...hasBegun(target, today)]);
}

function isEnrolled({ source, path, keys }: TargetOutline): readonly Problem[] {
  const isPublic = keys.includes('url') && !keys.includes('practice');
  if (!isPublic || keys.includes('enrolment')) return [];
  return [
    source.problem([...path, 'enrolment'], {
      code: 'enrolment_missing',
      expected: {
        ja: '公開サイトの計測への同意 enrolment { by: 誰が, on: いつ, reference: 文書 }',
        en: 'enrolment { by, on, reference }: who agreed to this public site being measured, and when',
      },
    }),
  ];
}

function hasBegun({ source, path, values }: TargetOutline, today: string): readonly Problem[] {
  const on = values.enrolment?.on;
  if (on === undefined || on <= today) return [];
  return [
    source.problem([...path, 'enrolment', 'on'], {
      code: 'enrolment_in_future',
      expected: {
        ja: `同意の日付（${on}）が本日（${today}）より後のため、その日まで計測しません`,
        en: `this site was enrolled on ${on}, which is after today (${today}): it is not measured before`,
      },
    }),
  ];
}
