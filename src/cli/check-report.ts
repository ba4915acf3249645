import type { Comparison } from '../app/curl.ts';
import { BLAME_LABELS, PHASE_LABELS, REASON_LABELS } from '../core/words/labels.ts';
import type { Language } from '../core/words/language.ts';
import { PHASES } from '../core/words/outcome.ts';
import type { Hop, ProbeRecord } from '../core/words/probe-record.ts';
import { askedSentence, curlSentence } from './asked.ts';
import { displayWidth, padBefore, padTo } from './display-width.ts';
import { MESSAGES } from './messages.ts';

const BAR_COLUMNS = 40;

/** What `check` shows a person: whom we asked, the verdict, a waterfall per hop, the certificate. */
export function checkReport(record: ProbeRecord, language: Language): string {
  const messages = MESSAGES[language];
  const { sample, hops, certificate } = record;
  const lines = [
    askedSentence(record, language),
    `${messages.result}: ${verdictOf(record, language)}`,
  ];
  let startMs = 0;
  const scaleMs = Math.max(sample.totalMs ?? 0, 0.001);
  for (const [index, hop] of hops.entries()) {
    lines.push('', hopTitle(hop, index, language));
    lines.push(...waterfallOf(hop, { startMs, scaleMs, language }));
    startMs += hop.totalMs;
  }
  lines.push('', `${messages.total}  ${formatMs(sample.totalMs, language)}`);
  if (sample.ttfbMs !== null) {
    lines.push(`${messages.firstByte}  ${formatMs(sample.ttfbMs, language)}`);
  }
  if (sample.encodedBodyBytes !== null) {
    lines.push(messages.bodyRead(String(sample.encodedBodyBytes), sample.bodyTruncated));
  }
  if (certificate !== null) {
    const day = new Date(certificate.notAfter).toISOString().slice(0, 10);
    const problem = certificate.error === null ? '' : ` [${certificate.error}]`;
    const text = messages.certificateUntil(day, certificate.issuer);
    lines.push(`${messages.certificate}: ${text}${problem}`);
  }
  return lines.join('\n');
}

/** Our durations beside curl's, with the difference, below what curl did. */
export function comparisonTable(comparison: Comparison, language: Language): string {
  const messages = MESSAGES[language];
  const rows = [
    ['', messages.ours, 'curl', messages.difference],
    ...comparison.durations.map(({ name, oursMs, curlMs }) => [
      name === 'total' ? messages.total : `${name}`,
      formatMs(oursMs, language),
      formatMs(curlMs, language),
      formatMs(oursMs === null || curlMs === null ? null : oursMs - curlMs, language),
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))),
  );
  const lines = rows.map((row) =>
    row.map((cell, column) => alignTo(cell, column, widths[column] ?? 0)).join('  '),
  );
  if (comparison.curlError !== null) lines.push(`curl: ${comparison.curlError}`);
  return [curlSentence(comparison, language), ...lines].join('\n');
}

function alignTo(cell: string, column: number, width: number): string {
  return column === 0 ? padTo(cell, width) : padBefore(cell, width);
}

function verdictOf({ sample, detail }: ProbeRecord, language: Language): string {
  const status = sample.statusCode === null ? '' : ` ${sample.statusCode}`;
  if (sample.outcome === 'success') return `OK${status}`;
  const reason = sample.reason === null ? '' : REASON_LABELS[sample.reason][language];
  const blame = sample.blame === null ? '' : BLAME_LABELS[sample.blame][language];
  const phase =
    sample.failedPhase === null ? '' : ` · ${PHASE_LABELS[sample.failedPhase][language]}`;
  const hint = detail === null ? '' : ` (${detail})`;
  return `${reason} [${sample.reason}]${status}${phase} · ${blame}${hint}`;
}

function hopTitle(hop: Hop, index: number, language: Language): string {
  const parts = [hop.peerAddress, hop.protocol, hop.statusCode, hop.tlsVersion];
  const facts = parts.filter((part) => part !== null).join('  ');
  return `${MESSAGES[language].hop} ${index + 1}  ${hop.url}  ${facts}`.trimEnd();
}

interface WaterfallFrame {
  /** Where this hop begins inside the probe, ms. */
  readonly startMs: number;
  /** The whole width, ms. */
  readonly scaleMs: number;
  readonly language: Language;
}

function waterfallOf(hop: Hop, { startMs, scaleMs, language }: WaterfallFrame): string[] {
  const labels = PHASES.map((phase) => `${phase.padEnd(8)} ${PHASE_LABELS[phase][language]}`);
  const columns = Math.max(...labels.map(displayWidth));
  let atMs = startMs;
  return PHASES.map((phase, index) => {
    const durationMs = hop.phases[phase];
    const label = padTo(labels[index] ?? '', columns);
    const text = padBefore(formatMs(durationMs, language), 12);
    if (durationMs === null) return `  ${label} ${text}`;
    const from = Math.round((atMs / scaleMs) * BAR_COLUMNS);
    const to = Math.round(((atMs + durationMs) / scaleMs) * BAR_COLUMNS);
    atMs += durationMs;
    const bar = ' '.repeat(from) + (to > from ? '█'.repeat(to - from) : '▏');
    return `  ${label} ${text}  ${bar}`;
  });
}

function formatMs(durationMs: number | null, language: Language): string {
  return durationMs === null ? MESSAGES[language].notDone : `${durationMs.toFixed(3)} ms`;
}
