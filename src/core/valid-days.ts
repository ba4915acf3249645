/** Days on which a field or a sector exists: ISO dates, the last included; null or absent = open. */
export interface ValidDays {
  readonly validFrom?: string | null | undefined;
  readonly validTo?: string | null | undefined;
}

/** Whether `date`, an ISO date, is one of the days. ISO dates are in order as text. */
export function holdsOn({ validFrom, validTo }: ValidDays, date: string): boolean {
  return (validFrom ?? date) <= date && date <= (validTo ?? date);
}
