import { describe, expect, it } from 'vitest';
import { headOf, pinned } from '../../../src/app/reload/pinned.ts';
import type { Config } from '../../../src/core/config.ts';
import { NO_NOTICES, type NotifyConfig } from '../../../src/core/notify-config.ts';
import { PLAIN_CONTACT } from '../../../src/core/words/recipient.ts';
import { councilOf } from '../../config/council-of.ts';

const RUNNING: NotifyConfig = { ...NO_NOTICES, webhook: { secretFile: 'secrets/webhook' } };
const NEXT: NotifyConfig = {
  ...NO_NOTICES,
  operator: [{ ...PLAIN_CONTACT, kind: 'mail', to: 'me@office.example' }],
  pace: { groupMs: 1, windowMs: 2, remindMs: 3 },
  exercises: ['operator'],
  heartbeat: { url: 'https://watch.example/x', everyMs: 60_000 },
};

function council(notify?: NotifyConfig): Config {
  return { ...councilOf([]), ...(notify === undefined ? {} : { notify }) };
}

describe('what a running service takes of notify', () => {
  it('is who is told and how often; servers, keys and the heartbeat wait for its next start', () => {
    const { config, restart } = pinned(council(NEXT), headOf(council(RUNNING)));
    expect(config.notify).toEqual({ ...NEXT, webhook: RUNNING.webhook, heartbeat: null });
    expect(restart).toEqual(['notify.webhook', 'notify.heartbeat']);
  });

  it('is all but those where nobody was told before', () => {
    const { config, restart } = pinned(council(NEXT), headOf(council()));
    expect(config.notify).toEqual({ ...NEXT, heartbeat: null });
    expect(restart).toEqual(['notify.heartbeat']);
  });

  it('is that nobody is told any more', () => {
    const { config, restart } = pinned(council(), headOf(council(RUNNING)));
    expect('notify' in config).toBe(false);
    expect(restart).toEqual(['notify.webhook']);
  });

  it('needs no start where contacts alone changed', () => {
    const next = { ...RUNNING, council: NEXT.operator };
    expect(pinned(council(next), headOf(council(RUNNING))).restart).toEqual([]);
  });
});
