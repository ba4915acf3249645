import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { NameFacts } from '../../../src/core/words/name-facts.ts';
import type { ProbeRecord, SharedFacts } from '../../../src/core/words/probe-record.ts';
import type { Sample } from '../../../src/core/words/sample.ts';
import { type FactsTarget, TargetFacts } from '../../../src/probe/facts/facts-book.ts';
import { lostRecord } from '../../../src/probe/pool/lost-record.ts';
import { networkOf } from '../../../src/probe/shared-facts.ts';
import { probeJob } from '../../support/probe-job.ts';

const START = Date.UTC(2026, 9, 1);
const MINUTE = 60_000;

const target = (id: string, more: Partial<FactsTarget> = {}): FactsTarget => ({
  id,
  host: `www.${id}.test`,
  operator: null,
  ...more,
});

const NAMES: NameFacts = {
  aliases: ['a.edge.carrier.test'],
  aliasZones: ['carrier.test'],
  nameServers: ['ns1.names.test', 'ns2.names.test'],
};

interface Seen extends Partial<SharedFacts> {
  readonly at?: number;
  readonly address?: string;
  readonly outcome?: Sample['outcome'];
  readonly family?: 4 | 6;
}

/** The record of a probe `at` minutes after the start. */
function recordOf(id: string, seen: Seen = {}): ProbeRecord {
  const { at = 0, address = '192.0.2.7', outcome = 'success', family = 4, ...facts } = seen;
  const lost = lostRecord(probeJob('https://site.test/', { id, family }), {
    vantage: 'here',
    cause: 'late',
    detail: null,
  });
  const scheduledAt = START + at * MINUTE;
  return {
    ...lost,
    sample: { ...lost.sample, outcome, scheduledAt, peerAddress: address },
    facts: {
      network: networkOf(address),
      certificateIssuer: 'Issuer One',
      certificateFingerprint: 'ab',
      serverFamily: 'nginx',
      viaFamily: null,
      ...facts,
    },
  };
}

function bookOf(targets: readonly FactsTarget[]): TargetFacts {
  const book = new TargetFacts({
    systemOf: (address) => (address.startsWith('192.0.2.') ? 'AS64500 ONE' : null),
  });
  book.setTargets(targets);
  return book;
}

const textsOf = (book: TargetFacts, id: string, kind: string) =>
  book.factsOf(id).flatMap((fact) => (fact.kind === kind ? fact.text : []));

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('the facts of a target', () => {
  it('are those of its names, its operator and its newest success, in the order of the kinds', () => {
    const book = bookOf([target('gas', { operator: 'Carrier' })]);
    book.learn('www.gas.test', NAMES, START);
    book.observe(recordOf('gas', { viaFamily: 'varnish' }));
    expect(book.factsOf('gas').map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'network: 192.0.2.0/24',
      'name_servers: ns1.names.test ns2.names.test',
      'alias: a.edge.carrier.test',
      'alias: carrier.test',
      'operator: Carrier',
      'autonomous_system: AS64500 ONE',
      'certificate_issuer: Issuer One',
      'certificate: ab',
      'server_family: nginx',
      'via_family: varnish',
    ]);
  });

  it('are none for a target that is not measured', () => {
    const book = bookOf([target('gas')]);
    book.observe(recordOf('other'));
    book.learn('www.other.test', NAMES, START);
    expect(book.factsOf('other')).toEqual([]);
    expect(book.factsOf('gas')).toEqual([]);
  });

  it('are the same list and the same objects until something is new', () => {
    const book = bookOf([target('gas'), target('oil', { host: 'www.gas.test' })]);
    book.learn('www.gas.test', NAMES, START);
    for (const id of ['gas', 'oil']) book.observe(recordOf(id));
    const { version } = book;
    const before = book.factsOf('gas');
    for (let at = 1; at < 100; at += 1) book.observe(recordOf('gas', { at }));
    book.learn('www.gas.test', NAMES, START + MINUTE);
    expect(book.version).toBe(version);
    expect(book.factsOf('gas')).toBe(before);
    expect(book.factsOf('oil')).not.toBe(before);
    for (const [index, fact] of book.factsOf('oil').entries()) expect(fact).toBe(before[index]);
    expect(book.factsOf('oil')).toHaveLength(before.length);
  });

  it.each([
    ['certificate', { certificateFingerprint: 'cd' }],
    ['issuer', { certificateIssuer: 'Issuer Two' }],
    ['software', { serverFamily: 'apache' }],
    ['intermediary', { viaFamily: 'varnish' }],
    ['range', { address: '198.51.100.1' }],
  ])('change with another %s', (_what, seen) => {
    const book = bookOf([target('gas')]);
    book.observe(recordOf('gas'));
    const { version } = book;
    const before = book.factsOf('gas');
    book.observe(recordOf('gas', { at: 1, ...seen }));
    expect(book.version).toBe(version + 1);
    expect(book.factsOf('gas')).not.toEqual(before);
  });

  it('change with other names, for every target of the host', () => {
    const book = bookOf([target('gas'), target('oil', { host: 'www.gas.test' }), target('water')]);
    book.learn('www.gas.test', NAMES, START);
    book.learn('www.gas.test', { ...NAMES, nameServers: ['ns9.test'] }, START + MINUTE);
    for (const id of ['gas', 'oil'])
      expect(textsOf(book, id, 'name_servers')).toEqual(['ns9.test']);
    expect(book.factsOf('water')).toEqual([]);
    expect(book.knownAt('www.gas.test')).toBe(START + MINUTE);
  });

  it('learn nothing from failures, and keep what was seen before them', () => {
    const book = bookOf([target('gas')]);
    book.observe(recordOf('gas'));
    const { version } = book;
    const before = book.factsOf('gas');
    for (let at = 1; at < 200; at += 1) {
      book.observe(recordOf('gas', { at, outcome: 'failure', certificateFingerprint: 'evil' }));
    }
    expect(book.version).toBe(version);
    expect(book.factsOf('gas')).toBe(before);
  });

  it('hold the ranges of the last hour, so that changing addresses change nothing', () => {
    const book = bookOf([target('gas')]);
    const rotating = ['192.0.2.1', '198.51.100.1', '203.0.113.1'];
    for (const [at, address] of rotating.entries()) book.observe(recordOf('gas', { at, address }));
    const { version } = book;
    for (let at = 3; at < 300; at += 1) {
      book.observe(recordOf('gas', { at, address: rotating[at % 3] ?? '' }));
    }
    expect(book.version).toBe(version);
    expect(textsOf(book, 'gas', 'network')).toHaveLength(3);
    for (let at = 300; at < 370; at += 1) book.observe(recordOf('gas', { at }));
    expect(textsOf(book, 'gas', 'network')).toEqual(['192.0.2.0/24']);
  });

  it('hold four ranges at most, without changing from probe to probe', () => {
    const book = bookOf([target('gas')]);
    for (let at = 0; at < 20; at += 1)
      book.observe(recordOf('gas', { at, address: `10.0.${at}.1` }));
    expect(textsOf(book, 'gas', 'network')).toHaveLength(4);
    const { version } = book;
    for (let at = 20; at < 40; at += 1) {
      book.observe(recordOf('gas', { at, address: `10.0.${at}.1` }));
    }
    expect(book.version).toBe(version);
  });

  it('hold one range where probes lie an hour and more apart', () => {
    const book = bookOf([target('gas')]);
    book.observe(recordOf('gas'));
    const { version } = book;
    for (let hours = 2; hours < 20; hours += 2) book.observe(recordOf('gas', { at: hours * 60 }));
    expect(book.version).toBe(version);
    book.observe(recordOf('gas', { at: 22 * 60, address: '198.51.100.1' }));
    expect(textsOf(book, 'gas', 'network')).toEqual(['198.51.100.0/24']);
  });

  it('are of both families', () => {
    const book = bookOf([target('gas')]);
    book.observe(recordOf('gas'));
    book.observe(recordOf('gas', { family: 6, address: '2001:db8:1::1' }));
    expect(textsOf(book, 'gas', 'network')).toEqual(['192.0.2.0/24', '2001:db8:1::/48']);
    expect(textsOf(book, 'gas', 'certificate')).toEqual(['ab']);
  });
});

