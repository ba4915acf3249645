import type { YearEnd } from '../core/calendar.ts';
import type { MaintenanceWindow } from '../core/maintenance-window.ts';
import { type DayKinds, dayKindsOf } from '../core/time/day-kind.ts';
import type { LoadedCalendar } from './calendar-load.ts';
import { buildWindow } from './maintenance-build.ts';
import { readCsvDates } from './maintenance-csv.ts';
import type { FileDates, FileReading } from './maintenance-file.ts';
import { readIcalDates } from './maintenance-ical.ts';
import { checkIdsOfWindows } from './maintenance-ids.ts';
import { scopeOf, type WindowPlace, windowPlaces, yearEndsOf } from './maintenance-places.ts';
import { checkTimesOfWindow, occursSomeDay } from './maintenance-sense.ts';
import { readPlainFile } from './maintenance-source.ts';
import type { Outline } from './outline.ts';
import type { Problem } from './problem.ts';

export interface LoadedMaintenance {
  /** Those that broke no rule by themselves, in the order of the files. */
  readonly windows: readonly MaintenanceWindow[];
  readonly problems: readonly Problem[];
}

export interface MaintenanceReading extends FileReading {
  readonly dir: string;
  readonly calendar: LoadedCalendar;
}

/** The planned work of every file, with the files that it names; what is wrong with it are problems. */
export async function loadMaintenance(
  outline: Outline,
  reading: MaintenanceReading,
): Promise<LoadedMaintenance> {
  const places = windowPlaces(outline);
  const files = await readDates(places, reading);
  const problems: Problem[] = [
    ...checkIdsOfWindows(outline, places),
    ...[...files.values()].flatMap((file) => file.problems),
  ];
  const windows: MaintenanceWindow[] = [];
  const kindsOf = kindsByYearEnd(reading.calendar);
  for (const place of places) {
    const checked = checkedWindow(place, { outline, reading, files, kindsOf });
    problems.push(...checked.problems);
    if (checked.window !== null) windows.push(checked.window);
  }
  return { windows, problems };
}

/** Each file is read once, however many windows name it. */
async function readDates(
  places: readonly WindowPlace[],
  reading: MaintenanceReading,
): Promise<ReadonlyMap<string, FileDates>> {
  const names = places.flatMap(({ window }) => (window?.kind === 'file' ? window.file : []));
  const read = [...new Set(names)].map(async (name): Promise<[string, FileDates]> => {
    const { text, problems } = await readPlainFile(reading.dir, name);
    if (text === null) return [name, { days: [], stretches: [], problems }];
    const isCsv = /\.csv$/i.test(name);
    return [name, isCsv ? readCsvDates(name, text) : readIcalDates(name, text, reading)];
  });
  return new Map(await Promise.all(read));
}

interface Surroundings {
  readonly outline: Outline;
  readonly reading: MaintenanceReading;
  readonly files: ReadonlyMap<string, FileDates>;
  readonly kindsOf: (yearEnd: YearEnd | null) => DayKinds;
}

function checkedWindow(
  place: WindowPlace,
  { outline, reading, files, kindsOf }: Surroundings,
): { readonly window: MaintenanceWindow | null; readonly problems: readonly Problem[] } {
  const { window } = place;
  if (window === null) return { window: null, problems: [] };
  const problems = checkTimesOfWindow(place, window);
  const file = window.kind === 'file' ? (files.get(window.file) ?? null) : null;
  if (problems.length > 0 || (file?.problems.length ?? 0) > 0) return { window: null, problems };
  const { timezone, now, calendar } = reading;
  const built = buildWindow(window, { scope: scopeOf(place, window), timezone, file });
  // Days around New Year stand with the sectors: where those were not all read, who can say never?
  if (place.sector === null && !outline.isComplete) return { window: built, problems };
  const kinds = yearEndsOf(place, outline, calendar.calendar.yearEnd ?? null).map(kindsOf);
  return { window: built, problems: occursSomeDay(place, built, { timezone, now, kinds }) };
}

/** Made once for each, however many windows ask. */
function kindsByYearEnd({ calendar }: LoadedCalendar): (yearEnd: YearEnd | null) => DayKinds {
  const known = new Map<string, DayKinds>();
  return (yearEnd) => {
    const key = JSON.stringify(yearEnd);
    const kinds = known.get(key) ?? dayKindsOf(calendar, yearEnd);
    known.set(key, kinds);
    return kinds;
  };
}
