import { type Language, STANDING_SENTENCE } from '../../core/words/language.ts';
import type { Envelope } from '../../core/words/marked.ts';
import type { AboutFacts, Span } from './about-facts.ts';
import { ABOUT_STYLE } from './about-style.ts';
import { ABOUT_WORDS, type AboutWords, LANGUAGE_NAMES } from './about-words.ts';

export interface AboutPageOptions {
  readonly language: Language;
  /** Where the same page in the other language is. */
  readonly otherHref: string;
}

/** The whole page as HTML: nothing is loaded from anywhere, nothing runs. */
export function aboutPage(
  { marking, asOf, data: facts }: Envelope<AboutFacts>,
  { language, otherHref }: AboutPageOptions,
): string {
  const words = ABOUT_WORDS[language];
  const other = language === 'ja' ? 'en' : 'ja';
  const mark = facts.practice
    ? `${marking} · ${language === 'ja' ? '模擬データ' : 'PRACTICE'}`
    : marking;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(words.title)}</title>
<style>${ABOUT_STYLE}</style>
</head>
<body>
<div class="page">
<header class="top"><b>${text(mark)}</b><span>${text(words.asOf(timeOf(asOf, facts.timezone)))}</span>
<a class="languages" lang="${other}" hreflang="${other}" href="${text(otherHref)}">${LANGUAGE_NAMES[other]}</a></header>
<main>
<h1>${text(words.title)}</h1>
<p class="lead">${text(words.lead(facts.council[language]))}</p>
${facts.practice ? `<p class="practice">${text(words.practice)}</p>` : ''}
${[who, why, request, rate, measured, kept, stop].map((part) => part(facts, words, language)).join('\n')}
</main>
<footer class="foot"><p>${text(STANDING_SENTENCE[language])}</p><p>${text(mark)} · yamabiko</p></footer>
</div>
</body>
</html>
`;
}

function who({ council, operator }: AboutFacts, words: AboutWords, language: Language): string {
  const rows: string[][] = [[words.council, text(council[language])]];
  if (operator === null) rows.push([words.operator, text(words.noOperator)]);
  else {
    const { name, contactUrl, sourceAddresses } = operator;
    const addresses = sourceAddresses.map((address) => `<code>${text(address)}</code>`);
    rows.push(
      [words.operator, text(name[language])],
      [words.contact, link(contactUrl)],
      [words.addresses, addresses.length > 0 ? addresses.join(', ') : text(words.addressesNotTold)],
    );
  }
  const list = rows.map(([term, fact]) => `<dt>${text(term ?? '')}</dt><dd>${fact}</dd>`);
  return section(words.who, `<dl>${list.join('')}</dl>`);
}

function why(_: AboutFacts, words: AboutWords): string {
  return section(words.why, paragraph(words.whyText));
}

function request({ request: { headers, ...limits } }: AboutFacts, words: AboutWords): string {
  const lines = [
    'GET /… HTTP/1.1',
    `host: (${words.yourHost})`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ];
  const numbers = {
    redirects: limits.mostRedirects,
    timeout: limits.timeoutMs && spanOf(limits.timeoutMs, words.duration),
    body: limits.bodyLimitBytes && spanOf(limits.bodyLimitBytes, binaryBytesOf),
  };
  const details = words.details
    .flatMap((detail) => detail(numbers) ?? [])
    .map((detail) => `<li>${text(detail)}</li>`)
    .join('');
  return section(
    words.request,
    `${paragraph(words.requestText)}<pre>${text(lines.join('\n'))}</pre><ul>${details}</ul>`,
  );
}

function rate({ rate: limits }: AboutFacts, words: AboutWords): string {
  const rows = limits.schedules.map(
    ({ everyMs, sites }) =>
      `<tr><td>${text(words.duration(everyMs))}</td><td class="n">${text(words.site(sites))}</td></tr>`,
  );
  const numbers = {
    concurrency: limits.perAddressConcurrency,
    starts: limits.perAddressStartsPerSecond,
  };
  const details = words.rateText.map((detail) => `<li>${text(detail(numbers))}</li>`).join('');
  const table = `<table><thead><tr><th>${text(words.every)}</th><th class="n">${text(words.sites)}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  return section(words.rate, `${rows.length === 0 ? '' : table}<ul>${details}</ul>`);
}

function measured({ measured: found, timezone }: AboutFacts, words: AboutWords): string {
  const without = paragraph(words.notCounted);
  if (found === null) return section(words.measured, paragraph(words.measuredNone) + without);
  const sentence = words.measuredText({
    from: timeOf(found.from, timezone),
    to: timeOf(found.to, timezone),
    sites: found.sites.toLocaleString('en'),
    requests: found.requests.toLocaleString('en'),
    bytes: decimalBytesOf(found.bodyBytes),
    perHour: found.perSiteAnHour === null ? null : numberOf(found.perSiteAnHour),
  });
  const busiest =
    found.busiestAnHour === null ? '' : paragraph(words.busiest(numberOf(found.busiestAnHour)));
  return section(words.measured, `${paragraph(sentence)}${busiest}${without}`);
}

function kept({ kept: limits }: AboutFacts, words: AboutWords): string {
  return section(words.kept, paragraph(words.keptText(limits)) + paragraph(words.keptNot));
}

function stop({ operator }: AboutFacts, words: AboutWords): string {
  // A private place of the plain text, so that what is around the link is escaped and the link is not.
  const place = '\u{e000}';
  const steps = words.stopText
    .map((step) => text(step(place)))
    .map((step) =>
      step.replace(place, operator === null ? text(words.theContact) : link(operator.contactUrl)),
    );
  return section(words.stop, `<ol>${steps.map((step) => `<li>${step}</li>`).join('')}</ol>`);
}

function section(title: string, html: string): string {
  return `<section><h2>${text(title)}</h2>${html}</section>`;
}

function paragraph(sentence: string): string {
  return `<p>${text(sentence)}</p>`;
}

/** Only web addresses are links; the configuration takes no other. */
function link(url: string): string {
  return /^https?:\/\//.test(url) ? `<a href="${text(url)}">${text(url)}</a>` : text(url);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function text(plain: string): string {
  return plain.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

function spanOf({ least, most }: Span, show: (value: number) => string): string {
  return least === most ? show(most) : `${show(least)}–${show(most)}`;
}

function numberOf(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toFixed(1)));
}

function binaryBytesOf(bytes: number): string {
  if (bytes >= 1_048_576) return `${Number((bytes / 1_048_576).toFixed(1))} MiB`;
  return bytes >= 1024 ? `${Number((bytes / 1024).toFixed(1))} KiB` : `${bytes} B`;
}

function decimalBytesOf(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 ? value : value.toPrecision(3)} ${units[power]}`;
}

function timeOf(at: number, timezone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(timezone)
    .toString({ timeZoneName: 'never', smallestUnit: 'minute' })
    .replace('T', ' ');
}
