const LEAST = 12;
const MOST = 256;
/** Fewer than these are a pattern, not a password. */
const DIFFERENT = 5;

/** Long ones that every list of guesses begins with, and what is written on this program. */
const COMMON: readonly string[] = [
  'password',
  'passw0rd',
  'qwertyuiop',
  'asdfghjkl',
  '1q2w3e4r',
  '12345678',
  '87654321',
  'abcdefghij',
  'letmein',
  'iloveyou',
  'yamabiko',
  'administrator',
];

export type PasswordProblem = 'password_short' | 'password_long' | 'password_simple';

/** As it is compared: two ways of typing one character are one. */
export function normalPassword(password: string): string {
  return password.normalize('NFKC');
}

/**
 * What is wrong with a new password; null = nothing. Length counts, kinds of characters do not (NIST SP
 * 800-63B). Simple: without what is common or the account's name in it, too little is left.
 */
export function passwordProblem(password: string, name: string): PasswordProblem | null {
  const text = normalPassword(password);
  const length = [...text].length;
  if (length < LEAST) return 'password_short';
  if (length > MOST) return 'password_long';
  const lower = text.toLowerCase();
  const rest = [...COMMON, name.toLowerCase()].reduce((left, word) => {
    return left.replaceAll(word, '');
  }, lower);
  return [...rest].length < LEAST / 2 || new Set(rest).size < DIFFERENT ? 'password_simple' : null;
}
