import { createRequire } from 'node:module';

/**
 * The part of ical.js 2.2 that is used here, typed as its source has it: its own declarations do not
 * hold under this project's settings (imports without extensions, accessors overridden by properties).
 */
export const ICAL: Library = createRequire(import.meta.url)('ical.js');

interface Library {
  readonly Time: TimeClass;
  readonly Timezone: ClassOf<Timezone> & { readonly utcTimezone: Timezone };
  readonly Duration: ClassOf<Duration> & { fromSeconds(seconds: number): Duration };
  readonly Recur: ClassOf<Recur>;
  readonly Component: new (jCal: readonly unknown[]) => Component;
  readonly parse: {
    /** jCal of the one component in the text, or a list of them. Throws for what it cannot read. */
    (text: string): unknown;
    /** jCal of one unfolded line. */
    property(line: string): unknown;
  };
}

type ClassOf<Instance> = abstract new (...parts: never) => Instance;

interface TimeClass {
  new (data: TimeData, zone: Timezone): Time;
  daysInMonth(month: number, year: number): number;
}

interface TimeData {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly isDate: boolean;
}

/** A date, or a date and a time, as clocks read it. */
export interface Time extends TimeData {
  readonly zone: Timezone;
  clone(): Time;
  addDuration(duration: Duration): void;
  /** As clocks count it, zones left aside. */
  subtractDate(other: Time): Duration;
  /** s since the epoch, by the zone. */
  toUnixTime(): number;
}

export interface Timezone {
  readonly tzid: string;
}

export interface Duration {
  toSeconds(): number;
}

export interface Recur {
  readonly freq: string;
  until: Time | null;
  /** The values of a part such as `BYMONTH`; empty where it has none. */
  getComponent(part: string): readonly (string | number)[];
  iterator(start: Time): RecurIterator;
}

export interface RecurIterator {
  readonly last: Time;
  /** null after the last; the same object each time. */
  next(): Time | null;
  /** Asked after each step of the search whether the date fits. */
  check_contracting_rules: () => boolean;
}

export interface Property {
  getFirstParameter(name: string): string | undefined;
  getFirstValue(): unknown;
  getValues(): readonly unknown[];
  toICALString(): string;
}

export interface Component {
  hasProperty(name: string): boolean;
  getFirstProperty(name: string): Property | null;
  getAllProperties(name: string): readonly Property[];
  getFirstPropertyValue(name: string): unknown;
  getAllSubcomponents(name: string): readonly Component[];
}
