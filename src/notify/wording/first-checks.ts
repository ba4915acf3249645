import type { Text } from '../../core/words/language.ts';
import type { NoticeDetail } from '../../core/words/notice.ts';
import type { Phase, Reason } from '../../core/words/outcome.ts';

const OWN_VIEW: Text = {
  ja: '社内と、社外の回線（携帯電話など）の両方からサイトを開いて確かめる',
  en: 'Open the site from inside and from another line (a mobile phone, say)',
};

const SERVER_LOAD: Text = {
  ja: 'サーバの負荷（CPU、メモリ、接続数）とアクセスの量を確かめる',
  en: 'Look at the server’s load (processor, memory, connections) and at the number of requests',
};

const LAST_CHANGE: Text = {
  ja: '直前の更新・設定変更がないかを確かめる',
  en: 'See whether anything was released or changed just before',
};

const PROVIDER: Text = {
  ja: 'サーバ・回線・CDN の事業者の障害情報を確かめる',
  en: 'Read the status pages of the providers of server, line and CDN',
};

const DNS_CHECKS: readonly Text[] = [
  {
    ja: '名前サーバが応答しているか、ドメインの期限が切れていないかを確かめる',
    en: 'See whether the name servers answer and whether the domain has expired',
  },
  {
    ja: 'DNS の設定を直前に変えていないかを確かめる',
    en: 'See whether DNS was changed just before',
  },
];

const CERTIFICATE_CHECKS: readonly Text[] = [
  {
    ja: '証明書の期限、名前、中間証明書を確かめる',
    en: 'Check the certificate’s dates, its names and the intermediate certificates',
  },
];

const BY_REASON: Partial<Readonly<Record<Reason, readonly Text[]>>> = {
  dns: DNS_CHECKS,
  certificate: CERTIFICATE_CHECKS,
  tls: [...CERTIFICATE_CHECKS, LAST_CHANGE],
  status: [
    {
      ja: 'Web サーバ・アプリケーションのエラーログを確かめる',
      en: 'Read the error logs of the web server and the application',
    },
    LAST_CHANGE,
  ],
  body: [LAST_CHANGE],
  redirect: [{ ja: '転送の設定を確かめる', en: 'Check how redirects are set' }, LAST_CHANGE],
  reset: [SERVER_LOAD, PROVIDER],
  protocol: [LAST_CHANGE, PROVIDER],
};

const BY_PHASE: Partial<Readonly<Record<Phase, readonly Text[]>>> = {
  dns: DNS_CHECKS,
  connect: [
    {
      ja: 'サーバとファイアウォールが動いているか、回線が使えるかを確かめる',
      en: 'See whether the server and the firewall run and whether the line works',
    },
    PROVIDER,
  ],
  tls: [SERVER_LOAD, ...CERTIFICATE_CHECKS],
  wait: [SERVER_LOAD, LAST_CHANGE],
  transfer: [
    {
      ja: '回線の混み具合と、ページの大きさの変化を確かめる',
      en: 'Look at how busy the line is and whether the page has grown',
    },
    PROVIDER,
  ],
};

/** What a webmaster looks at first, by what failed or moved. */
export function firstChecks({
  reason,
  phase,
}: Pick<NoticeDetail, 'reason' | 'phase'>): readonly Text[] {
  const byReason = reason === null ? undefined : BY_REASON[reason];
  const byPhase = phase === null ? undefined : BY_PHASE[phase];
  return [OWN_VIEW, ...(byReason ?? byPhase ?? [SERVER_LOAD, LAST_CHANGE, PROVIDER])];
}
