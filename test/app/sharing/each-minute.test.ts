import { expect, it } from 'vitest';
import { eachMinute } from '../../../src/app/sharing/each-minute.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { AT, MINUTE } from './shared-council.ts';

it('looks at the beginning of every full minute, until it is ended', async () => {
  const clock = new ManualClock(AT + 17_000);
  const looked: number[] = [];
  const stack = new AsyncDisposableStack();
  eachMinute(clock, () => looked.push(clock.now()), stack);
  await clock.run(3 * MINUTE);
  expect(looked).toEqual([AT + 17_000, AT + MINUTE, AT + 2 * MINUTE, AT + 3 * MINUTE]);
  await stack.disposeAsync();
  expect(clock.pending).toBe(0);
});
