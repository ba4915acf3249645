import type { Text } from '../core/words/language.ts';
import type { ProblemCode } from './problem.ts';

/** What a value must be, and the code of the problem when it is not. */
export interface Expectation {
  readonly code: ProblemCode;
  readonly text: Text;
}

function expectation(code: ProblemCode, ja: string, en: string): Expectation {
  return { code, text: { ja, en } };
}

/** Expectations by the key that the schemas give as the message of an issue. */
export const EXPECTATIONS = {
  mapping: expectation('wrong_type', 'キーと値の組（マッピング）', 'a mapping of keys to values'),
  list: expectation(
    'wrong_type',
    '一覧（各行を「- 」で始めます）',
    'a list (each entry begins with "- ")',
  ),
  boolean: expectation('wrong_type', 'true または false', 'true or false'),
  text: expectation('wrong_type', '空でない文字列', 'text that is not empty'),
  code: expectation(
    'wrong_type',
    '引用符で囲んだ文字列（例 "011002"。囲まないと先頭の 0 が失われます）',
    'text in quotes (such as "011002"; without quotes leading zeros are lost)',
  ),
  name: expectation(
    'bad_name',
    '名称の文字列、または ja と en の両方',
    'a name as text, or both ja and en',
  ),
  id: expectation(
    'bad_id',
    '英小文字か数字で始まり、英小文字・数字・ハイフンだけの63文字以内の id',
    'an id of at most 63 lower-case letters, digits and hyphens that begins with a letter or digit',
  ),
  fields: expectation('wrong_type', '1つ以上の分野の一覧', 'a list of one field or more'),
  duration: expectation(
    'bad_duration',
    '0 より長い、単位つきの時間（例 10s、500ms、1m）',
    'a duration above zero with its unit (such as 10s, 500ms, 1m)',
  ),
  durationLong: expectation(
    'bad_duration',
    '24 日（576h）までの時間',
    'a duration of at most 24 days (576h)',
  ),
  size: expectation(
    'bad_size',
    '1 以上のバイト数、または単位つきの大きさ（例 262144、256KiB、1MiB）',
    'a number of bytes from 1, or a size with its unit (such as 262144, 256KiB, 1MiB)',
  ),
  cron: expectation(
    'bad_cron',
    '5つまたは6つの欄からなる cron 式（例 "* * * * *" は毎分）',
    'a cron expression of five or six fields (such as "* * * * *", every minute)',
  ),
  cronNeverFires: expectation(
    'cron_never_fires',
    '実際に訪れる日時を表す cron 式（この式の日時は訪れません）',
    'a cron expression that fires some day (this one never does)',
  ),
  cronStep: expectation(
    'bad_cron',
    '間隔（「/」の後の数）が欄の範囲に収まる cron 式（分なら 60 まで）',
    'a cron expression whose steps (after "/") fit their fields (up to 60 in minutes)',
  ),
  timezone: expectation(
    'bad_timezone',
    'IANA のタイムゾーン名（例 Asia/Tokyo）',
    'the name of an IANA time zone (such as Asia/Tokyo)',
  ),
  url: expectation(
    'bad_url',
    'http:// または https:// で始まり、利用者名・パスワード・「#」以降を含まない URL',
    'a URL with http:// or https://, without user name, password or a part after "#"',
  ),
  publicUrl: expectation(
    'bad_url',
    'http:// または https:// で始まり、利用者名・パスワード・「?」「#」以降を含まない URL',
    'a URL with http:// or https://, without user name, password, or a part after "?" or "#"',
  ),
  shieldedUrl: expectation(
    'bad_url',
    'https:// で始まる URL（http:// はこの計算機の中だけ）。利用者名・パスワード・「#」以降を含まない',
    'a URL with https:// (http:// only inside this machine), without user name, password or a part after "#"',
  ),
  server: expectation(
    'bad_address',
    'DNS サーバの IP アドレス。ポートは任意（例 192.0.2.1、192.0.2.1:53、[2001:db8::1]:53）',
    'the IP address of a DNS server, a port if needed (such as 192.0.2.1, 192.0.2.1:53, [2001:db8::1]:53)',
  ),
  sourceAddress: expectation(
    'bad_address',
    'IP アドレスまたは CIDR 形式の範囲（例 192.0.2.1、2001:db8::/64）',
    'an IP address or a range in CIDR form (such as 192.0.2.1, 2001:db8::/64)',
  ),
  mailAddress: expectation(
    'bad_contact',
    'メールアドレスだけ（名前を添えない。例 yamabiko@example.jp）',
    'a mail address alone, without a name (such as yamabiko@example.jp)',
  ),
  mailHost: expectation(
    'bad_address',
    'メールサーバの名前または IP アドレス（例 mail.example.jp。ポートは port に）',
    'the name or IP address of a mail server (such as mail.example.jp; its port belongs in port)',
  ),
  host: expectation(
    'bad_address',
    'ボードが待ち受ける IP アドレスまたは localhost',
    'the IP address on which the board listens, or localhost',
  ),
  date: expectation(
    'bad_date',
    '実在する日付（例 2026-10-01）',
    'a date of the calendar (such as 2026-10-01)',
  ),
  statusList: expectation(
    'bad_status',
    '200〜599 の HTTP ステータスコードの一覧（例 [200]）',
    'a list of HTTP status codes from 200 to 599 (such as [200])',
  ),
  status: expectation(
    'bad_status',
    '200〜599 の HTTP ステータスコード',
    'an HTTP status code from 200 to 599',
  ),
  headers: expectation(
    'bad_header',
    '1つ以上のヘッダーの一覧（例 [{ name: content-type, contains: text/html }]）',
    'a list of one header or more (such as [{ name: content-type, contains: text/html }])',
  ),
  headerName: expectation(
    'bad_header',
    'HTTP ヘッダーの名前（例 content-type）',
    'the name of an HTTP header (such as content-type)',
  ),
  milliseconds: expectation('out_of_range', '0 より大きいミリ秒数', 'milliseconds above zero'),
  ratio: expectation('out_of_range', '0〜1 の数', 'a number from 0 to 1'),
  count: expectation('out_of_range', '1 以上の整数', 'a whole number from 1'),
  rate: expectation('out_of_range', '0 より大きい数', 'a number above zero'),
  monthDay: expectation('bad_date', '月-日（例 "12-29"）', 'a month and a day (such as "12-29")'),
  timeOfDay: expectation(
    'bad_time',
    '24時間制の時刻（例 "02:00"、"24:00"）',
    'a time of day in 24 hours (such as "02:00", "24:00")',
  ),
  dayPartStart: expectation(
    'bad_time',
    '24時間制の時刻（例 "22:00"、"00:00"）',
    'a time of day in 24 hours (such as "22:00", "00:00")',
  ),
  localTime: expectation(
    'bad_time',
    '実在する日付と24時間制の時刻（例 2026-10-01T22:00）',
    'a date of the calendar and a time in 24 hours (such as 2026-10-01T22:00)',
  ),
  weekdays: expectation(
    'wrong_type',
    '1つ以上の曜日の一覧（例 [sat, sun]）',
    'a list of one weekday or more (such as [sat, sun])',
  ),
  nth: expectation('out_of_range', '1〜5 の整数または last', 'a whole number from 1 to 5, or last'),
  offsetDays: expectation('out_of_range', '-27〜27 の整数', 'a whole number from -27 to 27'),
  dates: expectation(
    'wrong_type',
    '1つ以上の日付の一覧（例 [2026-10-01]）',
    'a list of one date or more (such as [2026-10-01])',
  ),
  ids: expectation('wrong_type', '1つ以上の id の一覧', 'a list of one id or more'),
  dayKinds: expectation(
    'wrong_type',
    '1つ以上の日の種別の一覧（例 [holiday]）',
    'a list of one kind of day or more (such as [holiday])',
  ),
  maintenanceKind: expectation(
    'not_listed',
    'once、weekly、monthly、dates、file のいずれか',
    'one of once, weekly, monthly, dates, file',
  ),
  maintenanceFile: expectation(
    'bad_path',
    '設定フォルダの中の .csv または .ics のファイル（例 maintenance/gas.csv。フォルダは2段まで、templates や schema などの中は不可）',
    'a .csv or .ics file inside the configuration folder (such as maintenance/gas.csv; at most two folders deep, none of them templates, schema or the like)',
  ),
  dayFile: expectation(
    'bad_path',
    '設定フォルダの中の .csv のファイル（例 calendar/days.csv。フォルダは2段まで、templates や schema などの中は不可）',
    'a .csv file inside the configuration folder (such as calendar/days.csv; at most two folders deep, none of them templates, schema or the like)',
  ),
  asFile: expectation(
    'bad_path',
    '設定フォルダの中の .csv、.tsv または .txt のファイル（例 facts/as.tsv。フォルダは2段まで、templates や schema などの中は不可）',
    'a .csv, .tsv or .txt file inside the configuration folder (such as facts/as.tsv; at most two folders deep, none of them templates, schema or the like)',
  ),
  port: expectation('out_of_range', '0〜65535 の整数', 'a whole number from 0 to 65535'),
  remotePort: expectation('out_of_range', '1〜65535 の整数', 'a whole number from 1 to 65535'),
  sinceStart: expectation(
    'bad_time',
    '開始からの時間と分（例 +00:30、+10:05）',
    'hours and minutes after the beginning (such as +00:30, +10:05)',
  ),
  who: expectation(
    'wrong_type',
    'everybody、または sector、members、provider、nameService、range、same のいずれかを持つマッピング',
    'everybody, or a mapping with one of sector, members, provider, nameService, range, same',
  ),
  what: expectation(
    'wrong_type',
    'name、connect、tls、answer、slower、later のいずれかを持つマッピング',
    'a mapping with one of name, connect, tls, answer, slower, later',
  ),
  factor: expectation('out_of_range', '1〜1000 の数（倍率）', 'a number from 1 to 1000 (times)'),
  range: expectation(
    'bad_address',
    'IPv4 の /24 の範囲（例 127.20.5.0/24）',
    'an IPv4 range of /24 (such as 127.20.5.0/24)',
  ),
} as const satisfies Record<string, Expectation>;
export type ExpectationKey = keyof typeof EXPECTATIONS;

/** The expectation that an issue's message names; null for a message of the library's own. */
export function expectationNamed(message: string): Expectation | null {
  return Object.entries(EXPECTATIONS).find(([key]) => key === message)?.[1] ?? null;
}
