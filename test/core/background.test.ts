import { describe, expect, it } from 'vitest';
import { background, backgroundFailures } from '../../src/core/background.ts';
import { AppError, codeOf, messageOf } from '../../src/core/errors.ts';
import { recordedLog } from '../support/recorded-log.ts';

describe('background work', () => {
  it('logs and counts what it rejects with', async () => {
    const { log, entries, next } = recordedLog();
    const before = backgroundFailures();
    const failed = next('background.failed');
    const error = Object.assign(new Error('no route'), { code: 'EHOSTUNREACH' });
    background(Promise.reject(error), 'a delivery', log);
    await failed;
    expect(entries).toEqual([
      {
        level: 'error',
        event: 'background.failed',
        fields: { what: 'a delivery', code: 'EHOSTUNREACH', error: 'no route' },
      },
    ]);
    expect(backgroundFailures()).toBe(before + 1);
  });

  it('says nothing where it succeeds', async () => {
    const { log, entries } = recordedLog();
    const before = backgroundFailures();
    const work = Promise.resolve(1);
    background(work, 'a delivery', log);
    await work;
    expect([entries.length, backgroundFailures() - before]).toEqual([0, 0]);
  });
});

describe('our own failures', () => {
  it('carry a code, a message and what led to them', () => {
    const inner = new Error('inner');
    const error = new AppError('store_unavailable', 'cannot open', { cause: inner });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'AppError', code: 'store_unavailable', cause: inner });
    expect(messageOf(error)).toBe('cannot open');
    expect(new AppError('usage', 'x').cause).toBeUndefined();
  });

  it.each([
    ['a text', 'boom', 'boom'],
    ['a number', 7, '7'],
    ['nothing', undefined, 'undefined'],
    ['an error', new Error('boom'), 'boom'],
  ])('have a message where %s was thrown', (_what, thrown, message) => {
    expect(messageOf(thrown)).toBe(message);
  });

  it.each([
    ['a text code', { code: 'ECONNREFUSED' }, 'ECONNREFUSED'],
    ['a number as code', { code: 7 }, null],
    ['no code', new Error('x'), null],
    ['null', null, null],
    ['a text', 'ECONNREFUSED', null],
  ])('have the code of what was thrown: %s', (_what, thrown, code) => {
    expect(codeOf(thrown)).toBe(code);
  });
});
