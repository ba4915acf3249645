import type { Language, Text } from '../../core/words/language.ts';

/** Sentences of the page; a key that one language lacks is a type error. */
export interface AboutWords {
  readonly title: string;
  readonly lead: (council: string) => string;
  readonly practice: string;
  readonly otherLanguage: string;
  readonly who: string;
  readonly council: string;
  readonly operator: string;
  readonly contact: string;
  readonly addresses: string;
  readonly addressesNotTold: string;
  readonly noOperator: string;
  readonly theContact: string;
  readonly why: string;
  readonly whyText: string;
  readonly request: string;
  readonly requestText: string;
  readonly yourHost: string;
  /** A detail is null where it says nothing. */
  readonly details: readonly ((facts: RequestNumbers) => string | null)[];
  readonly rate: string;
  readonly every: string;
  readonly sites: string;
  readonly site: (count: number) => string;
  readonly rateText: readonly ((facts: RateNumbers) => string)[];
  readonly measured: string;
  readonly measuredNone: string;
  readonly measuredText: (facts: MeasuredNumbers) => string;
  readonly busiest: (requests: string) => string;
  readonly notCounted: string;
  readonly kept: string;
  readonly keptText: (facts: KeptNumbers) => string;
  readonly keptNot: string;
  readonly stop: string;
  readonly stopText: readonly ((contact: string) => string)[];
  readonly asOf: (time: string) => string;
  readonly duration: (ms: number) => string;
}

export interface RequestNumbers {
  readonly redirects: number;
  /** null where no site is told of. */
  readonly timeout: string | null;
  readonly body: string | null;
}

export interface RateNumbers {
  readonly concurrency: number;
  readonly starts: number;
}

export interface MeasuredNumbers {
  readonly from: string;
  readonly to: string;
  readonly sites: string;
  readonly requests: string;
  readonly bytes: string;
  /** null where it was measured too short a time for a mean. */
  readonly perHour: string | null;
}

export interface KeptNumbers {
  readonly rawDays: number;
  readonly fiveMinuteMonths: number;
  readonly hourFiscalYears: number;
}

/** The name of each language in itself. */
export const LANGUAGE_NAMES: Text = { ja: '日本語', en: 'English' };

