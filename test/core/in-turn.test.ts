import { describe, expect, it } from 'vitest';
import { InTurn } from '../../src/core/in-turn.ts';

describe('work in turn', () => {
  it('begins when what was asked for before is over, and is answered each for itself', async () => {
    const turns = new InTurn();
    const first = Promise.withResolvers<void>();
    const seen: string[] = [];
    const done = [
      turns.run(async () => {
        await first.promise;
        seen.push('first');
        return 1;
      }),
      turns.run(() => {
        seen.push('second');
        return 2;
      }),
    ];
    await Promise.resolve();
    expect(seen).toEqual([]);
    first.resolve();
    expect(await Promise.all(done)).toEqual([1, 2]);
    expect(seen).toEqual(['first', 'second']);
  });

  it('goes on after what failed, which its caller knows of', async () => {
    const turns = new InTurn();
    const failed = turns.run(() => Promise.reject(new Error('full')));
    const next = turns.run(() => 'done');
    await expect(failed).rejects.toThrow('full');
    expect(await next).toBe('done');
    await turns.idle();
  });
});
