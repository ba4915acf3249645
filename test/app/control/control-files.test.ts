import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { controlDir, openControl } from '../../../src/app/control/control-files.ts';
import { stopOutcomeSchema } from '../../../src/app/control/stop-order.ts';

describe('the requests and answers of a running service', () => {
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'yamabiko-control-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('tells a request that is gone from one that is none', async () => {
    const files = await openControl(dir);
    const order = { action: 'stop', target: 'gas-1', reason: null, actor: 'operator' } as const;
    await files.ask('a', order);
    writeFileSync(join(controlDir(dir), 'b.request.json'), '{}');
    expect(await files.waiting()).toEqual(['a', 'b']);
    expect(await files.order('a')).toEqual(order);
    expect(await files.order('b')).toBeNull();
    const outcome = { kind: 'unknown_target' } as const;
    await files.answer('a', outcome);
    expect(await files.order('a')).toBeUndefined();
    expect(await files.takeAnswer('a', stopOutcomeSchema)).toEqual(outcome);
    expect(await files.takeAnswer('a', stopOutcomeSchema)).toBeUndefined();
  });
});
