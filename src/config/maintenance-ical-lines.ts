import { dateSchema } from './leaf-schemas.ts';
import { ICAL } from './maintenance-ical-library.ts';
import { problemAt } from './maintenance-source.ts';
import type { Problem } from './problem.ts';

/** Where one event stands. */
export interface EventPlace {
  readonly line: number;
  /** The line of each of its properties, by name in lower case; the first where there are several. */
  readonly lines: ReadonlyMap<string, number>;
}

export interface IcalLines {
  /** In the order of the file. */
  readonly events: readonly EventPlace[];
  readonly problems: readonly Problem[];
}

interface Line {
  readonly line: number;
  readonly text: string;
}

/** Reads an iCalendar text line by line: what is none of its lines, and where its events stand. */
export function readIcalLines(file: string, text: string): IcalLines {
  const lines = unfolded(text);
  const events: { line: number; lines: Map<string, number> }[] = [];
  const open: string[] = [];
  const problems: Problem[] = [];
  for (const { line, text: content } of lines) {
    const [, word = '', name = ''] = /^(BEGIN|END):\s*(\S+)\s*$/i.exec(content) ?? [];
    const wrong = (expected: Problem['expected']): void => {
      problems.push(problemAt({ file, line }, { code: 'bad_row', found: content, expected }));
    };
    if (word.toUpperCase() === 'BEGIN') {
      if (open.length === 0 && name.toUpperCase() !== 'VCALENDAR')
        return notCalendar(file, line, content);
      open.push(name.toUpperCase());
      if (name.toUpperCase() === 'VEVENT') events.push({ line, lines: new Map() });
    } else if (word !== '') {
      if (open.pop() !== name.toUpperCase())
        return { events, problems: [notOpen(file, line, content)] };
    } else if (open.length === 0) {
      return notCalendar(file, line, content);
    } else if (!isProperty(content)) {
      wrong(PROPERTY);
    } else if (open.at(-1) === 'VEVENT') {
      const property = /^[^:;]*/.exec(content)?.[0].toLowerCase() ?? '';
      const place = events.at(-1)?.lines;
      if (place?.has(property) === false) place.set(property, line);
      if (hasWrongDate(property, content)) wrong(DATE);
    }
  }
  if (lines.length === 0) return notCalendar(file, 1, null);
  if (open.length > 0) problems.push(notClosed(file, lines.at(-1)?.line ?? 1, open.at(-1) ?? ''));
  return { events, problems };
}

/** Content lines with the line they begin at: one that begins with a blank goes on with the one above. */
function unfolded(text: string): readonly Line[] {
  const lines: { line: number; text: string }[] = [];
  for (const [index, physical] of text.split(/\r\n|\n|\r/).entries()) {
    const above = lines.at(-1);
    if (/^[ \t]/.test(physical) && above !== undefined) above.text += physical.slice(1);
    else if (physical.trim() !== '') lines.push({ line: index + 1, text: physical });
  }
  return lines;
}

function isProperty(content: string): boolean {
  if (!/^[A-Za-z0-9-]+[;:]/.test(content)) return false;
  try {
    return ICAL.parse.property(content) !== undefined;
  } catch {
    // It throws for what it cannot read; what it throws says less than the line itself.
    return false;
  }
}

const DATED = new Set(['dtstart', 'dtend', 'rdate', 'exdate', 'recurrence-id']);

/** The library takes 31 February for 3 March. */
function hasWrongDate(property: string, content: string): boolean {
  if (property === 'rrule') {
    const until = /(?:^|[:;])UNTIL=([^;]*)/i.exec(content)?.[1];
    return until !== undefined && !isDateValue(until);
  }
  const values = content.slice(content.lastIndexOf(':') + 1).split(',');
  return DATED.has(property) && !values.every((value) => isDateValue(value.trim()));
}

/** Before the epoch the library takes a hundred times as long for each date. */
const FIRST_YEAR = '1970';

function isDateValue(value: string): boolean {
  const [, year, month, day, hour = '00', minute = '00'] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\dZ?)?$/.exec(value) ?? [];
  return (
    year !== undefined &&
    year >= FIRST_YEAR &&
    dateSchema.safeParse(`${year}-${month}-${day}`).success &&
    Number(hour) < 24 &&
    Number(minute) < 60
  );
}

const PROPERTY = {
  ja: '「名前:値」の形の iCalendar の行',
  en: 'a line of iCalendar in the form NAME:value',
};
const DATE = {
  ja: '1970年以後の、実在する日付または日時（例 20261001、20261001T220000）',
  en: 'a date of the calendar from 1970, or a date and time (such as 20261001, 20261001T220000)',
};

function notCalendar(file: string, line: number, found: string | null): IcalLines {
  const expected = {
    ja: 'BEGIN:VCALENDAR で始まり END:VCALENDAR で終わる iCalendar',
    en: 'iCalendar, from BEGIN:VCALENDAR to END:VCALENDAR',
  };
  return {
    events: [],
    problems: [problemAt({ file, line }, { code: 'bad_row', found, expected })],
  };
}

function notOpen(file: string, line: number, found: string): Problem {
  const expected = {
    ja: '直前に開いた BEGIN に対応する END',
    en: 'the END of what the last BEGIN opened',
  };
  return problemAt({ file, line }, { code: 'bad_row', found, expected });
}

function notClosed(file: string, line: number, name: string): Problem {
  const expected = { ja: `この後に END:${name}`, en: `END:${name} after this line` };
  return problemAt({ file, line }, { code: 'bad_row', found: null, expected });
}
