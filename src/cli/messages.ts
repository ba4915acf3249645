import type { Language } from '../core/words/language.ts';

/** Sentences of the commands; a key that one language lacks is a type error. */
export interface Messages {
  readonly intro: string;
  readonly commands: string;
  readonly moreHelp: string;
  readonly langOption: string;
  readonly helpOption: string;
  readonly versionOption: string;
  readonly hop: string;
  readonly total: string;
  readonly firstByte: string;
  readonly notDone: string;
  readonly certificate: string;
  readonly certificateUntil: (day: string, issuer: string) => string;
  readonly bodyRead: (bytes: string, truncated: boolean) => string;
  readonly result: string;
  readonly ours: string;
  readonly difference: string;
  readonly listening: (url: string) => string;
  readonly otherPort: (wanted: number, taken: number) => string;
  readonly practice: string;
  readonly measuring: (sectors: number, targets: number) => string;
  readonly stopHint: string;
  readonly stopping: string;
  readonly valid: (sectors: number, members: number, targets: number) => string;
  readonly problems: (count: number) => string;
  /** `./config` is invalid and the command goes on without it. */
  readonly configLeftOut: (problems: number) => string;
  /** curl is not run where our probe refused the address. */
  readonly curlNotRun: string;
  readonly exported: (rows: number) => string;
  usage(usage: string, help: string): string;
  /** `nearest`: the command that was probably meant, null where none is near. */
  unknownCommand(name: string, nearest: string | null): string;
}

export const MESSAGES: Readonly<Record<Language, Messages>> = {
  ja: {
    intro: '山びこ (yamabiko): 重要インフラのウェブサイト応答時間を外から計測し、共有します。',
    commands: 'コマンド:',
    moreHelp: '各コマンドの説明: yamabiko <コマンド> --help',
    langOption: '表示言語（既定は環境変数 LANG による）',
    helpOption: 'この説明を表示',
    versionOption: '版を表示',
    hop: '転送',
    total: '合計',
    firstByte: '応答の開始まで',
    notDone: '－',
    certificate: '証明書',
    certificateUntil: (day, issuer) => `${day} まで有効、発行者 ${issuer}`,
    bodyRead: (bytes, truncated) => `本文 ${bytes} バイト${truncated ? '（上限で打ち切り）' : ''}`,
    result: '結果',
    ours: '山びこ',
    difference: '差',
    listening: (url) => `画面: ${url}`,
    otherPort: (wanted, taken) => `ポート ${wanted} は使用中のため ${taken} を使います。`,
    practice: '模擬データで動作しています（実在の組織は計測していません）。',
    measuring: (sectors, targets) => `${sectors} セプター、${targets} 件を計測しています。`,
    stopHint: '終了は Ctrl+C。',
    stopping: '計測を終えています…',
    valid: (sectors, members, targets) =>
      `設定に誤りはありません: ${sectors} セプター、構成員 ${members}、計測対象 ${targets}。`,
    curlNotRun: '計測を許されない宛先のため、curl は実行していません。',
    configLeftOut: (problems) =>
      `./config に ${problems} 件の誤りがあるため、この設定は使いません（一覧: yamabiko validate）。`,
    problems: (count) => `設定に ${count} 件の誤りがあります。`,
    exported: (rows) => `${rows} 件を出力しました。`,
    usage: (usage, help) => `使い方: ${usage}（説明: ${help}）`,
    unknownCommand: (name, nearest) =>
      `${name} というコマンドはありません${nearest === null ? '' : `（${nearest} の誤りではありませんか）`}。一覧: yamabiko --help`,
  },
  en: {
    intro: 'yamabiko: times critical-infrastructure websites from outside and shares the picture.',
    commands: 'Commands:',
    moreHelp: 'More about a command: yamabiko <command> --help',
    langOption: 'language (default: by the environment, LANG)',
    helpOption: 'show this help',
    versionOption: 'show the version',
    hop: 'hop',
    total: 'total',
    firstByte: 'until first byte',
    notDone: '-',
    certificate: 'certificate',
    certificateUntil: (day, issuer) => `valid until ${day}, issued by ${issuer}`,
    bodyRead: (bytes, truncated) =>
      `${bytes} bytes of body${truncated ? ' (cut at the limit)' : ''}`,
    result: 'result',
    ours: 'yamabiko',
    difference: 'difference',
    listening: (url) => `Board: ${url}`,
    otherPort: (wanted, taken) => `Port ${wanted} is busy; using ${taken}.`,
    practice: 'Running on practice data (no real organisation is measured).',
    measuring: (sectors, targets) => `Measuring ${targets} sites in ${sectors} sectors.`,
    stopHint: 'Stop with Ctrl+C.',
    stopping: 'Finishing the probes in flight…',
    valid: (sectors, members, targets) =>
      `The configuration is valid: ${sectors} sectors, ${members} members, ${targets} sites.`,
    curlNotRun: 'curl was not run, because the address is not allowed.',
    configLeftOut: (problems) =>
      `./config has ${problems === 1 ? 'a problem' : `${problems} problems`} and is not used (to see: yamabiko validate).`,
    problems: (count) =>
      count === 1 ? 'The configuration has a problem.' : `The configuration has ${count} problems.`,
    exported: (rows) => `Exported ${rows} samples.`,
    usage: (usage, help) => `Usage: ${usage} (more: ${help})`,
    unknownCommand: (name, nearest) =>
      `There is no command ${name}${nearest === null ? '' : ` (did you mean ${nearest}?)`}. All commands: yamabiko --help`,
  },
};
