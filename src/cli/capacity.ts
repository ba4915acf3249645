import { type Capacity, capacity as reckon } from '../app/capacity/capacity.ts';
import { localDateOf } from '../core/time/local-date.ts';
import { timeText } from '../core/time/time-text.ts';
import type { Text } from '../core/words/language.ts';
import { wrongValue } from '../core/wrong-value.ts';
import { PRACTICE_NOTE } from './backup.ts';
import { bytesText, countText } from './bytes-text.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { counted } from './counted.ts';
import { MESSAGES } from './messages.ts';
import { complain, print } from './outlet.ts';
import { zoneLine } from './zone-line.ts';

/** `capacity`: what measuring asks of the machine, and when the disk is full. */
export const capacity: Command = {
  name: 'capacity',
  usage: '[--config DIR] [--data DIR] [--targets N] [--json]',
  summary: {
    ja: '計測の負荷、ディスクの使用量と増え方、満杯になる日を示します。',
    en: 'Shows load, disk in use, its growth, and the day when the disk is full.',
  },
  details: {
    ja: [
      '  --config DIR        この設定で計算する（既定はサービスが適用中の設定、無ければ ./config）',
      '  --data DIR          計測値の場所（既定 ./data）',
      '  --targets N         計測対象が N 件の場合を見積もる',
      '  --json              JSON で出力',
      '  増え方は、保存した最初の日と最後の日のあいだに丸 1 日（UTC）あれば実測値、無ければ docs/bench による',
      '  見積もりです。CPU とメモリは常に見積もりです。',
      '  30 日以内に満杯になる場合は終了コード 1。',
    ].join('\n'),
    en: [
      '  --config DIR        reckon with this configuration (default: the one that the service has',
      '                      in force, else ./config)',
      '  --data DIR          where the samples are (default ./data)',
      '  --targets N         reckon for N sites instead',
      '  --json              as JSON',
      '  Growth is as measured once a whole UTC day lies between the first and the last one stored,',
      '  else estimated from docs/bench, as CPU and memory always are.',
      '  A disk that is full within 30 days gives exit code 1.',
    ].join('\n'),
  },
  options: {
    config: { type: 'string' },
    data: { type: 'string' },
    targets: { type: 'string' },
    json: { type: 'boolean' },
  },
  positionals: [0, 0],
  run: runCapacity,
};

const DAY_MS = 86_400_000;
/** A disk that is full within this time is a problem. */
const SOON_DAYS = 30;

async function runCapacity(call: Call): Promise<number> {
  const { language } = call;
  const now = Date.now();
  const targets = targetsOf(call.text('targets'));
  const found = await reckon({
    dataDir: call.text('data') ?? 'data',
    config: call.text('config'),
    targets,
    now,
  });
  const { configProblems, ...figures } = found;
  if (configProblems > 0) complain(MESSAGES[language].configLeftOut(configProblems));
  if (call.flag('json')) {
    print(JSON.stringify({ ...figures, fullOn: fullOn(found, now) }));
    return exitOf(found);
  }
  if (found.practice) print(PRACTICE_NOTE[language]);
  for (const [name, value] of [basisRow(found, targets), ...rowsOf(found, now)]) {
    print(language === 'ja' ? `${name.ja}: ${value.ja}` : `${name.en.padEnd(13)} ${value.en}`);
  }
  print(zoneLine(found.timezone)[language]);
  return exitOf(found);
}

function exitOf({ forecast }: Capacity): number {
  const isSoon = forecast.fullInDays !== null && forecast.fullInDays <= SOON_DAYS;
  return isSoon ? EXIT.problem : EXIT.ok;
}

function targetsOf(text: string | null): number | null {
  if (text === null) return null;
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw wrongValue('--targets', { ja: '正の整数', en: 'a positive whole number' }, text);
}

/** ISO date of the day when the disk is full, in the council's zone; null = it suffices. */
function fullOn({ forecast, timezone }: Capacity, now: number): string | null {
  const { fullInDays } = forecast;
  return fullInDays === null ? null : localDateOf(now + fullInDays * DAY_MS, timezone);
}

type Row = readonly [name: Text, value: Text];

function basisRow(found: Capacity, targets: number | null): Row {
  const { ja, en } = basisText(found, targets);
  const mix =
    targets === null || found.basis === null
      ? { ja: '', en: '' }
      : {
          ja: `、同じ構成の ${countText(targets)} 件に換算`,
          en: `, for ${countText(targets)} sites in the same mix`,
        };
  return [
    { ja: '計算のもと', en: 'Reckoned with' },
    { ja: ja + mix.ja, en: en + mix.en },
  ];
}

function basisText({ basis, timezone }: Capacity, targets: number | null): Text {
  if (basis === null) {
    return targets === null
      ? { ja: '保存された計測値（設定なし）', en: 'the samples stored; there is no configuration' }
      : {
          ja: `毎分 1 回計測する ${countText(targets)} 件（設定なし）`,
          en: `${countText(targets)} sites once a minute; there is no configuration`,
        };
  }
  if (basis.kind === 'folder') {
    return { ja: `設定 ${basis.path}`, en: `the configuration ${basis.path}` };
  }
  const at = timeText(basis.appliedAt, timezone);
  return {
    ja: `適用中の設定 ${basis.path}（${at} に読み込み）`,
    en: `the configuration in force, ${basis.path}, taken at ${at}`,
  };
}

