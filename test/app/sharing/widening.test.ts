import { describe, expect, it } from 'vitest';
import { WidenedBoard } from './widened-board.ts';
import { CASES, LOUD, MINUTES, OPENED, QUIET, RECOVERED } from './widened-council.ts';

describe('what is shared from now on', () => {
  it.each(CASES)('opens nothing of before: $title', async (wide) => {
    const one = await WidenedBoard.open(wide, QUIET);
    const other = await WidenedBoard.open(wide, LOUD);
    const [before, otherwise] = [await one.widen(), await other.widen()];
    expect(otherwise).not.toEqual(before);
    const told: string[] = [];
    for (let minute = 0; minute < MINUTES; minute += 1) {
      const [first, second] = [await one.minute(minute), await other.minute(minute)];
      for (const [n, line] of first.entries()) expect(second[n], `minute ${minute}`).toBe(line);
      told.push(first.join('\n'));
    }
    const text = told.at(-1) ?? '';
    expect(text).toContain(`"target":"${wide.site}"`);
    expect(told[0]).toMatch(new RegExp(`"(since|from)":${OPENED}`));
    const end = wide.course === 'well' ? OPENED : RECOVERED;
    if (!wide.isNamedBefore) expect(text.includes(`"endedAt":${end}`)).toBe(true);
    expect(told[5]?.includes(`"pattern":"cross-sector"`)).toBe(wide.isSpread);
    const isDetail = wide.viewer.kind === 'secretariat';
    expect(text.includes(`"why":{"ja":"well again"`)).toBe(isDetail);
    expect(text.includes(`"url":"https://${wide.site}.example/"`)).toBe(isDetail);
  });
});
