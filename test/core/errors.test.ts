import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';

describe('AppError', () => {
  it('carries what a user reads in both languages, its English as the message', () => {
    const error = new AppError('not_found', { ja: 'ありません', en: 'it is not there' });
    expect(error).toMatchObject({ code: 'not_found', message: 'it is not there' });
    expect(error.text).toEqual({ ja: 'ありません', en: 'it is not there' });
  });

  it('says the same in both languages where it has one sentence only', () => {
    const error = new AppError('internal', 'a defect', { cause: 'why' });
    expect(error.text).toEqual({ ja: 'a defect', en: 'a defect' });
    expect(error.cause).toBe('why');
  });
});
