import { listMaintenance, type MaintenanceList } from '../app/maintenance.ts';
import { practiceSizeOf } from '../app/practice-config.ts';
import { type Warn, warningLine } from '../app/validate.ts';
import { AppError } from '../core/errors.ts';
import type { Language, Text } from '../core/words/language.ts';
import { wrongValue } from '../core/wrong-value.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { complain, print } from './outlet.ts';
import { table } from './table.ts';

type Occurrence = MaintenanceList['occurrences'][number];

/** `maintenance list`: the next planned work, as the configuration and members have it. */
export const maintenance: Command = {
  name: 'maintenance',
  usage:
    'list [--next N] [--target ID] [--sector ID] [--config DIR] [--data DIR] [--practice small|full] [--json]',
  summary: {
    ja: '計画作業の次の予定を、協議会の時刻で示します。',
    en: "Lists the next planned work, in the council's time.",
  },
  details: {
    ja: [
      '  --next N            件数（既定 10、1000 まで）。進行中のものも含みます',
      '  --target ID         この計測対象に関わるものだけ',
      '  --sector ID         このセプターかその一部に関わるものだけ',
      '  --config DIR        設定の場所（既定 ./config）',
      '  --data DIR          構成員が画面で加えた計画作業のある場所（既定 ./data）',
      '  --practice SIZE     run --practice SIZE で動く模擬の協議会の予定',
      '  --json              JSON で出力',
    ].join('\n'),
    en: [
      '  --next N            how many (default 10, at most 1000); what is going on is among them',
      '  --target ID         only what concerns this site',
      '  --sector ID         only what concerns this sector or a part of it',
      '  --config DIR        the configuration (default ./config)',
      '  --data DIR          where the work that members planned on the board lies (default ./data)',
      '  --practice SIZE     of the practice council that run --practice SIZE measures',
      '  --json              as JSON',
    ].join('\n'),
  },
  options: {
    next: { type: 'string' },
    target: { type: 'string' },
    sector: { type: 'string' },
    config: { type: 'string' },
    data: { type: 'string' },
    practice: { type: 'string' },
    json: { type: 'boolean' },
  },
  positionals: [1, 1],
  run: runMaintenance,
};

async function runMaintenance(call: Call): Promise<number> {
  const [action] = call.positionals;
  if (action !== 'list') {
    throw new AppError('usage', {
      ja: `${action} という操作はありません（あるのは list だけです）`,
      en: `there is no action ${action} (only list)`,
    });
  }
  const size = call.text('practice');
  const warn: Warn = (warning) => complain(warningLine(warning, call.language));
  const query = {
    configDir: call.text('config'),
    dataDir: call.text('data') ?? 'data',
    practice: size === null ? null : practiceSizeOf(size),
    count: countOf(call.text('next') ?? '10'),
    target: call.text('target'),
    sector: call.text('sector'),
  };
  const list = await listMaintenance(query, warn);
  if (list.practice) complain(PRACTICE_NOTE[call.language]);
  if (call.flag('json')) print(JSON.stringify(list));
  else for (const line of linesOf(list, call.language)) print(line);
  return EXIT.ok;
}

const PRACTICE_NOTE: Text = {
  ja: '模擬データです。実在の組織の計画作業ではありません。',
  en: 'PRACTICE data: no real organisation planned this work.',
};

function countOf(text: string): number {
  const count = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= 1000) return count;
  throw wrongValue('--next', { ja: '1〜1000 の整数', en: 'a whole number from 1 to 1000' }, text);
}

const HEAD: Readonly<Record<Language, readonly string[]>> = {
  ja: ['開始', '終了', '対象', '件名', 'id'],
  en: ['start', 'end', 'concerns', 'title', 'id'],
};

function linesOf(list: MaintenanceList, language: Language): readonly string[] {
  const zone = zoneLine(list)[language];
  if (list.occurrences.length === 0) return [noneLine(list)[language], zone];
  const rows = list.occurrences.map((each) => rowOf(each, list, language));
  return [...table([HEAD[language], ...rows]), '', zone];
}

function noneLine({ windows }: MaintenanceList): Text {
  return windows === 0
    ? { ja: '計画作業は設定されていません。', en: 'No planned work is configured.' }
    : { ja: '今後の計画作業はありません。', en: 'No planned work is to come.' };
}

function zoneLine({ timezone, holidaysUntil }: MaintenanceList): Text {
  if (holidaysUntil === null) {
    return { ja: `時刻は ${timezone}。`, en: `Times are in ${timezone}.` };
  }
  return {
    ja: `時刻は ${timezone}。国民の祝日は ${holidaysUntil} 年まで分かっています。`,
    en: `Times are in ${timezone}; public holidays are known until ${holidaysUntil}.`,
  };
}

function rowOf(
  each: Occurrence,
  { asOf, timezone }: MaintenanceList,
  language: Language,
): readonly string[] {
  const isOn = each.from <= asOf;
  const now = { ja: '（進行中）', en: ' (now)' }[language];
  return [
    `${localTime(each.from, timezone, language)}${isOn ? now : ''}`,
    localTime(each.to, timezone, language),
    scopeOf(each, language),
    each.title?.[language] ?? '-',
    each.window,
  ];
}

/** `2026-11-29 (日) 02:00`. */
function localTime(at: number, timezone: string, language: Language): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone);
  const weekday = local.toLocaleString(language, { weekday: 'short' });
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  return `${local.toPlainDate().toString()} (${weekday}) ${time}`;
}

/** Ids, three at most. */
function scopeOf({ scope, onlySectors }: Occurrence, language: Language): string {
  const ids = [...(scope?.sectors ?? []), ...(scope?.members ?? []), ...(scope?.targets ?? [])];
  const named = onlySectors ?? ids;
  if (named.length === 0) return { ja: '全体', en: 'all' }[language];
  const shown = named.slice(0, 3).join(', ');
  if (named.length <= 3) return shown;
  const more = named.length - 3;
  return shown + { ja: ` ほか ${more} 件`, en: ` and ${more} more` }[language];
}