function rowsOf(found: Capacity, now: number): Row[] {
  return [...loadRows(found), ...diskRows(found), ...forecastRows(found, now)];
}

function loadRows({ load }: Capacity): Row[] {
  const { series, probesPerSecond, probesPerDay, asStored, cpuCores, memoryBytes } = load;
  const rate = probesPerSecond.toFixed(probesPerSecond < 10 ? 2 : 1);
  const percent = (100 * cpuCores).toFixed(1);
  const rows: Row[] = [
    [
      { ja: '計測', en: 'Probing' },
      {
        ja: `${countText(series)} 系列、毎秒 ${rate} 回、1 日 ${countText(probesPerDay)} 回`,
        en: `${countText(series)} series, ${rate} probes a second, ${countText(probesPerDay)} a day`,
      },
    ],
    [
      { ja: 'CPU・メモリ（見積もり）', en: 'CPU, memory' },
      {
        ja: `1 コアの ${percent} %、${bytesText(memoryBytes)}（docs/bench/council と growth の実測から）`,
        en: `${percent} % of a core, ${bytesText(memoryBytes)}: estimated from docs/bench/council and growth`,
      },
    ],
  ];
  if (asStored === null) return rows;
  const { day, requests, bodyBytes } = asStored;
  return rows.concat([
    [
      { ja: '通信（実測）', en: 'Traffic' },
      {
        ja: `要求 ${countText(requests)} 件、受信した本文 ${bytesText(bodyBytes)}（UTC の ${day} の 1 日）`,
        en: `${countText(requests)} requests, ${bytesText(bodyBytes)} of bodies received on ${day} (UTC)`,
      },
    ],
  ]);
}

function diskRows({ disk, growth }: Capacity): Row[] {
  const { rawBytes, rawDays, fiveMinuteBytes, hourBytes, stateBytes, otherBytes } = disk;
  const daily = growth.rawBytes + growth.fiveMinuteBytes + growth.hourBytes;
  const origin: Readonly<Record<Capacity['growth']['from'], Text>> = {
    measured: {
      ja: `直近 ${disk.daily?.days ?? 0} 日の実測`,
      en: `as measured over ${counted(disk.daily?.days ?? 0, 'whole day')}`,
    },
    scaled: {
      ja: `直近 ${disk.daily?.days ?? 0} 日の実測を件数に比例させた値`,
      en: `measured over ${counted(disk.daily?.days ?? 0, 'whole day')}, in proportion to the probes`,
    },
    estimated: {
      ja: 'docs/bench/store の実測による見積もり',
      en: 'estimated from docs/bench/store',
    },
  };
  const all = rawBytes + fiveMinuteBytes + hourBytes + stateBytes + otherBytes;
  return [
    [
      { ja: '使用中', en: 'Disk now' },
      {
        ja: `${bytesText(all)}（計測値 ${rawDays} 日分 ${bytesText(rawBytes)}、5 分集計 ${bytesText(fiveMinuteBytes)}、1 時間集計 ${bytesText(hourBytes)}、記録 ${bytesText(stateBytes)}、その他 ${bytesText(otherBytes)}）`,
        en: `${bytesText(all)}: samples of ${counted(rawDays, 'day')} ${bytesText(rawBytes)}, 5-minute roll-ups ${bytesText(fiveMinuteBytes)}, hours ${bytesText(hourBytes)}, state ${bytesText(stateBytes)}, other ${bytesText(otherBytes)}`,
      },
    ],
    [
      { ja: '1 日の増加', en: 'Growth a day' },
      {
        ja: `${bytesText(daily)}（計測値 ${bytesText(growth.rawBytes)}、集計 ${bytesText(daily - growth.rawBytes)}。${origin[growth.from].ja}）`,
        en: `${bytesText(daily)}: samples ${bytesText(growth.rawBytes)}, roll-ups ${bytesText(daily - growth.rawBytes)}; ${origin[growth.from].en}`,
      },
    ],
  ];
}

function forecastRows(found: Capacity, now: number): Row[] {
  const { retention, forecast, freeBytes } = found;
  const { rawDays, fiveMinuteMonths, hourFiscalYears } = retention;
  const day = fullOn(found, now);
  return [
    [
      { ja: '保存期間どおり溜まると', en: 'Final size' },
      {
        ja: `${bytesText(forecast.finalBytes)}（計測値 ${rawDays} 日、5 分集計 ${fiveMinuteMonths} か月、1 時間集計 ${hourFiscalYears} 年度）`,
        en: `${bytesText(forecast.finalBytes)} with samples of ${counted(rawDays, 'day')}, 5-minute roll-ups of ${counted(fiveMinuteMonths, 'month')}, hours of ${counted(hourFiscalYears, 'fiscal year')}`,
      },
    ],
    [
      { ja: '空き', en: 'Free' },
      day === null
        ? {
            ja: `${bytesText(freeBytes)}。足ります`,
            en: `${bytesText(freeBytes)}, which suffices`,
          }
        : {
            ja: `${bytesText(freeBytes)}。${day} に満杯になります`,
            en: `${bytesText(freeBytes)}; full on ${day}`,
          },
    ],
  ];
}