describe('a change of the targets', () => {
  it('keeps the facts of those that stay and forgets the others', () => {
    const book = bookOf([target('gas'), target('oil')]);
    for (const id of ['gas', 'oil']) {
      book.observe(recordOf(id));
      book.learn(`www.${id}.test`, NAMES, START);
    }
    const before = book.factsOf('gas');
    const { version } = book;
    book.setTargets([target('gas'), target('water')]);
    expect(book.version).toBeGreaterThan(version);
    expect(book.factsOf('gas')).toEqual(before);
    expect(book.factsOf('oil')).toEqual([]);
    expect(book.knownAt('www.oil.test')).toBeNull();
    book.setTargets([target('oil')]);
    expect(book.factsOf('oil')).toEqual([]);
  });

  it('takes another operator at once, and another host for a site that is new', () => {
    const book = bookOf([target('gas', { operator: 'One' })]);
    book.observe(recordOf('gas'));
    book.setTargets([target('gas', { operator: 'Two' })]);
    expect(textsOf(book, 'gas', 'operator')).toEqual(['Two']);
    expect(textsOf(book, 'gas', 'network')).toEqual(['192.0.2.0/24']);
    book.setTargets([target('gas', { host: 'other.test' })]);
    expect(book.factsOf('gas')).toEqual([]);
  });
});

describe('what is kept of the facts', () => {
  it('brings all of them back after a restart', () => {
    const targets = [target('gas', { operator: 'One' }), target('oil')];
    const before = bookOf(targets);
    for (const id of ['gas', 'oil']) before.observe(recordOf(id));
    before.observe(recordOf('gas', { family: 6, address: '2001:db8:1::1' }));
    before.learn('www.gas.test', NAMES, START);
    const kept: unknown = JSON.parse(JSON.stringify(before.snapshot()));
    const after = new TargetFacts({ systemOf: () => null });
    after.restore(kept as ReturnType<TargetFacts['snapshot']>);
    after.setTargets(targets);
    for (const id of ['gas', 'oil']) expect(after.factsOf(id)).toEqual(before.factsOf(id));
    expect(after.knownAt('www.gas.test')).toBe(START);
  });

  it('costs less than 1 KB of memory a target', () => {
    const count = 5_000;
    const ids = Array.from({ length: count }, (_, index) => `m${index}`);
    const book = bookOf([]);
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    book.setTargets(ids.map((id) => target(id, { operator: 'Carrier' })));
    for (const id of ids) {
      // As they come from workers and resolvers: no string is shared.
      book.observe(
        structuredClone(recordOf(id, { certificateFingerprint: `${id}${'0'.repeat(60)}` })),
      );
      book.learn(`www.${id}.test`, structuredClone(NAMES), START);
      book.factsOf(id);
    }
    collectGarbage();
    expect((process.memoryUsage().heapUsed - before) / count).toBeLessThan(1_024);
    expect(book.factsOf('m0').length).toBeGreaterThan(5);
  });
});
