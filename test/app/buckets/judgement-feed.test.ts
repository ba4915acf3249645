import { describe, expect, it } from 'vitest';
import type { AnsweredSince, VersionsOf } from '../../../src/app/notices/told-since.ts';
import type { StoredPoint } from '../../../src/core/words/stored-point.ts';
import { councilOf, member, sector, target } from '../../config/council-of.ts';
import { consentOf } from '../../store/stored-said.ts';

import { byBucket, COUNCIL, FAILING, feedOf, KNOWN, NOW } from './fed-judgements.ts';

function inGas(points: readonly StoredPoint[], id: string) {
  return points.find(({ bucket, tags }) => bucket === 'sector_gas' && tags['target'] === id);
}

describe('judgements in the buckets', () => {
  it('hold a ratio for those alone who see the values of a site', () => {
    const { states, judged } = feedOf();
    for (const id of states.keys()) states.set(id, { ...FAILING, judgement: 'slow', ratio: 2.5 });
    const points = judged(false);
    expect(inGas(points, 'gas-counted')?.fields).toMatchObject({ judgement: 'slow', ratio: 2.5 });
    expect(inGas(points, 'gas-judged')?.fields).toMatchObject({ judgement: 'slow', ratio: null });
    const whole = points.filter(({ bucket }) => bucket === 'yamabiko');
    expect(whole.map(({ fields }) => fields['ratio'])).toEqual(Array(5).fill(2.5));
  });

  it('are written again after they were forgotten, of one target or of all', () => {
    const { feed, judged } = feedOf();
    judged(false);
    expect(judged(false)).toEqual([]);
    feed.forgetWritten('sector_gas', 'gas-judged');
    expect(byBucket(judged(false))).toEqual({ sector_gas: ['gas-judged'] });
    feed.forgetWritten();
    expect(byBucket(judged(false))).toEqual(KNOWN);
  });

  it('are none of a site whose sharing is kept, and not in force yet', () => {
    const id = 'gas-counted';
    const closed = consentOf(id, 1, { consent: 'own', secretariatSees: 'detail', at: NOW - 5 });
    const versionsOf: VersionsOf = (target) => (target === id ? [closed] : []);
    const points = feedOf({ versionsOf }).judged(false);
    expect(byBucket(points)['sector_gas']).toEqual(['gas-judged', 'gas-named']);
  });

  it('tell nothing from before a site came to be shared so', () => {
    const id = 'gas-counted';
    const versions = [
      consentOf(id, 1, { consent: 'own', secretariatSees: 'detail', at: 0 }),
      consentOf(id, 2, { consent: 'counted', secretariatSees: 'detail', at: NOW - 5 }),
    ];
    const versionsOf: VersionsOf = (target) => (target === id ? versions : []);
    let answered = Number.NEGATIVE_INFINITY;
    const isAnsweredSince: AnsweredSince = (_, since) => since <= answered;
    const { states, judged } = feedOf({ versionsOf, isAnsweredSince });
    states.set(id, { ...FAILING, judgement: 'slow', ratio: 2.5 });
    expect(inGas(judged(false), id)?.fields).toMatchObject({ since: NOW - 5, ratio: null });
    answered = NOW - 5;
    expect(inGas(judged(true), id)?.fields).toMatchObject({ since: NOW - 5, ratio: 2.5 });
    const ours = judged(true).find(({ bucket, tags }) => {
      return bucket === 'yamabiko' && tags['target'] === id;
    });
    expect(ours?.fields).toMatchObject({ since: NOW - 60_000, ratio: 2.5 });
  });

  it('are those that the readers of each may know by consent, and none in the shared one', () => {
    expect(byBucket(feedOf().judged(false))).toEqual(KNOWN);
  });

  it('say what is judged, since when, and whose site it is', () => {
    const [first] = feedOf().judged(false);
    expect(first).toEqual({
      bucket: 'yamabiko',
      measurement: 'judgement',
      tags: { target: 'gas-own', member: 'gas-0001', sector: 'gas' },
      fields: { judgement: 'failing', ratio: null, since: NOW - 60_000, suppressed: false },
      at: NOW,
    });
  });

  it('are written anew where they changed, and all of them at a full hour', () => {
    const { states, judged } = feedOf();
    judged(false);
    expect(judged(false)).toEqual([]);
    states.set('gas-counted', { ...FAILING, judgement: 'normal', since: NOW });
    expect(byBucket(judged(false))).toEqual({
      yamabiko: ['gas-counted'],
      sector_gas: ['gas-counted'],
    });
    expect(byBucket(judged(true))).toEqual(KNOWN);
  });

  it('are not written again for a ratio that moves alone', () => {
    const { states, judged } = feedOf();
    judged(false);
    states.set('gas-counted', { ...FAILING, ratio: 2.5 });
    expect(judged(false)).toEqual([]);
  });

  it('are none of a site that was not judged yet', () => {
    const { states, judged } = feedOf();
    states.delete('water-sector');
    expect(Object.keys(byBucket(judged(true)))).toEqual(['yamabiko', 'sector_gas']);
  });

  it('end in a bucket whose readers may no longer know them', () => {
    const { judged } = feedOf();
    judged(false);
    const [gas, ...others] = COUNCIL.sectors;
    const withdrawn = councilOf([
      sector('gas', [
        member('gas-0001', [target('gas-counted', { consent: 'own' })]),
        ...(gas?.members.slice(1) ?? []),
      ]),
      ...others,
    ]);
    expect(byBucket(judged(true, withdrawn))).toEqual({
      yamabiko: ['gas-counted', 'gas-named', 'water-sector'],
      sector_gas: ['gas-named'],
      sector_water: ['water-sector'],
    });
  });

  it('are suppressed by planned work, doubt of our own network and practice', () => {
    const suppressed = (points: readonly StoredPoint[]) =>
      points
        .filter(
          ({ bucket, fields }) => bucket.endsWith('yamabiko') && fields['suppressed'] === true,
        )
        .map(({ tags }) => tags['target']);
    const { states, judged } = feedOf({ planned: ['gas-own'] });
    states.set('gas-named', { ...FAILING, suspect: true });
    expect(suppressed(judged(false))).toEqual(['gas-own', 'gas-named']);
    expect(suppressed(feedOf({ practice: true }).judged(false))).toEqual(KNOWN['yamabiko']);
  });

  it('are written again as soon as they are no longer suppressed', () => {
    const { states, judged } = feedOf();
    states.set('water-sector', { ...FAILING, suspect: true });
    judged(false);
    states.set('water-sector', FAILING);
    expect(judged(false).map(({ bucket, fields }) => [bucket, fields['suppressed']])).toEqual([
      ['yamabiko', false],
      ['sector_water', false],
    ]);
  });
});
