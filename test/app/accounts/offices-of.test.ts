import { describe, expect, it } from 'vitest';
import { CouncilOffices } from '../../../src/app/accounts/offices-of.ts';
import { OPERATOR } from '../../../src/core/words/viewer.ts';
import { councilOf } from '../../board/council-fixture.ts';

const MEMBER = { kind: 'member', member: 'banking-0001' } as const;

describe('the offices of a council', () => {
  it('are looked at as the council is at that moment', () => {
    let config = councilOf({ sectors: 2, sitesPerSector: 2 });
    const offices = new CouncilOffices(() => config);
    expect(offices.viewerOf(MEMBER)).toEqual({ ...MEMBER, sector: 'banking' });
    expect(offices.viewerOf({ kind: 'secretariat', sector: 'banking' })).not.toBeNull();
    const secretariat = { kind: 'secretariat', sector: 'banking' } as const;
    expect(offices.mayAdminister(secretariat, MEMBER)).toBe(true);
    const [banking, securities] = config.sectors;
    if (banking === undefined || securities === undefined) throw new Error('no sectors');
    config = { ...config, sectors: [{ ...securities, members: banking.members }] };
    expect(offices.viewerOf(MEMBER)).toEqual({ ...MEMBER, sector: 'securities' });
    expect(offices.viewerOf({ kind: 'secretariat', sector: 'banking' })).toBeNull();
    expect(offices.mayAdminister(secretariat, MEMBER)).toBe(false);
    config = { ...config, sectors: [] };
    expect(offices.viewerOf(MEMBER)).toBeNull();
    expect(offices.mayAdminister(OPERATOR, MEMBER)).toBe(true);
    expect(offices.nameOf(MEMBER)).toEqual({ ja: 'banking-0001', en: 'banking-0001' });
  });
});
