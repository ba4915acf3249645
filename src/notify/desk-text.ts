import { type Desk, EMPTY_DESK } from './desk.ts';
import type { Told } from './stages/stage.ts';

const FORMAT = 1;

/** null = there is nothing to remember. */
export function encodeDesk({ count, lastAt, told, unsaid }: Desk): string | null {
  if (count === 0 && told.size === 0 && unsaid.size === 0) return null;
  return JSON.stringify({ format: FORMAT, count, lastAt, told: [...told], unsaid: [...unsaid] });
}

/** An empty desk for a text of another format: what lasts is told once more then. */
export function decodeDesk(text: string): Desk {
  const { format, count, lastAt, told, unsaid } = parsed(text);
  if (format !== FORMAT) return EMPTY_DESK;
  const known = [...told].map(([key, each]) => [key, { reminders: 0, ...each }] as const);
  return { count, lastAt, told: new Map(known), unsaid: new Map(unsaid) };
}

interface DeskText extends Pick<Desk, 'count' | 'lastAt'> {
  readonly format: number;
  /** Earlier versions counted no reminders. */
  readonly told: Iterable<readonly [string, Omit<Told, 'reminders'> & Partial<Told>]>;
  readonly unsaid: Iterable<readonly [string, ReturnType<Desk['unsaid']['get']> & object]>;
}

/** Guarantee of the type: only {@link encodeDesk} writes texts of our format. */
function parsed(text: string): DeskText {
  return JSON.parse(text) as DeskText;
}
