import { type Desk, EMPTY_DESK } from './desk.ts';

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
  return { count, lastAt, told: new Map(told), unsaid: new Map(unsaid) };
}

interface DeskText extends Pick<Desk, 'count' | 'lastAt'> {
  readonly format: number;
  readonly told: Iterable<readonly [string, ReturnType<Desk['told']['get']> & object]>;
  readonly unsaid: Iterable<readonly [string, ReturnType<Desk['unsaid']['get']> & object]>;
}

/** Guarantee of the type: only {@link encodeDesk} writes texts of our format. */
function parsed(text: string): DeskText {
  return JSON.parse(text) as DeskText;
}
