import { describe, expect, it } from 'vitest';
import { MOST_TARGETS } from '../../../../src/judge/rules/incidents/pattern-step.ts';
import { LONGEST_TIMELINE } from '../../../../src/judge/rules/incidents/timeline.ts';
import {
  at,
  COUNCIL,
  doubt,
  FACT,
  finding,
  kindsOf,
  SECTOR,
  Story,
  sectorStory,
  verdict,
} from './story.ts';

describe('the incident of a pattern', () => {
  it('makes those of its targets a part of it', () => {
    const story = sectorStory();
    expect(story.summary).toEqual([
      '1 single merged 4',
      '2 single merged 4',
      '3 single merged 4',
      '4 sector-wide open',
    ]);
    expect(story.of(4)).toMatchObject({ since: at(0), openedAt: at(2), severity: 6 });
    expect(story.of(1)).toMatchObject({ endedAt: at(2), mergedInto: '20260602-4' });
    expect(story.timeline(1)).toEqual(['opened', 'merged']);
  });

  it('opens also with targets of which no incident is known', () => {
    const story = new Story();
    story.take(1, { findings: [finding(SECTOR, ['a'])] });
    expect(story.of(1)).toMatchObject({ since: at(1), targets: [], severity: 0 });
  });

  it('grows, shrinks, and ends with the rule', () => {
    const story = sectorStory();
    expect(story.take(3, { findings: [finding(SECTOR, ['a', 'b', 'c'])] })).toEqual([]);
    const more = ['d', 'e'].map((id) => verdict(id, 'slow', 3, { ratio: 10 }));
    const grown = story.take(4, {
      verdicts: more,
      findings: [finding(SECTOR, ['a', 'b', 'c', 'd', 'e'])],
    });
    expect(kindsOf(grown)).toEqual(['opened 5', 'opened 6', 'grew 4', 'merged 5', 'merged 6']);
    const normal = ['a', 'b', 'c'].map((id) => verdict(id, 'normal', 9));
    const shrunk = story.take(10, { verdicts: normal, findings: [finding(SECTOR, ['d', 'e'])] });
    expect(kindsOf(shrunk)).toEqual(['shrank 4']);
    expect(story.of(4).targets.map(({ to }) => to)).toEqual([at(9), at(9), at(9), null, null]);
    // Three for nine minutes at depth 1, two for seven at depth 0.9.
    expect(story.of(4).severity).toBe(39.6);
    const last = ['d', 'e'].map((id) => verdict(id, 'normal', 12));
    expect(kindsOf(story.take(20, { verdicts: last, findings: [] }))).toEqual(['ended 4']);
    expect(story.of(4)).toMatchObject({ ending: 'recovered', endedAt: at(20), severity: 43.2 });
    expect(story.timeline(4)).toEqual(['opened', 'grew', 'shrank', 'ended']);
    expect(story.book).toMatchObject({ targets: new Map(), patterns: new Map() });
  });

  it('takes what becomes worse, and who comes back', () => {
    const story = sectorStory();
    story.take(4, { verdicts: [verdict('a', 'normal', 3)] });
    story.take(5, { findings: [finding(SECTOR, ['b', 'c'])] });
    const verdicts = [
      verdict('a', 'slow', 6, { ratio: 3 }),
      verdict('b', 'failing', 0, { phase: 'tls' }),
    ];
    const changes = story.take(12, { verdicts, findings: [finding(SECTOR, ['a', 'b', 'c'])] });
    expect(kindsOf(changes)).toEqual(['opened 5', 'changed 2', 'grew 4', 'merged 5']);
    expect(story.of(4).targets).toMatchObject([
      { target: 'a', judgement: 'slow', from: at(0), to: null },
      { target: 'b', phase: 'tls' },
      { target: 'c' },
    ]);
  });

  it('notes another rule beside the first, and better figures in place of the old', () => {
    const story = sectorStory();
    const better = finding(SECTOR, ['a', 'b', 'c'], 'better');
    expect(kindsOf(story.take(3, { findings: [better] }))).toEqual(['changed 4']);
    expect(story.of(4).evidence.map(({ text }) => text.en)).toEqual(['better']);
    const other = {
      ...better,
      evidence: { ...better.evidence, rule: 'other', text: { ja: 'o', en: 'o' } },
    };
    story.take(4, { findings: [other] });
    expect(story.of(4).evidence.map(({ text }) => text.en)).toEqual(['better', 'o']);
    expect(story.timeline(4)).toEqual(['opened', 'evidence']);
  });

  it('leaves what is not normal yet to itself, under the id that it had', () => {
    const story = sectorStory();
    const changes = story.take(10, { verdicts: [verdict('a', 'normal', 9)], findings: [] });
    expect(kindsOf(changes)).toEqual(['revived 2', 'revived 3', 'ended 4']);
    expect(story.summary).toEqual([
      '1 single merged 4',
      '2 single open',
      '3 single open',
      '4 sector-wide recovered',
    ]);
    story.take(12, { verdicts: [verdict('b', 'normal', 11)] });
    expect(story.of(2)).toMatchObject({ ending: 'recovered', severity: 11 });
    expect(story.timeline(2)).toEqual(['opened', 'merged', 'changed', 'ended']);
  });

  it('becomes a part of a wider one that covers half of it', () => {
    const story = sectorStory();
    story.take(3, { verdicts: [verdict('x', 'failing', 2)] });
    const changes = story.take(4, { findings: [finding(COUNCIL, ['a', 'b', 'x'])] });
    expect(kindsOf(changes)).toEqual([
      'opened 6',
      'merged 1',
      'merged 2',
      'merged 5',
      'revived 3',
      'merged 4',
    ]);
    expect(story.summary).toEqual([
      '1 single merged 6',
      '2 single merged 6',
      '3 single open',
      '4 sector-wide merged 6',
      '5 single merged 6',
      '6 cross-sector open',
    ]);
  });

  it('stands beside a wider one that covers less', () => {
    const story = sectorStory();
    story.take(3, { verdicts: [verdict('x', 'failing', 2)] });
    story.take(4, { findings: [finding(COUNCIL, ['a', 'x'])] });
    expect(story.of(4)).toMatchObject({ ending: 'recovered', mergedInto: null });
  });

  it('shares no target with another: the first that covers it has it', () => {
    const story = new Story();
    story.take(1, { verdicts: ['a', 'b', 'c'].map((id) => verdict(id, 'failing', 0)) });
    story.take(2, { findings: [finding(FACT, ['a', 'b']), finding(COUNCIL, ['b', 'c'])] });
    expect(story.summary).toEqual([
      '1 single merged 4',
      '2 single merged 4',
      '3 single merged 5',
      '4 shared-cause open',
      '5 cross-sector open',
    ]);
  });

  it('of the same subject later does not begin before the end of the one before', () => {
    const story = sectorStory();
    story.take(10, { findings: [] });
    story.take(11, { findings: [finding(SECTOR, ['a', 'b', 'c'])] });
    expect(story.of(5)).toMatchObject({ pattern: 'sector-wide', since: at(10) });
    expect(story.of(1).mergedInto).toBe('20260602-5');
  });

  it('is bounded in targets and in length, however long it lasts', () => {
    const story = new Story();
    const many = Array.from({ length: MOST_TARGETS + 10 }, (_, index) => `t${index}`);
    story.take(1, {
      verdicts: many.map((id) => verdict(id, 'failing', 0)),
      findings: [finding(SECTOR, many)],
    });
    const id = `20260602-${many.length + 1}`;
    const pattern = () => story.incidents.get(id)?.targets.length;
    expect(pattern()).toBe(MOST_TARGETS);
    const small = sectorStory();
    for (let minute = 10; minute < 3000; minute += 10) {
      const judgement = minute % 20 === 0 ? 'normal' : 'failing';
      small.take(minute, {
        verdicts: [verdict('a', judgement, minute - 1)],
        findings: [finding(SECTOR, ['a', 'b', 'c'])],
      });
    }
    expect(small.of(4).timeline).toHaveLength(LONGEST_TIMELINE);
    expect(small.of(4).timeline.at(-1)?.at).toBe(at(2990));
  });

  it('says growing within five minutes as one thing', () => {
    const story = sectorStory();
    for (const [index, id] of ['d', 'e', 'f'].entries()) {
      story.take(3 + index, {
        verdicts: [verdict(id, 'failing', 2)],
        findings: [finding(SECTOR, ['a', 'b', 'c', 'd', 'e', 'f'].slice(0, 4 + index))],
      });
    }
    expect(story.timeline(4)).toEqual(['opened', 'grew']);
    expect(story.of(4).timeline.at(-1)).toMatchObject({ at: at(3) });
    expect(story.of(4).timeline.at(-1)?.text.en).toContain('6 sites are not normal');
  });
});

