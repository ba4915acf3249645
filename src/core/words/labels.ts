import type { Text } from './language.ts';
import type { Blame, Outcome, Phase, Reason, SuspectCause, Validity } from './outcome.ts';

/** What people read for the closed lists of `outcome.ts`, in both languages. */

export const OUTCOME_LABELS: Readonly<Record<Outcome, Text>> = {
  success: { ja: '成功', en: 'success' },
  failure: { ja: '失敗', en: 'failure' },
  missed: { ja: '未計測', en: 'missed' },
};

export const PHASE_LABELS: Readonly<Record<Phase, Text>> = {
  dns: { ja: '名前解決', en: 'name lookup' },
  connect: { ja: '接続', en: 'TCP connect' },
  tls: { ja: 'TLS', en: 'TLS handshake' },
  send: { ja: '送信', en: 'send' },
  wait: { ja: '応答待ち', en: 'server wait' },
  transfer: { ja: '受信', en: 'transfer' },
  other: { ja: 'その他', en: 'other' },
};

/** Short, for tables. */
export const REASON_LABELS: Readonly<Record<Reason, Text>> = {
  dns: { ja: '名前解決に失敗', en: 'name lookup failed' },
  connect: { ja: '接続できず', en: 'no connection' },
  tls: { ja: 'TLSの確立に失敗', en: 'TLS handshake failed' },
  certificate: { ja: '証明書を検証できず', en: 'certificate not valid' },
  timeout: { ja: '時間切れ', en: 'timed out' },
  reset: { ja: '途中で切断', en: 'connection reset' },
  protocol: { ja: '応答の形式が不正', en: 'malformed answer' },
  redirect: { ja: '転送をたどれず', en: 'redirect not followed' },
  status: { ja: '想定外の応答コード', en: 'unexpected status' },
  body: { ja: '本文が想定と異なる', en: 'unexpected body' },
  too_large: { ja: '応答が大きすぎる', en: 'answer too large' },
  blocked: { ja: '計測が遮断された', en: 'probe blocked' },
  refused: { ja: '計測を許されない宛先', en: 'address not allowed' },
  internal: { ja: '計測側の内部エラー', en: 'internal error of the prober' },
  late: { ja: '前の計測が未了', en: 'previous probe still ran' },
  paused: { ja: '計測処理の中断', en: 'prober stood still' },
  overloaded: { ja: '計測側の混雑', en: 'prober overloaded' },
  prober_down: { ja: '計測処理の停止', en: 'prober down' },
  clock: { ja: '時計のずれ', en: 'clock stepped' },
};

/** A whole sentence, for whoever asks what happened in one probe. */
export const REASON_SENTENCES: Readonly<Record<Reason, Text>> = {
  dns: {
    ja: 'サイト名からアドレスを得られませんでした。',
    en: 'No address was obtained for the name of the site.',
  },
  connect: {
    ja: 'アドレスは得られましたが、TCP接続を確立できませんでした。',
    en: 'An address was obtained, but no TCP connection to it was established.',
  },
  tls: {
    ja: '接続後、TLSの確立に失敗しました。',
    en: 'The connection was made, but the TLS handshake on it failed.',
  },
  certificate: {
    ja: '提示された証明書を検証できませんでした（期限、名前、発行者のいずれか）。',
    en: 'The certificate presented could not be verified: its dates, its name or its issuer.',
  },
  timeout: {
    ja: '制限時間内に計測が終わりませんでした。',
    en: 'The probe did not end within its deadline.',
  },
  reset: {
    ja: '応答が終わる前に、相手側から接続が切られました。',
    en: 'The other end closed the connection before the answer was complete.',
  },
  protocol: {
    ja: '応答がHTTPの規格に沿っていませんでした。',
    en: 'The answer did not follow the HTTP specification.',
  },
  redirect: {
    ja: '転送の回数が多すぎるか、転送先が正しくありませんでした。',
    en: 'There were too many redirects, or one led nowhere.',
  },
  status: {
    ja: '応答はありましたが、応答コードが想定と異なりました。',
    en: 'The site answered, but with a status that is not expected.',
  },
  body: {
    ja: '応答はありましたが、本文に想定した文字列がありませんでした。',
    en: 'The site answered, but the text expected was not in the body.',
  },
  too_large: {
    ja: '応答が上限の大きさを超えました。',
    en: 'The answer was larger than the limit.',
  },
  blocked: {
    ja: 'サイト側の防御機能が計測を遮断したとみられます。利用者には正常に応答している可能性があります。',
    en: 'A defence of the site appears to have blocked the probe; visitors may well be answered.',
  },
  refused: {
    ja: '宛先が公開アドレスではないため、計測しませんでした。',
    en: 'The address is not a public one, so it was not connected to.',
  },
  internal: {
    ja: '計測プログラムの不具合により、計測を完了できませんでした。',
    en: 'A defect of the prober kept it from finishing.',
  },
  late: {
    ja: '前の計測がまだ終わっていなかったため、計測しませんでした。',
    en: 'The previous probe of this site still ran, so this slot was not used.',
  },
  paused: {
    ja: '計測プログラムが一時止まっていたため、計測できませんでした。',
    en: 'The program stood still, so this slot was not used.',
  },
  overloaded: {
    ja: '同時に行える計測の上限に達していたため、計測しませんでした。',
    en: 'The limit of probes at one time was reached, so this slot was not used.',
  },
  prober_down: {
    ja: '計測処理が停止または再起動中だったため、計測できませんでした。',
    en: 'The process that probes was stopping or being replaced, so this slot was not used.',
  },
  clock: {
    ja: '計測機の時計がこの時刻を飛び越えたため、計測できませんでした。',
    en: "The prober's clock stepped over this slot, so it was not used.",
  },
};

export const BLAME_LABELS: Readonly<Record<Blame, Text>> = {
  target: { ja: 'サイト側', en: 'site' },
  resolver: { ja: 'DNSサーバ側', en: 'resolver' },
  prober: { ja: '計測側', en: 'prober' },
};

export const VALIDITY_LABELS: Readonly<Record<Validity, Text>> = {
  valid: { ja: '有効', en: 'valid' },
  suspect: { ja: '参考値', en: 'suspect' },
};

/** Why a sample is not to be trusted. */
export const SUSPECT_LABELS: Readonly<Record<SuspectCause, Text>> = {
  loop_delay: {
    ja: '計測処理が遅れたため、判定に使いません。',
    en: 'The prober itself was late during this probe, so nothing is judged by it.',
  },
  overloaded: {
    ja: '計測が混み合っていたため、判定に使いません。',
    en: 'The prober was at its limit during this probe, so nothing is judged by it.',
  },
  clock: {
    ja: '計測中に時計が動いたため、判定に使いません。',
    en: 'The clock stepped during this probe, so nothing is judged by it.',
  },
  own_network: {
    ja: '計測側の回線に疑いがあるため、判定に使いません。',
    en: "The prober's own network is in doubt, so nothing is judged by this probe.",
  },
};
