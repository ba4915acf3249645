import { cssText } from '../../core/css-text.ts';

/** What the margins of every printed page bear. */
export interface PrintTexts {
  readonly title: string;
  readonly marking: string;
  readonly time: string;
  readonly sentence: string;
}

/** The file's only style: no font, picture or script from anywhere. */
export function snapshotStyle({ title, marking, time, sentence }: PrintTexts): string {
  return `${SCREEN}
@page { size: A4; margin: 17mm 12mm 15mm; font: 8.5pt / 1.3 system-ui, sans-serif;
  @top-left { width: 34%; content: ${cssText(title)}; }
  @top-center { width: 33%; content: ${cssText(time)}; }
  @top-right { width: 33%; content: ${cssText(marking)}; font-weight: 700; }
  @bottom-left { width: 82%; content: ${cssText(sentence)}; text-align: left; }
  @bottom-right { width: 18%; content: counter(page) " / " counter(pages); } }
${PRINT}`;
}

const SCREEN = `
:root { color-scheme: light dark; --paper: #f5f4ef; --surface: #fffefb; --ink: #1a2127; --soft: #55606a;
  --line: #d8d5cb; --accent: #17466f; --ok: #2f7d5b; --fail: #b8281b; --fail-tint: #f8e4df; --slow: #b97d00;
  --miss: #6f6a5e; --ground: #e9e6dd; --warn: #f7ecd0; --warn-ink: #6b4d00; }
@media (prefers-color-scheme: dark) { :root { --paper: #0f151b; --surface: #151d25; --ink: #e5eaee; --soft: #a3b0bb;
  --line: #2b3742; --accent: #8fbfea; --ok: #63b892; --fail: #ff7d6b; --fail-tint: #3a1f1e; --slow: #e0a93a;
  --miss: #8a94a0; --ground: #202b35; --warn: #3a3019; --warn-ink: #f0cf7e; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.65 system-ui, "Hiragino Sans",
  "Yu Gothic UI", Meiryo, "Noto Sans JP", "Noto Sans CJK JP", "VL PGothic", sans-serif; }
.bar { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; justify-content: space-between;
  padding: .6rem clamp(.9rem, 3vw, 2.2rem); background: var(--surface); color: var(--soft); font-size: .85rem; }
header.bar { border-bottom: 1px solid var(--line); }
footer.bar { border-top: 1px solid var(--line); margin-top: 2rem; }
.bar p { margin: 0; }
.tlp { font-weight: 700; letter-spacing: .03em; color: var(--ink); border: 1px solid currentcolor; border-radius: 3px;
  padding: 0 .5rem; }
main { max-width: 72rem; margin: 0 auto; padding: .5rem clamp(.9rem, 3vw, 2.2rem); }
.council { margin: 1rem 0 0; color: var(--soft); }
h1 { margin: .2rem 0 .5rem; font-size: 1.5rem; line-height: 1.45; font-weight: 650; }
h2 { margin: 2rem 0 .5rem; padding-bottom: .2rem; border-bottom: 2px solid var(--accent); font-size: 1.1rem;
  break-after: avoid; }
h3 { margin: 1.2rem 0 .3rem; font-size: .95rem; break-after: avoid; }
.tag { display: inline-block; padding: 0 .5rem; border: 1px solid var(--line); border-radius: 3px; color: var(--soft);
  font-size: .8rem; font-weight: 400; vertical-align: .2em; }
.totals, .note, .trend { margin: .4rem 0; }
.trend { font-weight: 600; }
.trend.is-rose { color: var(--fail); }
.trend.is-same { color: var(--soft); font-weight: 400; }
.note, small { color: var(--soft); font-size: .85rem; }
.warn { margin: .8rem 0; padding: .5rem .9rem; border-radius: 4px; background: var(--warn); color: var(--warn-ink);
  font-weight: 600; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top;
  font-weight: 400; overflow-wrap: anywhere; }
thead th { color: var(--soft); font-size: .85rem; }
tbody th { padding-left: .4rem; font-weight: 600; }
thead th:first-child { padding-left: .4rem; }
th small { display: block; font-weight: 400; }
.n { font-variant-numeric: tabular-nums; white-space: nowrap; }
.day { width: 34%; padding-right: 0; }
tr.is-half, tr.is-failing { background: var(--fail-tint); }
.glyph { width: 1em; height: 1em; vertical-align: -.12em; fill: currentcolor; }
.sign { white-space: nowrap; --shape: var(--miss); }
.is-some .sign, .judged-slow, .judged-flapping { --shape: var(--slow); }
.is-half .sign, .judged-failing { --shape: var(--fail); }
.is-none .sign, .judged-normal { --shape: var(--ok); }
.glyph .fill { fill: var(--shape); }
.glyph .line, .glyph .dashes { fill: none; stroke: var(--shape); stroke-width: 1.8; }
.glyph .sign { fill: none; stroke: var(--surface); stroke-width: 2; stroke-linecap: round; }
.strip { display: block; width: 100%; height: 24px; }
.strip .ground { fill: var(--ground); }
.strip .is-none { fill: var(--ok); }
.strip .is-some { fill: var(--slow); }
.strip .is-half { fill: var(--fail); }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .15rem 1rem; margin: .3rem 0;
  font-size: .9rem; }
.said { margin: .3rem 0 0; padding: 0; list-style: none; }
.said li { margin: .2rem 0; padding: 0 0 0 .6rem; border-left: 4px solid var(--accent); }
.until { font-variant-numeric: tabular-nums; }
dd { margin: 0; font-variant-numeric: tabular-nums; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 40rem) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tr, th, td { display: block; width: auto; }
  tr { padding: .5rem .4rem; border-bottom: 1px solid var(--line); }
  tbody th, td { padding: .05rem 0; border: 0; }
  .day { width: auto; }
  td[data-label]::before { margin-right: .4em; content: attr(data-label); font-size: .85rem; }
  td.n { display: inline-block; margin-right: 1rem; color: var(--soft); }
  dl { grid-template-columns: 1fr; }
  dt { margin-top: .4rem; font-weight: 600; }
}`;

const PRINT = `@media print {
  :root { color-scheme: light; --paper: #fff; --surface: #fff; --ink: #000; --soft: #333; --line: #999; --accent: #000;
    --ok: #777; --fail: #8c1108; --fail-tint: #f2f2f2; --slow: #444; --miss: #555; --ground: #fff; --warn: #eee;
    --warn-ink: #000; }
  html { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { font-size: 9.5pt; }
  main { max-width: none; padding: 0; }
  .bar { padding-inline: 0; }
  tr, .warn { break-inside: avoid; }
  .strip { outline: 1px solid #999; }
}
`;
