/** The page's only style: no font, picture or script from anywhere. */
export const ABOUT_STYLE = `
:root { color-scheme: light dark; --ink: #1b2530; --soft: #55626f; --line: #d5dce3; --paper: #fff;
  --panel: #f4f7f9; --mark: #0b5c74; --warn-ink: #6b3d00; --warn: #fff3dc; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebf0; --soft: #a3afbb; --line: #36414c;
  --paper: #141a20; --panel: #1c242c; --mark: #7fc8de; --warn-ink: #ffd9a0; --warn: #3a2a10; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.75 system-ui, "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", Meiryo, sans-serif; }
.page { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; }
.top { display: flex; flex-wrap: wrap; gap: .25rem 1rem; justify-content: space-between;
  align-items: baseline; color: var(--soft); font-size: .8125rem; border-bottom: 1px solid var(--line);
  padding-bottom: .5rem; }
.top b { font-weight: 600; letter-spacing: .03em; color: var(--ink); }
h1 { font-size: 1.7rem; line-height: 1.35; margin: 1.5rem 0 .5rem; font-weight: 650; text-wrap: balance; }
.lead { font-size: 1.05rem; margin: 0 0 1.5rem; }
h2 { font-size: 1.1rem; margin: 2.25rem 0 .5rem; padding-bottom: .25rem; border-bottom: 2px solid var(--mark);
  break-after: avoid; }
p { margin: .5rem 0; }
a { color: var(--mark); text-underline-offset: .15em; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: minmax(9rem, max-content) 1fr; gap: .3rem 1.25rem; margin: .5rem 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: .4rem; padding: .75rem 1rem;
  margin: .75rem 0; font: .875rem/1.6 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace;
  white-space: pre-wrap; overflow-wrap: anywhere; }
code { font: .9em ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; }
ul, ol { margin: .5rem 0; padding-left: 1.4rem; }
li { margin: .25rem 0; }
table { border-collapse: collapse; margin: .5rem 0; }
th, td { text-align: left; padding: .25rem 1.5rem .25rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
th { color: var(--soft); }
th.n, td.n { text-align: right; font-variant-numeric: tabular-nums; padding-right: 0; }
.practice { background: var(--warn); color: var(--warn-ink); border-radius: .4rem; padding: .6rem 1rem;
  margin: 1rem 0 0; font-weight: 600; }
.foot { margin-top: 2.5rem; padding-top: .75rem; border-top: 1px solid var(--line); color: var(--soft);
  font-size: .8125rem; }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .6rem; } }
@media print { :root { color-scheme: light; --ink: #000; --soft: #333; --line: #999; --paper: #fff;
  --panel: #fff; --mark: #000; --warn: #fff; --warn-ink: #000; }
  body { font-size: 10.5pt; line-height: 1.6; } .page { max-width: none; padding: 0; }
  .languages { display: none; } .practice { border: 2px solid #000; } section { break-inside: avoid; }
  @page { size: A4; margin: 18mm; } }
`;
