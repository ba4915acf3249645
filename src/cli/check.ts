import { checkSite } from '../app/check.ts';
import { compareWithCurl } from '../app/curl.ts';
import { optionalConfig } from '../app/validate.ts';
import type { Config } from '../core/config.ts';
import { AppError } from '../core/errors.ts';
import type { Family } from '../core/words/outcome.ts';
import type { HttpOffer, ProbeRecord } from '../core/words/probe-record.ts';
import { wrongValue } from '../core/wrong-value.ts';
import { checkReport, comparisonTable } from './check-report.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { waitMsOf } from './duration.ts';
import { MESSAGES } from './messages.ts';
import { complain, print } from './outlet.ts';

/** `check`: one probe of one URL, now, from here. */
export const check: Command = {
  name: 'check',
  usage: '<url> [--json] [options]',
  summary: {
    ja: 'URL を 1 回だけ計測し、区間ごとの時間を表示します。',
    en: 'Probes one URL once and shows the time of every phase.',
  },
  details: {
    ja: [
      '  --json              計測値を 1 つの JSON で出力',
      '  --timeout 10s       全体の期限（既定 10s）',
      '  --family 4|6        IPv4 か IPv6（既定 4）',
      '  --http 1.1|2|auto   使う HTTP の版（既定 auto）',
      '  --ca FILE           追加で信頼する認証局（PEM）',
      '  --allow-private     社内などの非公開アドレスも許す',
      '  --compare curl      同じ URL を curl でも計り、並べて表示',
      '  --config DIR        計測者名と DNS サーバをこの設定から取る（既定 ./config）',
    ].join('\n'),
    en: [
      '  --json              print the sample as one JSON object',
      '  --timeout 10s       deadline of the whole probe (default 10s)',
      '  --family 4|6        IPv4 or IPv6 (default 4)',
      '  --http 1.1|2|auto   HTTP version to use (default auto)',
      '  --ca FILE           trust the authorities in this PEM file too',
      '  --allow-private     allow addresses that are not globally reachable',
      '  --compare curl      time the same URL with curl and show both',
      '  --config DIR        take operator and resolver from here (default ./config)',
    ].join('\n'),
  },
  options: {
    json: { type: 'boolean' },
    timeout: { type: 'string' },
    family: { type: 'string' },
    http: { type: 'string' },
    ca: { type: 'string' },
    'allow-private': { type: 'boolean' },
    compare: { type: 'string' },
    config: { type: 'string' },
  },
  positionals: [1, 1],
  run: runCheck,
};

async function runCheck(call: Call): Promise<number> {
  const request = {
    url: urlOf(call.positionals[0] ?? ''),
    timeoutMs: waitMsOf(call.text('timeout') ?? '10s', '--timeout'),
    family: familyOf(call.text('family')),
    http: offerOf(call.text('http')),
    caFile: call.text('ca'),
    allowPrivate: call.flag('allow-private'),
    config: await configOf(call),
  };
  const peer = call.text('compare');
  if (peer !== null && peer !== 'curl') {
    throw wrongValue('--compare', { ja: ' curl ', en: 'curl' }, peer);
  }
  const record = await checkSite(request);
  // curl follows no guard: where ours refused, it would ask in our place.
  const isRefused = record.sample.reason === 'refused';
  const comparison = peer === null || isRefused ? null : await compareWithCurl(request, record);
  if (call.flag('json')) {
    print(JSON.stringify({ ...jsonOf(record), ...(comparison === null ? {} : { comparison }) }));
  } else {
    print(checkReport(record, call.language));
    if (comparison !== null) print(`\n${comparisonTable(comparison, call.language)}`);
    else if (peer !== null) print(`\n${MESSAGES[call.language].curlNotRun}`);
  }
  return record.sample.outcome === 'success' ? EXIT.ok : EXIT.problem;
}

/** Operator and resolver; says so where a broken `./config` is left out. */
async function configOf(call: Call): Promise<Config | null> {
  const { config, problems } = await optionalConfig(call.text('config'));
  if (problems > 0) complain(MESSAGES[call.language].configLeftOut(problems));
  return config;
}

/** What `--json` prints: the sample's fields, its hops and its certificate. */
function jsonOf(record: ProbeRecord): object {
  return {
    ...record.sample,
    hops: record.hops,
    certificate: record.certificate,
    detail: record.detail,
  };
}

function urlOf(text: string): string {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw new AppError('usage', {
      ja: `${text} は http または https の URL ではありません`,
      en: `${text} is not an http or https URL`,
    });
  }
  return url.href;
}

function familyOf(text: string | null): Family {
  if (text === null || text === '4') return 4;
  if (text === '6') return 6;
  throw wrongValue('--family', { ja: ' 4 か 6 ', en: '4 or 6' }, text);
}

function offerOf(text: string | null): HttpOffer {
  if (text === null) return 'auto';
  if (text === 'auto' || text === '1.1' || text === '2') return text;
  throw wrongValue('--http', { ja: ' 1.1、2、auto のいずれか', en: '1.1, 2 or auto' }, text);
}