describe('a doubt of our own network', () => {
  it('opens the incident of the prober and nothing else', () => {
    const story = new Story();
    const verdicts = [verdict('a', 'failing', 5)];
    expect(kindsOf(story.take(6, { ownNetwork: doubt(5), verdicts }))).toEqual(['opened 1']);
    expect(story.of(1)).toMatchObject({ pattern: 'own-network', since: at(5), targets: [] });
    expect(story.take(7, { ownNetwork: doubt(5), verdicts })).toEqual([]);
  });

  it('takes back what was said since it began, and leaves what is older', () => {
    const story = new Story();
    story.take(1, { verdicts: [verdict('old', 'slow', 0)] });
    story.take(6, { verdicts: ['a', 'b'].map((id) => verdict(id, 'failing', 5)) });
    story.take(7, { findings: [finding(SECTOR, ['a', 'b'])] });
    const changes = story.take(8, { ownNetwork: doubt(5) });
    expect(kindsOf(changes)).toEqual(['opened 5', 'ended 4']);
    expect(story.summary).toEqual([
      '1 single open',
      '2 single merged 4',
      '3 single merged 4',
      '4 sector-wide withdrawn',
      '5 own-network open',
    ]);
    expect(story.of(4).targets.map(({ to }) => to)).toEqual([at(8), at(8)]);
    story.take(9, { verdicts: [verdict('c', 'failing', 5)] });
    story.take(10, { ownNetwork: null, findings: [] });
    expect(story.of(5).ending).toBe('recovered');
  });

  it('takes back a pattern that was opened since it began, though it has an older target', () => {
    const story = new Story();
    story.take(1, { verdicts: [verdict('old', 'slow', 0)] });
    story.take(6, { verdicts: [verdict('a', 'failing', 5)] });
    story.take(7, { findings: [finding(SECTOR, ['old', 'a'])] });
    story.take(8, { ownNetwork: doubt(5) });
    expect(story.of(3)).toMatchObject({ since: at(0), ending: 'withdrawn' });
  });

  it('takes back what was said since 90 s before it, and nothing older', () => {
    const story = new Story();
    story.take(5, { verdicts: [verdict('a', 'failing', 3.4), verdict('b', 'failing', 3.5)] });
    story.take(6, { ownNetwork: doubt(5) });
    expect(story.summary).toEqual(['1 single open', '2 single withdrawn', '3 own-network open']);
  });

  it('withdraws single incidents too, and ends with the rules on many', () => {
    const story = new Story();
    story.take(6, { verdicts: [verdict('a', 'failing', 5)] });
    expect(kindsOf(story.take(7, { ownNetwork: doubt(5) }))).toEqual(['opened 2', 'ended 1']);
    expect(story.of(1).ending).toBe('withdrawn');
    story.take(8, { verdicts: [verdict('a', 'failing', 5)] });
    expect(story.summary).toHaveLength(2);
    story.take(9, { findings: [] });
    expect(story.of(2).ending).toBe('recovered');
  });

  it('is followed five minutes later by what really fails, from its end on', () => {
    const story = new Story();
    const failing = [verdict('a', 'failing', 5)];
    story.take(6, { ownNetwork: doubt(5), verdicts: failing });
    story.take(8, { findings: [], verdicts: failing });
    story.take(12, { findings: [], verdicts: failing });
    expect(story.summary).toEqual(['1 own-network recovered']);
    story.take(14, { findings: [], verdicts: failing });
    expect(story.of(2)).toMatchObject({ pattern: 'single', since: at(8) });
  });

  it('lets a target that comes back end its incident meanwhile', () => {
    const story = new Story();
    story.take(1, { verdicts: [verdict('a', 'slow', 0)] });
    story.take(6, { ownNetwork: doubt(5) });
    story.take(7, { ownNetwork: doubt(5), verdicts: [verdict('a', 'normal', 6)] });
    expect(story.of(1).ending).toBe('recovered');
  });

  it('may come of a common shift, with the findings alone', () => {
    const story = new Story();
    const own = [finding({ kind: 'prober' }, [])];
    story.take(1, { findings: own });
    story.take(2, { findings: own });
    expect(story.summary).toEqual(['1 own-network open']);
    story.take(3, { findings: [] });
    expect(story.of(1)).toMatchObject({ ending: 'recovered', since: at(1) });
  });
});
