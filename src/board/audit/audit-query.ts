import { TABLE_FORMATS, type TableFormat } from '../export/table.ts';
import { type Read, readInstant } from '../read-query.ts';
import type { AuditQuery } from './audit-desk.ts';

type Param = (name: string) => string | undefined;

/** `actor`, `action`, `subject`, `from`, `to`; what is absent or empty lets every line through. */
export function readAuditQuery(param: Param, timezone: string): Read<AuditQuery> {
  const textOf = (name: string) => {
    const text = param(name)?.trim() ?? '';
    return text === '' ? null : text;
  };
  const times = { from: textOf('from'), to: textOf('to') };
  const from = times.from === null ? null : readInstant(times.from, timezone);
  const to = times.to === null ? null : readInstant(times.to, timezone);
  const isRead = (times.from === null || from !== null) && (times.to === null || to !== null);
  if (!isRead) {
    return { value: null, problem: 'from, to: an ISO time or epoch milliseconds is expected' };
  }
  const value = { actor: textOf('actor'), action: textOf('action'), subject: textOf('subject') };
  return { value: { ...value, from, to }, problem: null };
}

/** The number of a line; undefined = it is none. */
export function readBefore(text: string | undefined): number | null | undefined {
  if (text === undefined) return null;
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}

/** undefined = no such format. */
export function readFormat(text: string | undefined): TableFormat | undefined {
  return TABLE_FORMATS.find((format) => format === text);
}
