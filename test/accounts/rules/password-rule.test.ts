import { describe, expect, it } from 'vitest';
import { passwordProblem } from '../../../src/accounts/rules/password-rule.ts';

describe('passwordProblem', () => {
  it.each([
    ['correct horse battery', null],
    ['朝霧の山に響くこえ七色', 'password_short'],
    ['朝霧の山に響くこえ七色虹', null],
    ['elevenchars', 'password_short'],
    ['x'.repeat(257), 'password_long'],
    ['aaaaaaaaaaaaaaaa', 'password_simple'],
    ['Password12345678', 'password_simple'],
    ['sato-sato-sato-1', 'password_simple'],
    ['yamabiko-2026-yamabiko', 'password_simple'],
  ] as const)('says of %s: %s', (password, problem) => {
    expect(passwordProblem(password, 'sato')).toBe(problem);
  });
});
