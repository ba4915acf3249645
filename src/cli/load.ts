import type { LoadFigures, LoadReport, TargetLoad } from '../app/load/load-report.ts';
import { loadReportOf } from '../app/load/read-load-report.ts';
import { oneLine } from '../core/one-line.ts';
import { timeText } from '../core/time/time-text.ts';
import type { Language, Text } from '../core/words/language.ts';
import type { Marking } from '../core/words/marking.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { displayWidth, padBefore, padTo } from './display-width.ts';
import { complain, printMarked } from './outlet.ts';
import { zoneLine } from './zone-line.ts';

/** `load`: what the measuring asks of the sites, as it was measured. */
export const load: Command = {
  name: 'load',
  usage: '[target] [--data DIR] [--all] [--json]',
  summary: {
    ja: '計測がサイトへ送った要求と受け取ったバイト数を、1 日あたりで示します（実測）。',
    en: 'Prints requests and bytes a day that the sites are asked for, as measured.',
  },
  details: {
    ja: [
      '  target              この計測対象だけ',
      '  --data DIR          計測値の場所（既定 ./data）。模擬サイト（practice/）もある場合は公開サイトを、',
      '                      模擬サイトなら --data DIR/practice',
      '  --all               すべての計測対象を並べる（既定は要求の多い 20 件）',
      '  --json              JSON で出力（すべての計測対象）',
    ].join('\n'),
    en: [
      '  target              only this site',
      '  --data DIR          where the samples are (default ./data); where practice data (practice/)',
      '                      is there too, the public ones, else --data DIR/practice',
      '  --all               list every site (default: the 20 with most requests)',
      '  --json              as JSON, with every site',
    ].join('\n'),
  },
  options: { data: { type: 'string' }, all: { type: 'boolean' }, json: { type: 'boolean' } },
  positionals: [0, 1],
  run: runLoad,
};

const LISTED = 20;
/** A report that takes longer than this says how far it is, ms. */
const PATIENCE_MS = 2000;

async function runLoad(call: Call): Promise<number> {
  const [target = null] = call.positionals;
  const { language } = call;
  const startedMs = performance.now();
  let toldMs = startedMs;
  const marked = await loadReportOf({
    dataDir: call.text('data') ?? 'data',
    target,
    onProgress(ratio) {
      if (performance.now() - toldMs < PATIENCE_MS) return;
      toldMs = performance.now();
      complain(READING[language].replace('%', `${Math.round(ratio * 100)} %`));
    },
  });
  await printMarked(marked, (report, marking) =>
    call.flag('json')
      ? `${JSON.stringify({ marking, asOf: report.to, data: report })}\n`
      : textOf(report, { marking, language, listed: call.flag('all') ? null : LISTED }),
  );
  return EXIT.ok;
}

const READING: Text = { ja: '読み込み中 %', en: 'reading, %' };

interface Printing {
  readonly marking: Marking;
  readonly language: Language;
  /** Most sites to list; null = all. */
  readonly listed: number | null;
}

function textOf(report: LoadReport, { marking, language, listed }: Printing): string {
  const words = WORDS[language];
  const shown = report.targets.slice(0, listed ?? report.targets.length);
  const rest = report.targets.length - shown.length;
  const head = [words.sites, words.requests, words.bytes];
  const sectorRows = report.sectors.map((each) => [
    each.sector,
    String(each.targets),
    ...figureCells(each, words),
  ]);
  const timeOf = (at: number) => timeText(at, report.timezone, 'minute');
  const total = [words.total, String(report.total.targets), ...figureCells(report.total, words)];
  const lines = [
    `${marking}${report.practice ? `  ${words.practice}` : ''}`,
    words.range(timeOf(report.from), timeOf(report.to)),
    ...table([words.sector, ...head], [...sectorRows, total]),
    '',
    ...table(
      [words.site, words.requests, words.bytes, words.longestWait],
      shown.map((each) => [nameOf(each, words), ...figureCells(each, words), waitOf(each)]),
    ),
    ...(rest > 0 ? [words.more(rest)] : []),
    ...stretchedLines(report, words),
    ...stoppedLines(report, words),
    '',
    ...(report.total.scaled ? [words.scaled] : []),
    ...(report.targets.some(({ isEnded }) => isEnded) ? [words.endedNote] : []),
    ...report.otherDirs.map(words.otherDir),
    words.note,
    zoneLine(report.timezone)[language],
  ];
  return `${lines.join('\n')}\n`;
}

function nameOf({ target, stopped, isEnded }: TargetLoad, words: Words): string {
  if (!isEnded) return target;
  return `${target} (${stopped === null ? words.ended : words.stopped})`;
}

