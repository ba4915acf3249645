import { describe, expect, it } from 'vitest';
import type { SharedFact } from '../../../src/core/words/fact.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { registrableDomainOf } from '../../../src/share/rules/registrable-domain.ts';
import {
  type HostedTarget,
  holdsDomainOf,
  shownFact,
} from '../../../src/share/rules/shown-fact.ts';
import { sharedTarget } from './shared.ts';

const OBSERVER: Viewer = { kind: 'observer' };
const COUNCIL: Viewer = { kind: 'council' };
const OPERATOR: Viewer = { kind: 'operator' };
const FACT: SharedFact = { kind: 'name_servers', text: 'ns1.provider.example' };
const HOSTS = ['www.city.example.lg.jp', 'gas.example.com'];
const TARGETS = HOSTS.map((host, n) => hosted(host, { id: `site-${n}`, member: `m-${n}` }));

const holders = (count: number, consent: 'own' | 'counted' | 'named' = 'counted') =>
  Array.from({ length: count }, (_, n) =>
    sharedTarget({ id: `${consent}-${n}-home`, member: `${consent}-${n}`, consent }),
  );

describe('a shared fact', () => {
  it('is told in full to who may see every member behind it', () => {
    const named = { holders: holders(2, 'named'), targets: TARGETS };
    expect(shownFact(COUNCIL, FACT, named)).toEqual({ ...FACT, content: 'judgement' });
    expect(shownFact(OPERATOR, FACT, { holders: holders(2), targets: TARGETS }).text).toBe(
      FACT.text,
    );
    const secretariat: Viewer = { kind: 'secretariat', sector: 'gas' };
    expect(shownFact(secretariat, FACT, { holders: holders(2), targets: TARGETS }).text).toBe(
      FACT.text,
    );
  });

  it('is its kind alone where one member behind it is not named to the viewer', () => {
    const mixed = { holders: [...holders(3, 'named'), ...holders(1)], targets: TARGETS };
    expect(shownFact(COUNCIL, FACT, mixed)).toEqual({
      kind: 'name_servers',
      text: null,
      content: 'band',
    });
    expect(shownFact(OBSERVER, FACT, { holders: holders(3, 'named'), targets: TARGETS }).text).toBe(
      null,
    );
  });

  it('is told to everybody where five members have it, four are too few', () => {
    expect(shownFact(OBSERVER, FACT, { holders: holders(4), targets: TARGETS }).text).toBeNull();
    expect(shownFact(OBSERVER, FACT, { holders: holders(5), targets: TARGETS })).toEqual({
      ...FACT,
      content: 'band',
    });
  });

  it('counts members, not targets', () => {
    const five = holders(5).map((holder) => ({ ...holder, member: 'one' }));
    expect(shownFact(OBSERVER, FACT, { holders: five, targets: TARGETS }).text).toBeNull();
  });

  it('is its kind alone where a member’s domain is in it, however many have it', () => {
    const own: SharedFact = { kind: 'name_servers', text: 'ns1.gas.example.com' };
    const common = { holders: holders(50), targets: TARGETS };
    expect(shownFact(OBSERVER, own, common).text).toBeNull();
    expect(shownFact(OPERATOR, own, common).text).toBe(own.text);
  });

  it('is not hidden by the domain of a target in no count for the viewer', () => {
    const theirs: SharedFact = { kind: 'name_servers', text: 'ns1.quiet.example' };
    const quiet = hosted('www.quiet.example', { member: 'quiet', consent: 'own' });
    const told = (viewer: Viewer, targets: readonly HostedTarget[]) =>
      shownFact(viewer, theirs, { holders: holders(5), targets }).text;
    expect(told(OBSERVER, TARGETS)).toBe(theirs.text);
    expect(told(OBSERVER, [...TARGETS, quiet])).toBe(theirs.text);
    expect(told(COUNCIL, [...TARGETS, quiet])).toBe(theirs.text);
    // The member knows of its own site, and another site of the domain is counted.
    const itself: Viewer = { kind: 'member', member: 'quiet', sector: 'gas' };
    expect(told(itself, [...TARGETS, quiet])).toBeNull();
    expect(told(OBSERVER, [quiet, { ...quiet, id: 'shop', consent: 'counted' }])).toBeNull();
  });

  it('has nothing to do with targets in no count for the viewer', () => {
    const four = [...holders(4), ...holders(9, 'own')];
    expect(shownFact(OBSERVER, FACT, { holders: four, targets: TARGETS }).text).toBeNull();
    const two = [...holders(2, 'named'), ...holders(1, 'own')];
    expect(shownFact(COUNCIL, FACT, { holders: two, targets: TARGETS }).text).toBe(FACT.text);
    expect(
      shownFact(COUNCIL, FACT, { holders: holders(9, 'own'), targets: TARGETS }).text,
    ).toBeNull();
  });
});

describe('a member’s domain', () => {
  it.each([
    ['www.example.com', 'example.com'],
    ['WWW.Example.COM.', 'example.com'],
    ['www.city.example.lg.jp', 'example.lg.jp'],
    ['www.example.jp', 'example.jp'],
    ['shop.example.co.jp', 'example.co.jp'],
    ['example.co.jp', 'example.co.jp'],
    ['www.example.org.uk', 'example.org.uk'],
    ['localhost', 'localhost'],
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8::1', '2001:db8::1'],
  ])('of %s is %s', (host, domain) => {
    expect(registrableDomainOf(host)).toBe(domain);
  });

  it.each([
    ['ns1.example.lg.jp', true],
    ['NS1.EXAMPLE.LG.JP.', true],
    ['example.lg.jp', true],
    ['CN=*.example.lg.jp, O=Example', true],
    ['a.example.com b.example.net', true],
    ['ns1.notexample.com', false],
    ['ns1.other.lg.jp', false],
    ['lg.jp', false],
    ['203.0.113.0/24', false],
    ['CN=R11, O=Let’s Encrypt', false],
  ])('is in %s: %s', (text, held) => {
    expect(holdsDomainOf(text, HOSTS)).toBe(held);
  });
});

function hosted(host: string, differs: Partial<HostedTarget>): HostedTarget {
  return { ...sharedTarget(differs), host };
}
