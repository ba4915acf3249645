import type { Language, Text } from '../../core/words/language.ts';

const CUT: Text = {
  ja: '（長いため、ここで途中を省略しました）',
  en: '(shortened here: too long for this channel)',
};
const LONGEST_LINE = 1000;

/** What a channel takes of a text. */
export interface Room {
  /** Of the cost of all lines together. */
  readonly most: number;
  costOf(line: string): number;
}

/**
 * A text as lines that fit. Of one that is too long the beginning and the end are kept, where the mark
 * of an exercise and the standing sentence are, and it says where something is missing. A line of more
 * than 1,000 characters becomes several.
 */
export function fittedLines(text: string, language: Language, room: Room): readonly string[] {
  const lines = text
    .trimEnd()
    .split('\n')
    .flatMap((line) => line.match(new RegExp(`.{1,${LONGEST_LINE}}`, 'gu')) ?? ['']);
  if (costOf(lines, room) <= room.most) return lines;
  const end = firstOf(lines.toReversed(), room.most / 4, room).toReversed();
  const left = room.most - costOf([CUT[language], ...end], room);
  return [...firstOf(lines, left, room), CUT[language], ...end];
}

function costOf(lines: readonly string[], room: Room): number {
  return lines.reduce((sum, line) => sum + room.costOf(line), 0);
}

function firstOf(lines: readonly string[], most: number, room: Room): readonly string[] {
  let left = most;
  const beyond = lines.findIndex((line) => {
    left -= room.costOf(line);
    return left < 0;
  });
  return beyond === -1 ? lines : lines.slice(0, beyond);
}
