import { describe, expect, it } from 'vitest';
import type { NoticeSite } from '../../../src/core/words/notice.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import {
  contentOfNotice,
  isWithdrawnFor,
  markingOfNotice,
} from '../../../src/share/rules/notice-content.ts';
import type { SharedTarget } from '../../../src/share/rules/shared-target.ts';
import { ended, siteMatter } from '../../notify/desk-world.ts';
import { sharedTarget } from './shared.ts';

const MEMBER: Viewer = { kind: 'member', member: 'gas-0001', sector: 'gas' };
const OFFICE: Viewer = { kind: 'secretariat', sector: 'gas' };
const OWN = sharedTarget({ id: 'gas-0001-home', member: 'gas-0001' });
const DETAIL: NoticeSite['detail'] = {
  ...{
    url: 'https://www.example.jp/',
    why: { ja: '根拠', en: 'why' },
    ratio: null,
    normalMs: null,
  },
  ...{ phase: null, reason: 'status', statusCode: 500, totalMs: null, lastSuccessAt: null },
};
const plain = siteMatter();
const detailed = { ...plain, sites: plain.sites.map((site) => ({ ...site, detail: DETAIL })) };
const pattern = { ...siteMatter(), key: 'pattern:20261122-9', sites: [] };
const prober = { ...pattern, key: 'prober', pattern: 'own-network' as const };

function contentFor(
  viewer: Viewer,
  matters: Parameters<typeof contentOfNotice>[1]['matters'],
  target: SharedTarget | null = OWN,
) {
  return contentOfNotice(viewer, { matters, around: [], sectors: [] }, () => target);
}

const GREEN = { ceiling: 'TLP:GREEN', isVerified: true } as const;

describe('a notice that waits', () => {
  type Matters = Parameters<typeof contentOfNotice>[1]['matters'];
  const waits = (viewer: Viewer, target: SharedTarget | null, matters: Matters = [detailed]) =>
    isWithdrawnFor(viewer, { matters, around: [] }, () => target);

  it('is withdrawn from who may not know its site any more', () => {
    expect(waits(OFFICE, OWN)).toBe(false);
    expect(waits(OFFICE, { ...OWN, consent: 'own' })).toBe(true);
    expect(waits(OFFICE, { ...OWN, secretariatSees: 'judgement' })).toBe(true);
    expect(waits(OFFICE, { ...OWN, secretariatSees: 'judgement' }, [plain])).toBe(false);
  });

  it('is withdrawn where its words alone name the site', () => {
    const said = (target: SharedTarget) =>
      isWithdrawnFor(OFFICE, { matters: [], around: [], names: plain.sites }, () => target);
    expect(said(OWN)).toBe(false);
    expect(said({ ...OWN, consent: 'own' })).toBe(true);
  });

  it('goes to the member whose site it is, and about one that has left the council', () => {
    expect(waits(MEMBER, { ...OWN, consent: 'own' })).toBe(false);
    expect(waits(OFFICE, null)).toBe(false);
  });
});

describe('what a notice holds', () => {
  it('is the recipient’s own, or about others', () => {
    expect(contentFor(MEMBER, [detailed, pattern])).toEqual({ own: ['detail'], others: ['band'] });
    expect(contentFor(OFFICE, [detailed])).toEqual({ own: [], others: ['detail'] });
    expect(contentFor({ kind: 'operator' }, [prober])).toEqual({ own: ['prober'], others: [] });
  });

  it('is what its words name, too', () => {
    const said = (viewer: Viewer, target = OWN) => {
      const notice = { matters: [], around: [], sectors: [], names: plain.sites };
      return contentOfNotice(viewer, notice, () => target);
    };
    expect(said(MEMBER)).toEqual({ own: ['judgement'], others: [] });
    expect(said(OFFICE)).toEqual({ own: [], others: ['judgement'] });
    expect(said(OFFICE, { ...OWN, consent: 'own' })).toBeNull();
  });

  it('is refused for a name, a detail or a doubt that is not for the viewer', () => {
    const judged = sharedTarget({ ...OWN, secretariatSees: 'judgement' });
    expect(contentFor(OFFICE, [plain], judged)).toEqual({ own: [], others: ['judgement'] });
    expect(contentFor(OFFICE, [detailed], judged)).toBeNull();
    expect(contentFor({ kind: 'council' }, [plain])).toBeNull();
    expect(
      contentFor({ kind: 'observer' }, [plain], sharedTarget({ ...OWN, consent: 'named' })),
    ).toBe(null);
    expect(contentFor(MEMBER, [prober])).toBeNull();
  });

  it('is refused for a site that is not in the council, or is said to be of somebody else', () => {
    expect(contentFor(MEMBER, [ended(plain, 1)], null)).toBeNull();
    expect(contentFor(MEMBER, [plain], sharedTarget({ ...OWN, member: 'gas-0002' }))).toBeNull();
  });
});

describe('the marking of a notice', () => {
  it('is that of the strictest part, while each part is held to its own limit', () => {
    const both = { own: ['detail'], others: ['band'] } as const;
    expect(markingOfNotice(both, 'trouble', GREEN)).toBe('TLP:AMBER+STRICT');
    expect(markingOfNotice({ own: [], others: ['band'] }, 'trouble', GREEN)).toBe('TLP:GREEN');
  });

  it('is none for others’ names above the ceiling, or a contact that was not verified', () => {
    expect(
      markingOfNotice({ own: ['detail'], others: ['judgement'] }, 'trouble', GREEN),
    ).toBeNull();
    const way = { ...GREEN, isVerified: false };
    expect(markingOfNotice({ own: ['detail'], others: [] }, 'trouble', way)).toBeNull();
    expect(markingOfNotice({ own: [], others: [] }, 'test', way)).toBeNull();
  });

  it('lets nothing but an empty verification go to a contact that was not verified', () => {
    const way = { ...GREEN, isVerified: false };
    expect(markingOfNotice({ own: [], others: [] }, 'verification', way)).toBe('TLP:GREEN');
    expect(markingOfNotice({ own: [], others: ['band'] }, 'verification', way)).toBeNull();
  });
});
