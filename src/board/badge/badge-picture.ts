import { timeText } from '../../core/time/time-text.ts';
import { type Language, STANDING_SENTENCE } from '../../core/words/language.ts';
import type { Envelope } from '../../core/words/marked.ts';
import { SHARED_EN } from '../../core/words/shared-words-en.ts';
import { SHARED_JA } from '../../core/words/shared-words-ja.ts';
import type { SignShape } from '../../core/words/sign-shapes.ts';
import type { BadgeDto } from '../dto/badge.ts';
import { exerciseOf } from '../export/exercise.ts';
import { type Markup, markup } from '../markup.ts';
import { type BadgeFace, faceOf, type Tone } from './badge-face.ts';
import { BADGE_WORDS } from './badge-words.ts';
import { textWidth } from './text-width.ts';

const HEIGHT = 44;
const PAD = 10;
const GAP = 8;
const GLYPH = 16;
const SIZE = 13;
const SMALL = 10;
const FONT =
  "system-ui, 'Hiragino Sans', 'Yu Gothic UI', Meiryo, 'Noto Sans JP', 'Noto Sans CJK JP', sans-serif";

/** Ink on white: 4.5 to 1 or more; the shape says the same. */
const INK: Readonly<Record<Tone, string>> = {
  ...{ quiet: '#2a6f51', some: '#855600', loud: '#a8241a', none: '#55606a' },
};

/**
 * A badge as an SVG that loads nothing and runs nothing: a line with the name and how it does, a small
 * one with its marking and time. How wide it is depends on the name and the language alone, so that a
 * page that shows it learns nothing by its size.
 */
export function badgePicture(
  { marking, asOf, data }: Envelope<BadgeDto>,
  language: Language,
): string {
  const words = BADGE_WORDS[language];
  const doubt = (language === 'ja' ? SHARED_JA : SHARED_EN).suspectSite;
  const { council } = data;
  const face = faceOf(data, asOf, language);
  const exercise = exerciseOf(council);
  const marks = [
    marking,
    ...(exercise.includes('drill') ? [words.exercise] : []),
    ...(exercise.includes('practice') ? [words.practice] : []),
  ];
  const time = words.asOf(timeText(face.at, council.timezone, 'minute'));
  const lineWith = (last: string, said: string | null) =>
    [...marks, time, words.oneVantage, last, ...(said === null ? [] : [said])].join(' · ');
  const lasts = [words.reference, doubt];
  const line = lineWith(face.isDoubted ? doubt : words.reference, face.said);
  const lines = lasts.flatMap((last) => [null, ...face.saids].map((said) => lineWith(last, said)));
  const place = placesOf(face, lines);
  const called = face.id === null ? face.name : `${face.name} ${face.id}`;
  const head = `${called}${words.colon}${face.state}`;
  const title = [head, ...line.split(' · '), ...face.sayings].join(words.stop);
  return String(markup`<svg xmlns="http://www.w3.org/2000/svg" width="${place.width}" height="${HEIGHT}" viewBox="0 0 ${place.width} ${HEIGHT}" role="img" aria-labelledby="title" xml:lang="${language}" font-family="${FONT}">
<title id="title">${title}</title>
<desc>${STANDING_SENTENCE[language]}</desc>
<rect x="0.5" y="0.5" width="${place.width - 1}" height="${HEIGHT - 1}" rx="4" fill="#ffffff" stroke="#9aa3ab"/>
<svg x="${PAD}" y="6" width="${GLYPH}" height="${GLYPH}" viewBox="0 0 16 16">${pathsOf(face.shapes, INK[face.tone])}</svg>
<text x="${place.name}" y="19" font-size="${SIZE}" fill="#1a2127">${face.name}${idOf(face)}</text>
<text x="${place.state}" y="19" font-size="${SIZE}" font-weight="600" fill="${INK[face.tone]}">${face.state}</text>
<text x="${PAD}" y="36" font-size="${SMALL}" fill="#55606a"><tspan font-weight="700">${marks.join(' · ')}</tspan>${line.slice(marks.join(' · ').length)}</text>
</svg>
`);
}

function idOf({ id }: BadgeFace): Markup | null {
  return id === null
    ? null
    : markup` <tspan font-size="${SMALL}" fill="#55606a" dx="3">${id}</tspan>`;
}

/** Where things begin, px; a bold text takes a tenth more. */
function placesOf({ name: text, id, states }: BadgeFace, lines: readonly string[]) {
  const name = PAD + GLYPH + GAP;
  const named = textWidth(text) * SIZE + (id === null ? 0 : textWidth(`  ${id}`) * SMALL + 3);
  const state = Math.ceil(name + named + 2 * GAP);
  const widest = Math.max(...states.map(textWidth)) * SIZE * 1.1;
  const line = Math.max(...lines.map(textWidth)) * SMALL * 1.04;
  const width = Math.max(state + widest, PAD + line) + PAD;
  return { name, state, width: Math.ceil(width) };
}

function pathsOf(shapes: readonly SignShape[], ink: string): Markup[] {
  return shapes.map(({ draws, d }) => {
    if (draws === 'fill') return markup`<path d="${d}" fill="${ink}"/>`;
    const stroke = draws === 'sign' ? '#ffffff' : ink;
    const dashes = draws === 'dashes' ? markup` stroke-dasharray="2 2"` : null;
    return markup`<path d="${d}" fill="none" stroke="${stroke}" stroke-width="1.8"${dashes}/>`;
  });
}
