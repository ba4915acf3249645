/** A line of the service's log. */
export interface LogLine {
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Takes the text of a log as it arrives, in pieces, and keeps the lines that are whole. */
export class LogReader {
  readonly lines: LogLine[] = [];
  #rest = '';

  add(text: string): void {
    const parts = (this.#rest + text).split('\n');
    this.#rest = parts.pop() ?? '';
    for (const part of parts) {
      const line = lineOf(part);
      if (line !== null) this.lines.push(line);
    }
  }

  /** The first of an event; null = not yet. */
  find(event: string): LogLine | null {
    return this.lines.find((line) => line.event === event) ?? null;
  }
}

/** null for a line that is no log entry, such as what a runtime complains of. */
function lineOf(text: string): LogLine | null {
  if (!text.startsWith('{')) return null;
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof data !== 'object' || data === null || !('event' in data)) return null;
  const { event, ...fields } = data;
  return { event: String(event), fields };
}
