import { describe, expect, it } from 'vitest';
import { worstSince } from '../../../../src/core/words/part-since.ts';
import { decodeBook, encodeBook } from '../../../../src/judge/rules/incidents/book.ts';
import { seeded } from '../../../support/seeded.ts';
import { at, finding, kindsOf, SECTOR, Story, verdict } from './story.ts';

/** The lightest first. */
const WORDS = ['unknown', 'slow', 'flapping', 'failing'] as const;

/** A target that is called these, one a minute from the first on. */
function called(words: readonly (typeof WORDS)[number][]): Story {
  const story = new Story();
  for (const [minute, word] of words.entries()) {
    story.take(minute + 1, { verdicts: [verdict('a', word, minute)] });
  }
  return story;
}

function worstOf(story: Story, minute: number, incident = 1) {
  const [entry] = story.of(incident).targets;
  return entry && worstSince(entry, at(minute));
}

describe('the worst of a trouble since a moment', () => {
  it('is what it was no more than from then on', () => {
    const story = called(['failing', 'failing', 'flapping', 'slow', 'slow']);
    expect([0, 1, 2, 2.9].map((minute) => worstOf(story, minute))).toEqual(
      Array(4).fill('failing'),
    );
    expect([3, 3.9].map((minute) => worstOf(story, minute))).toEqual(['flapping', 'flapping']);
    expect([4, 5, 99].map((minute) => worstOf(story, minute))).toEqual(['slow', 'slow', 'slow']);
  });

  it('is the heaviest of all that was said from then on, whatever came in what order', () => {
    const random = seeded(3);
    for (let run = 0; run < 200; run += 1) {
      const drawn = Array.from({ length: 12 }, () => WORDS[Math.floor(4 * random())] ?? 'slow');
      const words = ['slow' as const, ...drawn];
      const story = called(words);
      for (const [minute] of words.entries()) {
        const rank = Math.max(...words.slice(minute).map((word) => WORDS.indexOf(word)));
        expect(worstOf(story, minute + 1), `${words}, from ${minute}`).toBe(WORDS[rank]);
      }
      expect(story.of(1).targets[0]?.eased?.length ?? 0).toBeLessThan(WORDS.length);
    }
  });

  it('outlives its end and a restart', () => {
    const story = called(['failing', 'slow']);
    story.book = decodeBook(encodeBook(story.book)) ?? story.book;
    expect(story.take(4, { verdicts: [verdict('a', 'slow', 1)] })).toEqual([]);
    story.take(9, { verdicts: [verdict('a', 'normal', 8)] });
    expect(story.of(1).endedAt).toBe(at(9));
    expect(worstOf(story, 2)).toBe('slow');
    expect(worstOf(story, 1)).toBe('failing');
  });

  it('is the same in the pattern that holds it', () => {
    const story = new Story();
    story.take(1, { verdicts: ['a', 'b', 'c'].map((id) => verdict(id, 'failing', 0)) });
    story.take(2, { findings: [finding(SECTOR, ['a', 'b', 'c'])] });
    story.take(3, { verdicts: [verdict('a', 'slow', 2)] });
    const found = { findings: [finding(SECTOR, ['a', 'b', 'c'])] };
    expect(kindsOf(story.take(4, found))).toEqual(['changed 4']);
    expect(worstOf(story, 3, 4)).toBe('slow');
    expect(worstOf(story, 2, 4)).toBe('failing');
    expect(story.take(5, found)).toEqual([]);
  });
});

describe('a site in a pattern', () => {
  const found = { findings: [finding(SECTOR, ['a', 'b', 'c'])] };
  /** The third leaves it at 9, which is said at 11, and is slow again from 29 on. */
  function left(): Story {
    const story = new Story();
    story.take(1, { verdicts: ['a', 'b', 'c'].map((id) => verdict(id, 'failing', 0)) });
    story.take(2, found);
    story.take(11, { verdicts: [verdict('c', 'normal', 9)], ...found });
    return story;
  }
  const entryOf = (story: Story) => story.of(4).targets[2];

  it('is kept with when its end was said, beside since when it is well', () => {
    expect(entryOf(left())).toMatchObject({ from: at(0), to: at(9), endSaidAt: at(11) });
  });

  it('that comes back is in it since its first sample, and known to have been well', () => {
    const story = left();
    story.take(30, { verdicts: [verdict('c', 'slow', 29)], ...found });
    const entry = entryOf(story);
    expect(entry).toMatchObject({ from: at(0), again: at(29), to: null, judgement: 'slow' });
    expect(entry).not.toHaveProperty('endSaidAt');
    expect(story.take(31, found)).toEqual([]);
  });
});
