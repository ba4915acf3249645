import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPLIED_FILE, readApplied, writeApplied } from '../../src/config/applied-config.ts';
import { isEmptyPlan, planBetween } from '../../src/config/plan.ts';
import { APPROVAL_FILE, approveRemovals, takeApproval } from '../../src/config/removal-approval.ts';
import { PLAIN_CONTACT } from '../../src/core/words/recipient.ts';
import { councilOf, member, sector, target } from './council-of.ts';

describe('what the running service leaves in its data directory', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'yamabiko-applied-'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  const config = councilOf([
    sector('gas', [
      {
        ...member('gas-0001', [target('gas-0001-home')]),
        contacts: [{ ...PLAIN_CONTACT, kind: 'webhook', to: 'https://hook.example/hush' }],
      },
    ]),
  ]);

  it('is read back, and differs in nothing from the configuration written', async () => {
    await writeApplied(dir, config, { appliedAt: 1_760_000_000_000 });
    const applied = await readApplied(dir);
    expect(applied?.appliedAt).toBe(1_760_000_000_000);
    expect(isEmptyPlan(planBetween(applied?.parts ?? [], config))).toBe(true);
  });

  it('holds no password, is for its owner only, and leaves no half-written file beside it', async () => {
    await writeApplied(dir, config, { appliedAt: 1 });
    await writeApplied(dir, config, { appliedAt: 2 });
    expect(await readFile(join(dir, APPLIED_FILE), 'utf8')).not.toContain('hush');
    expect((await stat(join(dir, APPLIED_FILE))).mode & 0o777).toBe(0o600);
    expect(await readdir(dir)).toEqual([APPLIED_FILE]);
  });

  it('is null before the first start', async () => {
    expect(await readApplied(dir)).toBeNull();
    expect(await readApplied(join(dir, 'nowhere'))).toBeNull();
  });

  it.each(['{', '{"format":2}', '[]'])('is refused as damaged: %s', async (text) => {
    await writeFile(join(dir, APPLIED_FILE), text);
    await expect(readApplied(dir)).rejects.toMatchObject({ code: 'config_invalid' });
  });

  describe('an approval of removals', () => {
    const DAY_MS = 86_400_000;
    const THESE = { count: 12, digest: 'aaaa' };

    it('is taken once, for these very targets', async () => {
      await approveRemovals(dir, THESE, 1000);
      expect(await takeApproval(dir, THESE, 2000)).toEqual({ kind: 'approved' });
      expect(await takeApproval(dir, THESE, 2000)).toEqual({ kind: 'none' });
    });

    it.each([
      ['for another number', { count: 11, digest: 'aaaa' }, 2000],
      ['for as many other targets', { count: 12, digest: 'bbbb' }, 2000],
      ['after a day', THESE, 1001 + DAY_MS],
      ['before it was given', THESE, 999],
    ])('does not hold %s, and is gone', async (_, removals, now) => {
      await approveRemovals(dir, THESE, 1000);
      expect(await takeApproval(dir, removals, now)).toEqual({ kind: 'other' });
      expect(await readdir(dir)).toEqual([]);
    });

    it('does not hold where its file is damaged', async () => {
      await writeFile(join(dir, APPROVAL_FILE), '{"removals":"many"}');
      expect(await takeApproval(dir, THESE, 2000)).toEqual({ kind: 'other' });
      await writeFile(join(dir, APPROVAL_FILE), '{');
      expect(await takeApproval(dir, THESE, 2000)).toEqual({ kind: 'other' });
    });

    it('stays and says so where it cannot be read', async () => {
      await mkdir(join(dir, APPROVAL_FILE));
      expect(await takeApproval(dir, THESE, 2000)).toMatchObject({
        kind: 'unreadable',
        text: { en: expect.stringContaining(`the approval ${dir}`) },
      });
      expect(await readdir(dir)).toEqual([APPROVAL_FILE]);
    });
  });
});
