import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claimStore, practiceMarked } from '../../src/app/practice-mark.ts';
import { loadConfig } from '../../src/config/load.ts';
import { createMemoryStore } from '../../src/store/memory/memory-store.ts';

const refused = (what: string) => ({
  code: 'store_unavailable',
  message: expect.stringContaining(what),
});

describe('a store', () => {
  it('of practice data is never used for real sites', async () => {
    const { state } = createMemoryStore();
    await claimStore(state, { practice: true, dir: '/data/practice' });
    await claimStore(state, { practice: true, dir: '/data/practice' });
    await expect(claimStore(state, { practice: false, dir: '/data/moved' })).rejects.toMatchObject(
      refused('/data/moved holds practice data'),
    );
  });

  it('of real sites is never used for practice data', async () => {
    const { state } = createMemoryStore();
    await claimStore(state, { practice: false, dir: '/data' });
    await expect(claimStore(state, { practice: true, dir: '/data' })).rejects.toMatchObject(
      refused('/data holds samples of real sites'),
    );
  });

  it('in a directory named practice is taken for practice data where it does not say', async () => {
    const { state } = createMemoryStore();
    const real = { practice: false, dir: '/data/practice/' };
    await expect(claimStore(state, real)).rejects.toMatchObject(refused('practice data'));
    expect(await state.mark('practice')).toBeNull();
  });
});

it('a practice configuration measures from the vantage practice, whatever it says', async () => {
  const loaded = await loadConfig(join(import.meta.dirname, '../../config'));
  if (!loaded.ok) throw new Error('the shipped configuration is not valid');
  const config = { ...loaded.config, vantage: 'tokyo' };
  expect(practiceMarked(config).vantage).toBe('practice');
  expect(practiceMarked({ ...config, practice: false }).vantage).toBe('tokyo');
});
