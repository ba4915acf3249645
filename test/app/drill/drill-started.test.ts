import { describe, expect, it } from 'vitest';
import { tellEnd } from '../../../src/app/drill/drill-started.ts';
import { recordedLog } from '../../support/recorded-log.ts';

describe('the end of a drill', () => {
  it('comes although it cannot be told, which the log says', async () => {
    const { log, entries } = recordedLog();
    const tellDrillEnd = () => Promise.reject(new Error('the outbox is away'));
    await tellEnd({ tellDrillEnd }, log);
    expect(entries).toEqual([
      { level: 'error', event: 'drill.end_not_told', fields: { error: 'the outbox is away' } },
    ]);
  });
});