function figureCells(figures: LoadFigures, words: Words): [string, string] {
  const { requestsADay, bodyBytesADay, scaled } = figures;
  const mark = scaled ? '*' : '';
  return [
    requestsADay === null ? words.unknown : `${requestsADay.toLocaleString('en')}${mark}`,
    bodyBytesADay === null ? words.unknown : `${bytesOf(bodyBytesADay)}${mark}`,
  ];
}

function waitOf({ longestWaitMs }: { readonly longestWaitMs: number }): string {
  return longestWaitMs < 1000 ? '-' : `${(longestWaitMs / 1000).toFixed(1)} s`;
}

function stretchedLines({ stretched }: LoadReport, words: Words): string[] {
  if (stretched.length === 0) return [];
  const rows = stretched
    .slice(0, LISTED)
    .map((each) => [
      each.address,
      String(each.targets),
      `${each.waited.toLocaleString('en')} / ${each.probes.toLocaleString('en')}`,
      waitOf(each),
    ]);
  return [
    '',
    words.stretched,
    ...table([words.address, words.sites, words.waited, words.longestWait], rows),
  ];
}

function stoppedLines({ stopped, timezone }: LoadReport, words: Words): string[] {
  if (stopped.length === 0) return [];
  const named = stopped.map(({ target, at, reason }) =>
    `  ${target}  ${timeText(at, timezone, 'minute')}  ${oneLine(reason ?? '')}`.trimEnd(),
  );
  return ['', words.stoppedHead, ...named];
}

/** The first column to the left, the others to the right, as wide as their widest cell. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => displayWidth(row[column] ?? ''))),
  );
  return [head, ...rows].map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? padTo(cell, widths[0] ?? 0) : padBefore(cell, (widths[column] ?? 0) + 2),
      )
      .join(''),
  );
}

/** Decimal units, three digits. */
function bytesOf(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toPrecision(3)} ${units[unit]}`;
}

interface Words {
  readonly practice: string;
  readonly range: (from: string, to: string) => string;
  readonly sector: string;
  readonly site: string;
  readonly sites: string;
  readonly requests: string;
  readonly bytes: string;
  readonly longestWait: string;
  readonly total: string;
  readonly unknown: string;
  readonly stopped: string;
  readonly ended: string;
  readonly endedNote: string;
  readonly otherDir: (dir: string) => string;
  readonly stoppedHead: string;
  readonly stretched: string;
  readonly address: string;
  readonly waited: string;
  readonly scaled: string;
  readonly note: string;
  readonly more: (count: number) => string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  ja: {
    practice: '模擬データ',
    range: (from, to) => `${from} から ${to} までの 24 時間に保存された計測値による\n`,
    sector: 'セプター',
    site: '計測対象',
    sites: '件数',
    requests: '要求/日',
    bytes: '本文/日',
    longestWait: '最長の待ち',
    total: '合計',
    unknown: '不明',
    stopped: '停止中',
    ended: '計測終了',
    endedNote:
      '停止中や計測終了のものは、保存された分をそのまま示し、合計には含めません（計測終了: いまの設定にない対象）。',
    otherDir: (dir) => `${dir} にも別の計測値があります（指定: --data ${dir}）。`,
    stoppedHead: '止めている計測対象（再開: npx yamabiko stop <id> --resume）',
    stretched: '同じアドレスの制限のため、計測の開始を 1 秒以上待たせたところ',
    address: 'アドレス',
    waited: '待った/計測',
    scaled: '* 24 時間分に満たないため、保存された間隔から 1 日分に換算した値です。',
    note: '要求には転送先への要求と確認の再計測を含みます。本文は受信したままの大きさで、ヘッダーと TLS は含みません。',
    more: (count) => `ほか ${count} 件（すべて: --all）`,
  },
  en: {
    practice: 'PRACTICE',
    range: (from, to) => `By the samples stored of the 24 hours from ${from} to ${to}\n`,
    sector: 'sector',
    site: 'site',
    sites: 'sites',
    requests: 'requests/day',
    bytes: 'bodies/day',
    longestWait: 'longest wait',
    total: 'total',
    unknown: 'unknown',
    stopped: 'stopped',
    ended: 'ended',
    endedNote:
      'Sites that are stopped, or ended (no longer in the configuration), show what is stored and are in no total.',
    otherDir: (dir) => `${dir} holds other samples (to mean them: --data ${dir}).`,
    stoppedHead: 'Sites that are stopped (to take one up again: npx yamabiko stop <id> --resume)',
    stretched: 'Where probes waited a second or longer for the limits of an address',
    address: 'address',
    waited: 'waited/probes',
    scaled: '* Less than 24 hours are stored; scaled to a day by the intervals that are.',
    note: 'Requests include those to redirects and second attempts. Bodies are as transferred, without headers and TLS.',
    more: (count) => `and ${count} more (all: --all)`,
  },
};
