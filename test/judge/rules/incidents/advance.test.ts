import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../../src/core/words/incident.ts';
import { decodeBook, encodeBook } from '../../../../src/judge/rules/incidents/book.ts';
import { at, doubt, kindsOf, Story, sectorStory, verdict } from './story.ts';

describe('the incident of a target', () => {
  it('opens once, with the day and a running number, and ends when it is normal again', () => {
    const story = new Story();
    expect(kindsOf(story.take(1, { verdicts: [verdict('a', 'failing', 0)] }))).toEqual([
      'opened 1',
    ]);
    expect(story.take(2, { verdicts: [verdict('a', 'failing', 0)] })).toEqual([]);
    expect(kindsOf(story.take(11, { verdicts: [verdict('a', 'normal', 10)] }))).toEqual([
      'ended 1',
    ]);
    expect(story.of(1)).toMatchObject({
      id: '20260602-1',
      pattern: 'single',
      subject: { kind: 'target', target: 'a' },
      since: at(0),
      openedAt: at(1),
      endedAt: at(11),
      ending: 'recovered',
      mergedInto: null,
      severity: 10,
      targets: [{ target: 'a', member: 'member of a', sector: 'gas', from: at(0), to: at(10) }],
    });
    expect(story.book.targets.size).toBe(0);
  });

  it('stays one while it is called slow, then failing, then slow again', () => {
    const story = new Story();
    const slow = (since: number, ratio: number) => verdict('a', 'slow', since, { ratio });
    story.take(1, { verdicts: [slow(0, 2)] });
    expect(story.take(2, { verdicts: [slow(0, 2.4)] })).toEqual([]);
    expect(kindsOf(story.take(3, { verdicts: [slow(0, 3)] }))).toEqual(['changed 1']);
    expect(
      kindsOf(story.take(5, { verdicts: [verdict('a', 'failing', 4, { phase: 'wait' })] })),
    ).toEqual(['changed 1']);
    expect(kindsOf(story.take(7, { verdicts: [slow(6, 2)] }))).toEqual(['changed 1']);
    expect(story.take(8, { verdicts: [slow(6, 2)] })).toEqual([]);
    expect(story.of(1).targets).toMatchObject([{ judgement: 'failing', ratio: 3, phase: 'wait' }]);
    expect(story.timeline(1)).toEqual(['opened', 'changed']);
    expect(story.of(1).since).toBe(at(0));
  });

  it('takes a phase that is known later, and keeps it where the worse judgement has none', () => {
    const story = new Story();
    story.take(1, { verdicts: [verdict('a', 'slow', 0, { ratio: 2 })] });
    expect(
      kindsOf(story.take(2, { verdicts: [verdict('a', 'slow', 0, { phase: 'dns' })] })),
    ).toEqual(['changed 1']);
    story.take(3, { verdicts: [verdict('a', 'failing', 2)] });
    expect(story.of(1).targets).toMatchObject([{ judgement: 'failing', phase: 'dns', ratio: 2 }]);
  });

  it.each([
    ['normal', {}, 'recovered'],
    ['normal', { adopted: true }, 'adopted'],
    ['maintenance', {}, 'withdrawn'],
    ['blocked', {}, 'withdrawn'],
    ['unknown', {}, null],
    ['normal', { suspect: true }, null],
  ] as const)('on %s %j ends as %s', (judgement, given, ending) => {
    const story = new Story();
    story.take(1, { verdicts: [verdict('a', 'slow', 0)] });
    story.take(11, { verdicts: [verdict('a', judgement, 10, given)] });
    expect(story.of(1).ending).toBe(ending);
  });

  it('is withdrawn when the target is not measured any more', () => {
    const story = new Story();
    story.take(1, { verdicts: [verdict('a', 'slow', 0)] });
    expect(kindsOf(story.take(2, { removed: ['a', 'b'] }))).toEqual(['ended 1']);
    expect(story.of(1).ending).toBe('withdrawn');
  });

  it('opens for nobody who is suspect, blocked, in planned work or unknown', () => {
    const story = new Story();
    const verdicts = [
      verdict('a', 'failing', 0, { suspect: true }),
      verdict('b', 'blocked', 0),
      verdict('c', 'maintenance', 0),
      verdict('d', 'unknown', 0),
    ];
    expect(story.take(1, { verdicts })).toEqual([]);
  });

  it('is another one for another stretch', () => {
    const story = new Story();
    story.take(1, { verdicts: [verdict('a', 'failing', 0)] });
    story.take(5, { verdicts: [verdict('a', 'normal', 4)] });
    story.take(9, { verdicts: [verdict('a', 'flapping', 8)] });
    expect(story.summary).toEqual(['1 single recovered', '2 single open']);
  });

  it('begins the numbers anew each day, and keeps them when the clock goes back', () => {
    const story = new Story();
    story.take(1, { verdicts: [verdict('a', 'failing', 0)] });
    story.day = '2026-06-03';
    story.take(2, { verdicts: [verdict('b', 'failing', 1)] });
    story.day = '2026-06-02';
    story.take(3, { verdicts: [verdict('c', 'failing', 2)] });
    expect([...story.incidents.keys()]).toEqual(['20260602-1', '20260603-1', '20260603-2']);
  });

  it('forgets after a week what was told', () => {
    const story = new Story();
    story.take(1, { verdicts: [verdict('a', 'failing', 0)] });
    story.take(2, { verdicts: [verdict('a', 'normal', 1)] });
    expect(story.book.told.size).toBe(1);
    story.day = '2026-06-20';
    story.take(18 * 24 * 60, {});
    expect(story.book.told.size).toBe(0);
  });
});

describe('the book', () => {
  it.each(['', '{', 'null', '{"format":9}'])('is not taken from %j', (text) => {
    expect(decodeBook(text)).toBeNull();
  });

  it('is the same after it was written and read', () => {
    const story = sectorStory();
    story.take(5, { ownNetwork: doubt(4) });
    expect(decodeBook(encodeBook(story.book))).toEqual(story.book);
  });
});

it('uses no forbidden word in what people read', () => {
  const story = sectorStory();
  story.take(5, { ownNetwork: doubt(4) });
  const texts = [...story.incidents.values()].flatMap((incident: Incident) =>
    incident.timeline.flatMap(({ text }) => [text.ja, text.en]),
  );
  expect(texts.length).toBeGreaterThan(10);
  expect(
    texts.filter((text) => /標的|ターゲット|攻撃|原因|\battack\b|\bcause\b/i.test(text)),
  ).toEqual([]);
});
