/** Values of the six fields: seconds, minutes, hours, days, months, weekdays. */
const FIELD_SIZES = [60, 60, 24, 31, 12, 7];

/**
 * Whether every step of a cron expression of five or six fields fits the values it steps over. A
 * larger one never takes its second step: `61` in the minutes would mean once an hour.
 */
export function stepsFit(expression: string): boolean {
  const fields = expression.trim().split(/\s+/);
  const sizes = FIELD_SIZES.slice(FIELD_SIZES.length - fields.length);
  return fields.every((field, index) =>
    field.split(',').every((part) => stepOf(part) <= sizeOf(part, sizes[index] ?? 0)),
  );
}

/** 0 where the part has none. */
function stepOf(part: string): number {
  const [, step] = part.split('/');
  return step === undefined ? 0 : Number(step);
}

/** Values of the range that the part steps over; the whole field's unless it is a range of numbers. */
function sizeOf(part: string, fieldSize: number): number {
  const range = /^(\d+)-(\d+)\//.exec(part);
  const size = range === null ? 0 : Number(range[2]) - Number(range[1]) + 1;
  return size > 0 ? size : fieldSize;
}
