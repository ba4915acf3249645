import { CONSENTS, type Consent, type Target } from '../../core/config.ts';
import { bare } from './columns.ts';
import { notRead, type Reading, read } from './reading.ts';

const CONSENT_WORDS: Readonly<Record<Consent, readonly string[]>> = {
  own: [
    'own',
    '本人だけ',
    '本人のみ',
    '自組織のみ',
    '自団体のみ',
    '自社のみ',
    '共有しない',
    '非共有',
    '共有なし',
    '非公開',
  ],
  counted: [
    'counted',
    '件数だけ',
    '件数のみ',
    '集計のみ',
    '集計だけ',
    '統計のみ',
    '匿名',
    '名前なし',
    '匿名で集計',
  ],
  sector: [
    'sector',
    'セプター内',
    'セプター内で名前も',
    'セプター内まで',
    'セプター内に公開',
    'セプター内のみ',
    '業界内',
    '分野内',
  ],
  named: [
    'named',
    '全体',
    '全体で名前も',
    '全体に公開',
    '名前も',
    '名前あり',
    '実名',
    '協議会全体',
    '全セプター',
    '公開',
  ],
};

const FAMILY_WORDS: ReadonlyMap<string, Target['family']> = new Map<string, Target['family']>([
  ...['4', 'ipv4', 'v4', 'ipv4のみ', 'ipv4だけ'].map((word) => [word, 4] as const),
  ...['6', 'ipv6', 'v6', 'ipv6のみ', 'ipv6だけ'].map((word) => [word, 6] as const),
  ...[
    'both',
    '両方',
    '双方',
    'デュアル',
    'デュアルスタック',
    'ipv4/ipv6',
    'ipv4とipv6',
    'ipv4+ipv6',
    '4/6',
    '4と6',
    '46',
    'v4/v6',
    'ipv4,ipv6',
    'ipv4、ipv6',
  ].map((word) => [word, 'both'] as const),
]);

const CONSENT_BY_WORD: ReadonlyMap<string, Consent> = new Map(
  CONSENTS.flatMap((consent) =>
    CONSENT_WORDS[consent].map((word) => [bare(word), consent] as const),
  ),
);

/** How far it is shared, by its code or in Japanese; what follows in brackets does not matter. */
export function readConsent(text: string): Reading<Consent> {
  const word = bare(text);
  const consent = CONSENT_BY_WORD.get(word) ?? CONSENT_BY_WORD.get(word.replace(/[(（].*$/, ''));
  if (consent !== undefined) return read(consent);
  return notRead(
    'unknown_consent',
    '共有範囲は 本人だけ（own）、件数だけ（counted）、セプター内（sector）、全体（named）のいずれかです',
    'sharing is one of own, counted, sector, named',
  );
}

export function readFamily(text: string): Reading<Target['family']> {
  const family = FAMILY_WORDS.get(bare(text));
  if (family !== undefined) return read(family);
  return notRead(
    'unknown_family',
    'IP の版は 4、6、両方（both）のいずれかです',
    'the IP version is 4, 6 or both',
  );
}

const EVERY = /^(?:毎)?(\d{1,2})(分|時間|min|minutes?|m|hours?|h)(?:ごと|毎|おき|間隔|に1回)?$/;

/** `5分ごと`, `毎時`, or a cron expression; whether it fires is checked apart. */
export function readSchedule(text: string): Reading<string> {
  const cron = text.normalize('NFKC').trim().replaceAll(/\s+/g, ' ');
  if (/^[\d*/,\-a-z? ]+$/i.test(cron) && [5, 6].includes(cron.split(' ').length)) return read(cron);
  const word = cron
    .toLowerCase()
    .replace(/^every/, '')
    .replaceAll(' ', '');
  if (word === '毎分' || word === 'minute') return read('* * * * *');
  if (word === '毎時' || word === 'hour') return read('0 * * * *');
  const [, digits, unit = ''] = EVERY.exec(word) ?? [];
  const count = Number(digits);
  const isMinutes = unit.startsWith('分') || unit.startsWith('m');
  if (isMinutes && count >= 1 && 60 % count === 0) {
    return read(count === 1 ? '* * * * *' : count === 60 ? '0 * * * *' : `*/${count} * * * *`);
  }
  if (!isMinutes && count >= 1 && 24 % count === 0) {
    return read(count === 1 ? '0 * * * *' : count === 24 ? '0 0 * * *' : `0 */${count} * * *`);
  }
  return notRead(
    'bad_schedule',
    '計測間隔は「毎分」「5分ごと」「1時間ごと」（60分・24時間を割り切る数）、または cron 式（例 */5 * * * *）です',
    'the interval is "5 min" or "1 hour" (a number that divides 60 minutes or 24 hours), or a cron expression (such as */5 * * * *)',
  );
}
