import { describe, expect, it } from 'vitest';
import { decodeBook, encodeBook } from '../../../../src/judge/rules/incidents/book.ts';
import { COUNCIL, doubt, FACT, finding, SECTOR, Story, verdict } from './story.ts';

describe('a step taken again', () => {
  /** One of everything. */
  function everything(): Story {
    const story = new Story();
    story.take(1, { verdicts: ['a', 'b', 'c', 'd'].map((id) => verdict(id, 'failing', 0)) });
    story.take(2, { findings: [finding(FACT, ['a', 'b'])] });
    story.take(3, {
      verdicts: [verdict('c', 'normal', 2)],
      findings: [finding(SECTOR, ['a', 'b', 'd'])],
    });
    story.take(4, { verdicts: [verdict('a', 'slow', 3, { ratio: 4 })] });
    story.take(5, { findings: [] });
    story.take(6, { ownNetwork: doubt(5.5), verdicts: [verdict('e', 'failing', 5.6)] });
    story.take(7, { findings: [], removed: ['d'] });
    story.take(8, { verdicts: [verdict('c', 'failing', 7.5)], findings: [] });
    return story;
  }

  it('on the book before it gives the same ids', () => {
    const steps = everything().steps;
    for (let lost = 0; lost < steps.length; lost += 1) {
      const story = new Story();
      for (const [index, step] of steps.entries()) {
        const text = encodeBook(story.book);
        const changes = story.retake(step);
        if (index !== lost) continue;
        story.book = decodeBook(text) ?? story.book;
        expect(story.retake(step)).toEqual(changes);
      }
      expect([...story.incidents]).toEqual([...everything().incidents]);
    }
  });

  it('on the book after it, or after any later one, opens nothing', () => {
    const first = everything();
    const before = new Map(first.incidents);
    for (const step of everything().steps) {
      const opened = first.retake(step).filter(({ kind }) => kind === 'opened');
      expect(opened).toEqual([]);
    }
    expect([...first.incidents.keys()]).toEqual([...before.keys()]);
  });

  it('with a trouble that is over opens nothing', () => {
    const story = new Story();
    story.take(1, { verdicts: [verdict('a', 'failing', 0)] });
    story.take(6, { verdicts: [verdict('a', 'normal', 5)] });
    expect(story.take(7, { verdicts: [verdict('a', 'failing', 0)] })).toEqual([]);
    expect(story.take(8, { verdicts: [verdict('a', 'normal', 5)] })).toEqual([]);
  });

  it('takes two verdicts of one target in the order of their slots', () => {
    const story = new Story();
    story.take(9, { verdicts: [verdict('a', 'normal', 5), verdict('a', 'failing', 1)] });
    expect(story.summary).toEqual(['1 single recovered']);
  });

  it('in another order of its verdicts is the same', () => {
    const verdicts = ['c', 'a', 'b'].map((id) => verdict(id, 'failing', 0));
    const [one, other] = [new Story(), new Story()];
    one.take(1, { verdicts });
    other.take(1, { verdicts: verdicts.toReversed() });
    expect([...other.incidents]).toEqual([...one.incidents]);
  });

  it('never opens two incidents of one subject from one moment on, whatever comes', () => {
    const seen = new Set<string>();
    const story = everything();
    for (let minute = 9; minute < 200; minute += 1) {
      const ids = ['a', 'b', 'c', 'd', 'e'];
      const verdicts = ids.map((id, index) =>
        verdict(
          id,
          (minute * (index + 3)) % 7 < 3 ? 'failing' : 'normal',
          minute - (minute % (index + 2)),
        ),
      );
      const failing = verdicts
        .filter(({ judgement }) => judgement === 'failing')
        .map(({ target }) => target);
      const findings =
        failing.length > 2 ? [finding(minute % 11 < 5 ? SECTOR : COUNCIL, failing)] : [];
      story.take(minute, {
        verdicts,
        findings,
        ownNetwork: minute % 50 < 3 ? doubt(minute - 0.5) : null,
      });
    }
    for (const { subject, since, id } of story.incidents.values()) {
      const key = JSON.stringify([subject, since]);
      expect(seen.has(key), `${id} ${key}`).toBe(false);
      seen.add(key);
    }
    expect(seen.size).toBeGreaterThan(20);
  });
});
