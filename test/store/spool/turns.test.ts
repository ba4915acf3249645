import { describe, expect, it } from 'vitest';
import { Turns, type Wish } from '../../../src/store/spool/turns.ts';

const wish = (entry: number, isFresh = false): Wish => ({
  isFresh,
  from: { segment: 1, offset: entry, entry },
});

describe('the turns of the buckets', () => {
  it('go to fresh records in the order asked for, then to who is furthest behind', async () => {
    const turns = new Turns(1);
    const first = await turns.enter(wish(0));
    const order: string[] = [];
    const ask = async (name: string, what: Wish) => {
      const end = await turns.enter(what);
      order.push(name);
      end();
    };
    const all = [
      ask('behind 20', wish(20)),
      ask('behind 5', wish(5)),
      ask('fresh a', wish(90, true)),
      ask('behind 10', wish(10)),
      ask('fresh b', wish(80, true)),
    ];
    first();
    await Promise.all(all);
    expect(order).toEqual(['fresh a', 'fresh b', 'behind 5', 'behind 10', 'behind 20']);
  });

  it('are as many at a time as there may be', async () => {
    const turns = new Turns(2);
    let [now, most] = [0, 0];
    await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const end = await turns.enter(wish(index));
        now += 1;
        most = Math.max(most, now);
        await new Promise((resolve) => setImmediate(resolve));
        now -= 1;
        end();
      }),
    );
    expect(most).toBe(2);
  });
});
