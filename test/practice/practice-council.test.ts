import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { CONSENTS, type Config, targetsOf } from '../../src/core/config.ts';
import { PRACTICE_PROFILES } from '../../src/core/words/practice-profile.ts';
import { practiceCouncil } from '../../src/practice/practice-council.ts';
import { PRACTICE_REFERENCES } from '../../src/practice/reference-sites.ts';
import { PRACTICE_SECTORS } from '../../src/practice/sectors.ts';
import { placeOf } from '../../src/practice/site-place.ts';

const HOUR_MS = 3_600_000;
const ID = /^[a-z0-9][a-z0-9-]{0,62}$/;
/** What goes wrong at a site, whatever it is asked. */
const TROUBLED = new Set(PRACTICE_PROFILES.slice(PRACTICE_PROFILES.indexOf('flaky')));

describe('the practice council', async () => {
  const loaded = await loadConfig(join(import.meta.dirname, '../../config'));
  if (!loaded.ok) throw new Error('the shipped configuration is not valid');
  const base = loaded.config;
  /** Half past one in the afternoon in Japan. */
  const now = Date.UTC(2026, 10, 23, 4, 30);
  const setting = { now, hasIpv6: true };
  const small = practiceCouncil(base, 'small', setting);
  const full = practiceCouncil(base, 'full', setting);

  it('is 120 targets in six sectors, or 4,303 in eighteen of thirteen fields', () => {
    expect([small.sectors.length, targetsOf(small).length]).toEqual([6, 120]);
    expect([full.sectors.length, targetsOf(full).length]).toEqual([18, 4303]);
    expect(full.fields).toHaveLength(13);
    for (const { sectors, fields } of [small, full]) {
      const used = new Set(sectors.map(({ field }) => field));
      expect(new Set(fields.map(({ id }) => id))).toEqual(used);
    }
    expect(PRACTICE_SECTORS.map(({ members }) => members)).toEqual([
      25, 336, 196, 1416, 273, 41, 46, 15, 17, 10, 1788, 8, 23, 13, 51, 12, 23, 10,
    ]);
  });

  it('keeps the council, the board and the store of the configuration, and no sector', () => {
    expect(small).toMatchObject({ council: base.council, board: base.board, store: base.store });
    expect(small.operator).toBe(base.operator);
    expect([small.practice, small.vantage]).toEqual([true, 'practice']);
    const own = new Set(targetsOf(base).map(({ target }) => target.id));
    expect(targetsOf(full).filter(({ target }) => own.has(target.id))).toEqual([]);
  });

  it('has in its small size a part of the full one', () => {
    const byId = new Map(targetsOf(full).map((placed) => [placed.target.id, placed]));
    for (const { target, member } of targetsOf(small)) {
      expect(byId.get(target.id)).toMatchObject({ target, member });
    }
  });

  it('has ids and names that are each one of their kind', () => {
    const placed = targetsOf(full);
    for (const key of ['target', 'member'] as const) {
      const ids = placed.map((each) => each[key].id);
      expect(new Set(ids).size).toBe(4303);
      expect(ids.filter((id) => !ID.test(id))).toEqual([]);
    }
    const hosts = placed.map(({ target, member }) => placeOf({ id: target.id, member: member.id }));
    expect(new Set(hosts.map(({ host }) => host)).size).toBe(4303);
    for (const sector of full.sectors) {
      for (const language of ['ja', 'en'] as const) {
        const names = sector.members.map(({ name }) => name[language]);
        expect(new Set(names).size).toBe(names.length);
      }
    }
  });

  it('bears names that nobody takes for real, and says practice with each sector', () => {
    for (const { member, target } of targetsOf(full)) {
      expect(member.name.ja).toMatch(/^(架空|夢見|幻|空色|例え|もしも|空言|空想)/);
      expect(member.name.en).toMatch(
        /^(Kakū|Yumemi|Maboroshi|Sorairo|Tatoe|Moshimo|Soragoto|Kūsō) [A-Z]/,
      );
      expect(target.id).toMatch(/^practice-/);
      const { host } = placeOf({ id: target.id, member: member.id });
      expect(host).toMatch(/\.(test|example)$/);
    }
    for (const { name } of full.sectors) {
      expect(name.ja).toContain('模擬');
      expect(name.en).toContain('practice');
    }
    const names = full.sectors.find(({ id }) => id === 'gas')?.members.map(({ name }) => name.ja);
    expect(names?.slice(7)).toEqual(['空想ガス', '架空第2ガス', '夢見第2ガス']);
  });

  it.each(['small', 'full'] as const)(
    'shows every profile and is well for the most part: %s',
    (size) => {
      const profiles = targetsOf(size === 'small' ? small : full).map(
        ({ target }) => target.practice ?? '',
      );
      expect(new Set(profiles)).toEqual(new Set(PRACTICE_PROFILES));
      const troubled = profiles.filter((profile) => [...TROUBLED].some((each) => each === profile));
      expect(troubled.length / profiles.length).toBeLessThan(0.15);
    },
  );

  it('has every kind of consent in each sector of the small size, most in counts alone', () => {
    for (const sector of small.sectors) {
      const consents = sector.members.flatMap(({ targets }) => targets.map((each) => each.consent));
      expect(new Set(consents), sector.id).toEqual(new Set(CONSENTS));
    }
    for (const council of [small, full]) {
      const consents = targetsOf(council).map(({ target }) => target.consent);
      const share = (wanted: string) =>
        consents.filter((each) => each === wanted).length / consents.length;
      expect(share('counted')).toBeGreaterThan(0.45);
      expect(share('sector')).toBeCloseTo(0.25, 1);
      expect(share('named')).toBeCloseTo(0.12, 1);
      expect(share('own')).toBeLessThan(0.13);
    }
    const sees = targetsOf(full).map(({ target }) => target.secretariatSees);
    expect(new Set(sees)).toEqual(new Set(['detail', 'judgement']));
  });

  it('has contacts of most members and every secretariat, all under names that nobody owns', () => {
    const members = full.sectors.flatMap((sector) => sector.members);
    const contacted = members.filter(({ contacts }) => contacts.length > 0);
    expect(contacted.length / members.length).toBeGreaterThan(0.8);
    expect(contacted.length).toBeLessThan(members.length);
    for (const { id, contacts } of contacted) {
      for (const { to } of contacts) expect(to).toMatch(new RegExp(`^[a-z]+@${id}\\.test$`));
    }
    const days = contacted.flatMap(({ contacts }) => contacts.map((each) => each.verifiedOn));
    expect(days).toContain(null);
    expect(days.filter((day) => day !== null && !/^202[56]-\d\d-\d\d$/.test(day))).toEqual([]);
    for (const { secretariat } of full.sectors) {
      expect(secretariat?.name.ja).toContain('模擬');
      expect(secretariat?.contacts[0]?.to).toMatch(/^office@[a-z-]+\.example$/);
    }
  });

  it('has desks with wishes of every kind, in the small council too', () => {
    for (const council of [small, full]) {
      const desks = council.sectors.flatMap(({ members }) =>
        members.flatMap(({ contacts }) => contacts),
      );
      const share = (has: (desk: (typeof desks)[number]) => boolean) =>
        desks.filter(has).length / desks.length;
      expect(share(({ language }) => language === 'en')).toBeGreaterThan(0);
      expect(share(({ floor }) => floor === 'failing')).toBeGreaterThan(0.1);
      expect(share(({ quietHours }) => quietHours !== null)).toBeGreaterThan(0.1);
      expect(
        share(({ quietHours }) => quietHours?.days.includes('workday') === true),
      ).toBeGreaterThan(0);
      expect(share(({ escalateAfterMs }) => escalateAfterMs > 0)).toBeGreaterThan(0);
      const ceilings = council.sectors.flatMap(({ secretariat }) => secretariat?.contacts ?? []);
      expect(new Set(ceilings.map(({ ceiling }) => ceiling)).size).toBeGreaterThan(1);
    }
    expect(
      full.sectors.every(({ members }) =>
        members.every(({ contacts }) => (contacts[0]?.escalateAfterMs ?? 0) === 0),
      ),
    ).toBe(true);
    const ceilings = full.sectors.map(({ secretariat }) => secretariat?.contacts[0]?.ceiling);
    expect(new Set(ceilings)).toEqual(new Set(['TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT']));
  });

  it('measures some sites over both families, and none where the machine has no ::1', () => {
    const families = (council: Config) => targetsOf(council).map(({ target }) => target.family);
    const both = (council: Config) =>
      families(council).filter((family) => family === 'both').length;
    expect(both(small)).toBeGreaterThanOrEqual(4);
    expect(both(full) / 4303).toBeGreaterThan(0.05);
    expect(both(full) / 4303).toBeLessThan(0.2);
    const without = practiceCouncil(base, 'full', { now, hasIpv6: false });
    expect(new Set(families(without))).toEqual(new Set([4]));
  });

  it('takes no reference site with a URL: it probes nothing beyond the machine', () => {
    const [site] = targetsOf(small).map(({ target }) => ({ ...target, id: 'own' }));
    const reference = site === undefined ? [] : [site, { ...site, id: 'uplink', practice: null }];
    const council = practiceCouncil({ ...base, reference }, 'small', setting);
    const own = council.reference.map(({ id }) => id);
    expect(own).toEqual(['own', ...PRACTICE_REFERENCES.map(({ id }) => id)]);
  });

  it('has reference sites that stand by themselves', () => {
    const places = PRACTICE_REFERENCES.map(({ id }) => placeOf({ id, member: id }));
    const members = targetsOf(small).map(({ target, member }) =>
      placeOf({ id: target.id, member: member.id }),
    );
    const shared = new Set(members.flatMap(({ nameServers }) => nameServers));
    for (const { provider, nameServers, address } of places) {
      expect(provider).toBeNull();
      expect(nameServers.some((host) => shared.has(host))).toBe(false);
      expect([...members, ...places].filter((place) => place.address === address)).toHaveLength(1);
    }
  });

  it('is the same again for the same day, and the next day differs in its planned work alone', () => {
    const later = practiceCouncil(base, 'small', { ...setting, now: now + 9 * HOUR_MS });
    expect(later).toEqual(small);
    const next = practiceCouncil(base, 'small', { ...setting, now: now + 24 * HOUR_MS });
    expect(next).not.toEqual(small);
    expect({ ...next, maintenance: [] }).toEqual({ ...small, maintenance: [] });
  });

  it('keeps an operator’s own planned work beside its own, by id', () => {
    const rule = { kind: 'weekly', weekdays: [1], fromMinute: 0, toMinute: 60 } as const;
    const own = { title: null, scope: null, rule, only: [], except: [] } as const;
    const windows = ['line-check', 'practice-bank-weekly'].map((id) => {
      return { ...own, id, validFrom: null, validTo: null };
    });
    const council = practiceCouncil({ ...base, maintenance: windows }, 'small', setting);
    expect(council.maintenance.slice(0, 2)).toEqual(windows);
    expect(council.maintenance.map(({ id }) => id)).toEqual([
      ...windows.map(({ id }) => id),
      'practice-cloud-monthly',
      'practice-gas-replacement',
    ]);
  });

  it('shares providers, name servers and ranges as real councils do', () => {
    const places = targetsOf(full).map(({ target, member }) => ({
      place: placeOf({ id: target.id, member: member.id }),
      declared: target.facts.operator,
    }));
    const carried = places.filter(({ place }) => place.provider !== null);
    expect(carried.length / places.length).toBeCloseTo(0.5, 1);
    for (const { place, declared } of places) {
      expect(declared).toBe(place.provider?.name.ja ?? null);
      expect(place.address).toMatch(/^127\./);
    }
    const ranges = new Set(places.map(({ place }) => place.address));
    expect(ranges.size).toBeGreaterThan(400);
    const aliased = places.filter(({ place }) => place.aliases.length > 0);
    expect(aliased.length).toBeGreaterThan(1000);
  });
});
