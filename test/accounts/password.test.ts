import { describe, expect, it } from 'vitest';
import { PASSWORD_COST, PasswordHasher } from '../../src/accounts/password.ts';
import { cheapHasher, PASSWORD } from './opened-entrance.ts';

describe('the hash of a password', () => {
  it('has its parameters, by which it is checked also when others are usual', async () => {
    const hash = (await cheapHasher().hash(PASSWORD)) ?? '';
    expect(hash).toMatch(/^\$scrypt\$ln=4,r=8,p=1\$/);
    const usual = new PasswordHasher({ ln: 5, r: 8, p: 1 });
    expect(await usual.matches(PASSWORD, hash)).toBe(true);
    expect(await usual.matches(`${PASSWORD}.`, hash)).toBe(false);
    expect(await usual.hash(PASSWORD)).not.toBe(await usual.hash(PASSWORD));
  });

  it('is of no password where there is none, and takes as long', async () => {
    const hasher = new PasswordHasher({ ln: 12, r: 8, p: 1 });
    const hash = await hasher.hash(PASSWORD);
    const timed = async (of: string | null) => {
      const from = process.cpuUsage();
      const answers = [];
      for (let n = 0; n < 12; n += 1) answers.push(await hasher.matches('another', of));
      expect(new Set(answers)).toEqual(new Set([false]));
      return process.cpuUsage(from).user;
    };
    await timed(hash);
    const [known, unknown] = [await timed(hash), await timed(null)];
    expect(unknown / known).toBeGreaterThan(0.5);
    expect(unknown / known).toBeLessThan(2);
  });

  it('is made one at a time, and refused where many wait', async () => {
    const hasher = new PasswordHasher({ ln: 10, r: 8, p: 1 });
    const answers = await Promise.all(Array.from({ length: 12 }, () => hasher.matches('x', null)));
    expect(answers.filter((answer) => answer === null)).toHaveLength(4);
    expect(await hasher.matches('x', null)).toBe(false);
  });

  it('costs what OWASP asks for', () => {
    expect(PASSWORD_COST).toEqual({ ln: 15, r: 8, p: 3 });
  });
});
