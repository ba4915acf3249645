import type { Comparison } from '../app/curl.ts';
import type { Language, Text } from '../core/words/language.ts';
import type { Hop } from '../core/words/probe-record.ts';
import type { Sample } from '../core/words/sample.ts';

type AskedHop = Pick<Hop, 'url' | 'peerAddress' | 'phases'>;

/** The part of a probe's record that tells how far it came. */
export interface AskedProbe {
  readonly sample: Pick<Sample, 'reason' | 'failedPhase'>;
  readonly hops: readonly AskedHop[];
}

/** Whom the probe asked and how often, or how far it came without asking. */
export function askedSentence(record: AskedProbe, language: Language): string {
  const asked = record.hops.filter(isAsked);
  const last = record.hops.at(-1);
  const sentences: Text[] = asked.length === 0 ? [] : [sentenceOfAsked(asked)];
  if (last !== undefined && !isAsked(last)) sentences.push(sentenceOfUnasked(last, record));
  return sentences.map((sentence) => sentence[language]).join(language === 'ja' ? '' : ' ');
}

/** What curl did beside it. */
export function curlSentence({ curlAsked }: Comparison, language: Language): string {
  const text = curlAsked
    ? {
        ja: '続いて curl が同じ URL へもう一度要求しました。',
        en: 'curl then asked the same URL once more.',
      }
    : {
        ja: '続いて curl も試みましたが、要求は送られていません。',
        en: 'curl then tried as well; it sent no request.',
      };
  return text[language];
}

function isAsked({ phases }: AskedHop): boolean {
  return phases.send !== null;
}

function sentenceOfAsked(hops: readonly AskedHop[]): Text {
  const [first] = hops;
  if (first !== undefined && hops.length === 1) {
    return {
      ja: `${placeOf(first).ja}へ 1 回だけ要求しました。`,
      en: `Asked ${placeOf(first).en} once.`,
    };
  }
  const hosts = Map.groupBy(hops, ({ url }) => new URL(url).host);
  const counts = [...hosts].map(([host, of]) => ({
    host,
    address: of[0]?.peerAddress ?? '',
    count: of.length,
  }));
  const ja = counts.map(({ host, address, count }) => `${host}（${address}）へ ${count} 回`);
  const en = counts.map(
    ({ host, address, count }) => `${host} (${address}) ${count === 1 ? 'once' : `${count} times`}`,
  );
  return {
    ja: `転送をたどり、${ja.join('、')}要求しました。`,
    en: `Followed redirects and asked ${listed(en)}.`,
  };
}

/** `hop` is the last one, in which the probe has failed. */
function sentenceOfUnasked(hop: AskedHop, { sample }: AskedProbe): Text {
  const place = placeOf(hop);
  if (sample.reason === 'refused') {
    return {
      ja: `${place.ja}は公開アドレスではないため、接続せず、何も送っていません（許すには --allow-private）。`,
      en: `Did not connect to ${place.en}, which is not a public address, and sent nothing there (to allow it: --allow-private).`,
    };
  }
  if (hop.peerAddress === null) {
    const host = new URL(hop.url).hostname;
    return {
      ja: `${host} のアドレスが得られなかったため、接続していません。`,
      en: `No address was obtained for ${host}, so it was not connected to.`,
    };
  }
  if (sample.failedPhase === 'connect') {
    return {
      ja: `${place.ja}へ接続を試みましたが、接続できず、要求は送っていません。`,
      en: `Tried to connect to ${place.en} without success and sent no request.`,
    };
  }
  if (hop.phases.connect === null) {
    return {
      ja: `${place.ja}へは接続しておらず、要求も送っていません。`,
      en: `Did not get as far as connecting to ${place.en} and sent no request.`,
    };
  }
  return sample.failedPhase === 'send'
    ? {
        ja: `${place.ja}へ接続しましたが、要求を最後まで送れませんでした。`,
        en: `Connected to ${place.en}, but could not send the whole request.`,
      }
    : {
        ja: `${place.ja}へ接続しましたが、要求は送っていません。`,
        en: `Connected to ${place.en}, but sent no request.`,
      };
}

function placeOf({ url, peerAddress }: AskedHop): Text {
  if (peerAddress === null) return { ja: `${url} `, en: url };
  return { ja: `${url} （${peerAddress}）`, en: `${url} (${peerAddress})` };
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
