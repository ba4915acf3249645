import { describe, expect, it } from 'vitest';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { contentOfAnswer, type SharedAnswer } from '../../../src/share/rules/shared-answer.ts';
import { sharedTarget } from './shared.ts';

const TARGETS = [
  sharedTarget({ id: 'hidden', member: 'gas-1' }),
  sharedTarget({ id: 'named', member: 'gas-2', consent: 'named' }),
  sharedTarget({ id: 'mine', member: 'gas-3', consent: 'own' }),
];
const OWNER: Viewer = { kind: 'member', member: 'gas-3', sector: 'gas' };

function siteOf(target: string, detail: object | null = null) {
  const owner = TARGETS.find(({ id }) => id === target)?.member ?? 'nobody';
  return { target, member: { id: owner }, sector: 'gas', detail };
}

function contents(answer: SharedAnswer, viewer: Viewer = OWNER) {
  const found = contentOfAnswer(
    viewer,
    answer,
    (id) => TARGETS.find((each) => each.id === id) ?? null,
  );
  return found && [...found].sort();
}

const about = (...targets: string[]) => ({
  ...{ hasOthers: true, fact: null },
  sites: targets.map((target) => siteOf(target)),
});

describe('what an answer to those who share holds', () => {
  it('is what was released, and what it names', () => {
    expect(contents({ sectors: [{}] })).toEqual(['band']);
    expect(contents({ sites: [siteOf('named')] })).toEqual(['band', 'judgement']);
    expect(contents({ sites: [siteOf('mine')] })).toEqual(['band', 'judgement']);
    expect(contents({ sites: [siteOf('mine', {})] })).toEqual(['band', 'detail']);
    expect(contents({ series: [{ target: 'mine' }] })).toEqual(['band', 'detail']);
    expect(contents({ incident: about('named') })).toEqual(['band', 'judgement']);
    expect(contents({ statements: [{ target: 'mine' }] })).toEqual(['band', 'judgement']);
    expect(contents({ statements: [] })).toEqual(['band']);
  });

  it('is a name where the text of a fact is in it', () => {
    const fact = { kind: 'network', text: '192.0.2.0/24' };
    expect(contents({ incidents: [{ ...about(), fact }] })).toEqual(['band', 'judgement']);
    expect(contents({ incidents: [{ ...about(), fact: { ...fact, text: null } }] })).toEqual([
      'band',
    ]);
  });

  it.each<[string, SharedAnswer]>([
    ['a site that is not named', { sites: [siteOf('named'), siteOf('hidden')] }],
    ['one site that is not named', { site: siteOf('hidden') }],
    ['a site that is not there', { sites: [siteOf('gone')] }],
    ['values of a named site', { sites: [siteOf('named', {})] }],
    ['series of a named site', { series: [{ target: 'named' }] }],
    ['what is said of another', { statements: [{ target: 'named' }, { target: 'hidden' }] }],
    ['what is said of a site that is not there', { statements: [{ target: 'gone' }] }],
    ['an incident that names another', { incidents: [about('named'), about('hidden')] }],
    ['one incident that names another', { incident: about('hidden') }],
    ['a site under another member', { sites: [{ ...siteOf('named'), member: { id: 'gas-1' } }] }],
    ['a site in another sector', { sites: [{ ...siteOf('named'), sector: 'rail' }] }],
  ])('is refused with %s', (_, answer) => {
    expect(contents(answer)).toBeNull();
  });

  it('is refused to an observer with any name', () => {
    expect(contents({ sites: [siteOf('named')] }, { kind: 'observer' })).toBeNull();
    expect(contents({ sectors: [] }, { kind: 'observer' })).toEqual(['band']);
  });
});
