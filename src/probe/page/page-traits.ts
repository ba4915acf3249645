import type { PageTraits } from '../../core/words/page-signs.ts';
import { titleOf, visibleText } from './markup.ts';
import { sketchOf } from './sketch.ts';

const TITLE_CHARACTERS = 60;

/** What a decoded page looks like; `bytes` are those of the decoded body. */
export function pageTraitsOf(page: string, bytes: number): PageTraits {
  return {
    title: titleOf(page)?.slice(0, TITLE_CHARACTERS) ?? null,
    bytes,
    sketch: sketchOf(visibleText(page)),
  };
}
