import { describe, expect, it } from 'vitest';
import { fanOutOf } from '../../../src/app/buckets/fan-out-of.ts';
import { bucketsOf } from '../../../src/core/buckets.ts';
import type { Config } from '../../../src/core/config.ts';
import { createGate } from '../../../src/share/seal.ts';
import { openFanOut } from '../../../src/store/outlet.ts';
import { councilOf, member, sector, target } from '../../config/council-of.ts';

const SHARED_BEFORE = 'sector_gas gas-counted';

function openedFor(config: Config) {
  const buckets = bucketsOf(config.practice);
  const sinceOf = (bucket: string, id: string) =>
    `${bucket} ${id}` === SHARED_BEFORE ? 100 : null;
  return openFanOut(fanOutOf(createGate(), { config, buckets, planned: [], sinceOf, now: 900 }));
}

describe('which bucket takes which samples', () => {
  const config = councilOf([
    sector('gas', [
      member('gas-0001', [
        target('gas-own', { consent: 'own' }),
        target('gas-counted', { consent: 'counted' }),
        target('gas-judged', { consent: 'named', secretariatSees: 'judgement' }),
      ]),
      member('gas-0002', [target('gas-named', { consent: 'named' })]),
    ]),
    sector('water', [member('water-0001', [target('water-sector', { consent: 'sector' })])]),
    sector('rail', []),
  ]);

  it('gives a secretariat what its own members show it, in detail or judged, and nobody else’s', () => {
    expect(openedFor(config)).toEqual({
      operators: 'yamabiko',
      others: ['yamabiko_5m', 'yamabiko_1h', 'shared'],
      sectors: [
        {
          bucket: 'sector_gas',
          sector: 'gas',
          targets: [
            { id: 'gas-counted', since: 100 },
            { id: 'gas-judged', since: null },
            { id: 'gas-named', since: 900 },
          ],
        },
        { bucket: 'sector_water', sector: 'water', targets: [{ id: 'water-sector', since: 900 }] },
        { bucket: 'sector_rail', sector: 'rail', targets: [] },
      ],
      practice: false,
      planned: [],
    });
  });

  it('keeps practice data in buckets of its own', () => {
    const { operators, sectors, others } = openedFor({ ...config, practice: true });
    const names = [operators, ...others, ...sectors.map(({ bucket }) => bucket)];
    expect(names.every((name) => name.startsWith('practice_'))).toBe(true);
  });

  it('seals a sector’s bucket for its secretariat alone', () => {
    const gate = createGate();
    const dated = { asOf: 0, data: { bucket: 'sector_gas', sector: 'gas', targets: [] } };
    const item = { kind: 'bucket', sector: 'gas' } as const;
    expect(gate.seal({ kind: 'secretariat', sector: 'gas' }, item, dated)).not.toBeNull();
    for (const viewer of [
      { kind: 'secretariat', sector: 'water' },
      { kind: 'council' },
      { kind: 'observer' },
      { kind: 'member', member: 'gas-0001', sector: 'gas' },
    ] as const) {
      expect(gate.seal(viewer, item, dated)).toBeNull();
    }
  });
});