export const ABOUT_WORDS: Readonly<Record<Language, AboutWords>> = {
  ja: {
    title: 'ウェブサイト応答時間の計測について',
    lead: (council) =>
      `${council}は、参加組織の同意を得て、その公開ウェブサイトの応答時間を外から計測しています。アクセスログに下の User-Agent を見つけた方のためのページです。`,
    practice:
      '模擬データ（PRACTICE）: この計測は、この計算機の中で動く模擬サイトだけを相手にしています。実在のサイトへは何も送りません。',
    otherLanguage: 'English',
    who: '計測しているのは',
    council: '協議会',
    operator: '運用者',
    contact: '連絡先',
    addresses: '送信元アドレス',
    addressesNotTold: '連絡先へお問い合わせください',
    noOperator: '模擬データのため、運用者は設定されていません。',
    theContact: '運用者の連絡先',
    why: '何のために',
    whyText:
      '災害や大規模な障害のとき、応答が遅くなったのが自組織だけなのか、多くの組織で同時に起きているのかを、数分のうちに関係者が知るためです。集めた値は参加組織の間で、決められた共有範囲に従って使います。',
    request: '送る要求',
    requestText:
      '1 回の計測は、登録された 1 つの URL への GET 要求 1 つです。フォームの送信、ログイン、ページ内のリンクや画像の取得、ポートや脆弱性の調査は行いません。',
    yourHost: '登録されたサイト',
    details: [
      () =>
        '毎回、新しい接続を 1 本使い、終われば閉じます。HTTPS では HTTP/2（上の connection は送りません）か HTTP/1.1 を使います。',
      ({ redirects }) => `転送（3xx）は ${redirects} 回までたどり、そのたびに要求を 1 つ送ります。`,
      ({ body }) => body && `本文は ${body} まで読み、そこで接続を閉じます。`,
      () => 'Cookie は送らず、保存もしません。',
      ({ timeout }) => timeout && `${timeout}以内に終わらなければ、こちらから打ち切ります。`,
    ],
    rate: '頻度',
    every: '間隔',
    sites: 'サイト数',
    site: (count) => `${count.toLocaleString('en')} 件`,
    rateText: [
      () =>
        '要求の時刻はサイトごとにずらしてあり、一度に集中しません。遅れた分をまとめて送ることもありません。',
      () =>
        '失敗したときに限り、数秒後に 1 回だけ確かめ直します（間隔が 30 秒以下のサイトを除く）。',
      ({ concurrency, starts }) =>
        `同じ IP アドレスへの計測は、同時に ${concurrency} 件まで、1 秒に ${starts} 件までしか始めません。多くのサイトが 1 つのアドレスにあるときは、間隔のほうが延びます。`,
      () =>
        'この上限には例外が 2 つあります。転送をたどる要求は数に入れません。また、起動後はじめて計測するホストは、アドレスが分かるまでホスト名ごとに数えます。',
    ],
    measured: '実測',
    measuredNone: 'まだ計測値がありません。',
    measuredText: ({ from, to, sites, requests, bytes, perHour }) =>
      `${from} から ${to} までに、${sites} 件のサイトへ合わせて ${requests} 回の要求を送り、本文 ${bytes} を受け取りました。${perHour === null ? '' : `1 サイトあたり平均で毎時 ${perHour} 回です。`}`,
    busiest: (requests) => `最も多いサイトで毎時 ${requests} 回です。`,
    notCounted:
      '誰とも共有しないことを選んだ組織のサイトも同じように計測しますが、このページの件数や合計には入れていません。',
    kept: '保存するもの',
    keptText: ({ rawDays, fiveMinuteMonths, hourFiscalYears }) =>
      `計測の時刻、区間ごとの所要時間、結果（状態コード、失敗の理由）、接続先の IP アドレス、転送先の URL、証明書の期限と指紋、本文の大きさ。直近の数回は、証明書の発行者やサーバーの種類など、経過を詳しく保存します。個々の値は ${rawDays} 日、5 分ごとの集計は ${fiveMinuteMonths} か月、1 時間ごとの集計は ${hourFiscalYears} 年度のあいだ保存します。`,
    keptNot: '本文そのものと、サイトの利用者に関する情報は保存しません。',
    stop: '止めるには',
    stopText: [
      (contact) =>
        `${contact} へ、サイトの URL を添えて「計測を止めてほしい」とお知らせください。理由は要りません。`,
      () =>
        '運用者が停止の操作をすると、1 分以内に要求が止まり、再開を頼まれるまで止まったままです。操作は改ざんを検知できる監査記録に残ります。',
      () =>
        '送信元アドレスや User-Agent で遮断していただいても構いません。計測を遮断していると見分けられた応答は「遮断」として、障害とは別に数えます。接続ごと遮断された場合は見分けられず、応答のないサイトとして数えるため、あわせて上の連絡先へお知らせください。',
    ],
    asOf: (time) => `${time} 現在`,
    duration: (ms) => durationIn(ms, { day: ' 日', hour: ' 時間', minute: ' 分', second: ' 秒' }),
  },
  en: {
    title: 'About this measurement of website response times',
    lead: (council) =>
      `${council} measures the response times of the public websites of its participating organisations from outside, with their consent. This page is for whoever finds the User-Agent below in an access log.`,
    practice:
      'PRACTICE DATA: this installation measures only simulated sites on its own machine. Nothing is sent to any real site.',
    otherLanguage: '日本語',
    who: 'Who measures',
    council: 'Council',
    operator: 'Operator',
    contact: 'Contact',
    addresses: 'Source addresses',
    addressesNotTold: 'please ask the contact',
    noOperator: 'Practice data: no operator is configured.',
    theContact: 'the operator',
    why: 'What for',
    whyText:
      'In a disaster or a large outage, an organisation should know within minutes whether only its own site became slow or many sites at once. The values are used among the participating organisations, within the limits of sharing that each of them chose.',
    request: 'What is sent',
    requestText:
      'One measurement is one GET request for one registered URL. No form is sent, nobody logs in, no link or image of the page is fetched, and no port or weakness is looked for.',
    yourHost: 'the registered site',
    details: [
      () =>
        'Each one takes a fresh connection, which is closed at the end. Over HTTPS it speaks HTTP/2, which has no connection header, or HTTP/1.1.',
      ({ redirects }) =>
        `Up to ${redirects} redirects (3xx) are followed, with one request for each.`,
      ({ body }) => body && `A body is read up to ${body}; then the connection is closed.`,
      () => 'No cookie is sent or kept.',
      ({ timeout }) => timeout && `What has not ended within ${timeout} is broken off by us.`,
    ],
    rate: 'How often',
    every: 'every',
    sites: 'sites',
    site: (count) => `${count.toLocaleString('en')} ${count === 1 ? 'site' : 'sites'}`,
    rateText: [
      () =>
        'Each site has its own moment inside the interval, so that requests do not come together; none that was missed is made up for later.',
      () =>
        'Only a failure is looked at once more, a few seconds later (not where the interval is 30 s or less).',
      ({ concurrency, starts }) =>
        `One IP address gets at most ${concurrency} measurements at the same time and at most ${starts} new ones a second. Where many sites share an address, their intervals grow instead.`,
      () =>
        'Two things are outside these limits: requests that follow a redirect are not counted, and a host measured for the first time after a start is counted by its name until its address is known.',
    ],
    measured: 'As measured',
    measuredNone: 'Nothing was measured yet.',
    measuredText: ({ from, to, sites, requests, bytes, perHour }) =>
      `From ${from} to ${to}, ${requests} requests went to ${sites} sites, and ${bytes} of bodies were received${perHour === null ? '' : `: ${perHour} requests per site and hour on average`}.`,
    busiest: (requests) => `The site with most of them got ${requests} an hour.`,
    notCounted:
      'Sites of organisations that chose to share nothing with anyone are measured in the same way; they are in none of the counts and sums of this page.',
    kept: 'What is stored',
    keptText: ({ rawDays, fiveMinuteMonths, hourFiscalYears }) =>
      `The time of each measurement, how long each phase took, the result (status code, reason of a failure), the IP address connected to, the URL after a redirect, expiry and fingerprint of the certificate, and the size of the body; of the last few also the course in detail, such as the issuer of the certificate and the kind of server. Single values are kept for ${rawDays} days, 5-minute summaries for ${fiveMinuteMonths} months, hourly ones for ${hourFiscalYears} fiscal years.`,
    keptNot: 'The body itself is not stored, nor anything about the visitors of a site.',
    stop: 'How to stop it',
    stopText: [
      (contact) =>
        `Write to ${contact}, name the URL of your site, and say that the measurement should stop. No reason is needed.`,
      () =>
        'Once the operator has stopped a site, requests end within a minute and stay so until they are asked for again. It is recorded in an audit in which no line can be changed unnoticed.',
      () =>
        'You may also block the source addresses or the User-Agent. An answer that shows itself to be a block is counted as blocked, apart from failures. A connection that is merely dropped cannot be told from an outage and is counted as one, so please tell the contact above as well.',
    ],
    asOf: (time) => `As of ${time}`,
    duration: (ms) => durationIn(ms, { day: ' d', hour: ' h', minute: ' min', second: ' s' }),
  },
};

interface Units {
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
}

/** In the largest unit that gives a whole number. */
function durationIn(ms: number, { day, hour, minute, second }: Units): string {
  const seconds = ms / 1000;
  for (const [length, unit] of [
    [86_400, day],
    [3600, hour],
    [60, minute],
  ] as const) {
    if (seconds >= length && seconds % length === 0) return `${seconds / length}${unit}`;
  }
  return `${Number(seconds.toFixed(1))}${second}`;
}
