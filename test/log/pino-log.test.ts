import { describe, expect, it } from 'vitest';
import type { Log } from '../../src/core/ports/log.ts';
import { createLog, type LogLevel } from '../../src/log/pino-log.ts';

function logged(write: (log: Log) => void, level: LogLevel = 'debug'): string {
  const lines: string[] = [];
  write(createLog(level, { write: (line) => lines.push(line) }));
  return lines.join('');
}

describe('the log', () => {
  it('writes one JSON line with a stable event name and its fields', () => {
    const line = logged((log) => log.warn('schedule.slot_missed', { target: 'gas-1', count: 2 }));
    expect(JSON.parse(line)).toMatchObject({
      level: 'warn',
      event: 'schedule.slot_missed',
      target: 'gas-1',
      count: 2,
    });
  });

  it('writes nothing below its level', () => {
    const text = logged((log) => log.info('app.started'), 'error');
    expect(text).toBe('');
  });

  it.each([
    ['a password', { password: 'hunter2-secret' }],
    ['a nested token', { influx: { writeToken: 'hunter2-secret' } }],
    ['a token in a list', { stores: [{ apiKey: 'hunter2-secret' }] }],
    ['an authorization header', { headers: { Authorization: 'Bearer hunter2-secret' } }],
    ['a cookie', { 'set-cookie': 'session=hunter2-secret' }],
    ['the user of a URL', { url: 'https://admin:hunter2-secret@example.jp/' }],
    ['the query of a URL', { url: 'https://example.jp/?key=hunter2-secret' }],
    ['a URL inside a sentence', { problem: 'asked https://example.jp/a?k=hunter2-secret twice' }],
    ['a bearer value inside a sentence', { problem: 'sent Bearer hunter2-secret' }],
    ['an error with a secret URL', { error: new Error('at https://u:hunter2-secret@h/') }],
  ])('hides %s', (_, fields) => {
    for (const level of ['debug', 'info', 'warn', 'error'] as const) {
      const line = logged((log) => log[level]('test.event', fields));
      expect(line).toContain('test.event');
      expect(line).not.toContain('hunter2');
    }
  });

  it('keeps what is no secret', () => {
    const line = logged((log) =>
      log.info('probe.done', { url: 'https://example.jp/a/b', ms: 12.5 }),
    );
    expect(JSON.parse(line)).toMatchObject({ url: 'https://example.jp/a/b', ms: 12.5 });
  });

  it('survives what refers to itself', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    expect(logged((log) => log.info('test.loop', loop))).toContain('[deep]');
  });
});
