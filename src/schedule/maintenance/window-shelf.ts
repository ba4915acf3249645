import type { YearEnd } from '../../core/calendar.ts';
import type { Config, Sector } from '../../core/config.ts';
import type { MaintenanceWindow } from '../../core/maintenance-window.ts';
import { type DayKinds, dayKindsOf } from '../../core/time/day-kind.ts';
import { WindowBook } from './window-book.ts';

/** Every window of a council as its sectors read it; sectors with the same year-end days share books. */
export interface WindowShelf {
  book(window: MaintenanceWindow, sector: Sector): WindowBook;
}

export function windowShelfOf({ council, calendar }: Config): WindowShelf {
  const books = new Map<string, WindowBook>();
  const kinds = new Map<string, DayKinds>();
  const kindsOf = (yearEnd: YearEnd | null): DayKinds => {
    const key = keyOf(yearEnd);
    const known = kinds.get(key) ?? dayKindsOf(calendar, yearEnd);
    kinds.set(key, known);
    return known;
  };
  return {
    book: (window, { yearEnd = null }) => {
      const key = `${window.id} ${keyOf(yearEnd)}`;
      const local = { timezone: council.timezone, kinds: kindsOf(yearEnd) };
      const book = books.get(key) ?? new WindowBook(window, local);
      books.set(key, book);
      return book;
    },
  };
}

function keyOf(yearEnd: YearEnd | null): string {
  return yearEnd === null ? '' : `${yearEnd.from} ${yearEnd.to}`;
}
