import type { Text } from '../core/words/language.ts';

/** A page that nobody takes for a real one, of about `bytes`. */
export function sitePage(name: Text, bytes: number): string {
  const ja = escaped(name.ja);
  const en = escaped(name.en);
  const top = `<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<title>${ja}【模擬データ】 / ${en} (PRACTICE)</title>
<meta name="robots" content="noindex">
</head>
<body>
<p><strong>模擬データ / PRACTICE</strong> 架空の組織の模擬サイトです。This is a practice site of a fictional organisation.</p>
<h1>${ja}<br><span lang="en">${en}</span></h1>
<h2>お知らせ / News</h2>
<ul>
`;
  const bottom = '</ul>\n</body>\n</html>\n';
  const room = Math.max(0, bytes - Buffer.byteLength(top) - Buffer.byteLength(bottom));
  return top + NEWS.repeat(Math.ceil(room / Buffer.byteLength(NEWS))) + bottom;
}

/** A page in the place of the site's own: without the heading that every other one has. */
export function otherPage(name: Text): string {
  return `<!doctype html>
<html lang="ja">
<head><meta charset="utf-8"><title>【模擬データ】 (PRACTICE)</title><meta name="robots" content="noindex"></head>
<body><p><strong>模擬データ / PRACTICE</strong> ${escaped(name.ja)}の本来のページではありません。This is not the page of ${escaped(name.en)}.</p></body>
</html>
`;
}

const NEWS =
  '<li>模擬データ: 架空の窓口の受付時間についてのお知らせです。 PRACTICE: opening hours of a counter that does not exist.</li>\n';

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
