import { AppError } from '../../core/errors.ts';
import type { Outgoing } from '../../core/ports/outgoing.ts';
import { requestJson } from './json-request.ts';

/** What answers at InfluxDB's URL. */
export interface InfluxVersion {
  /** null where the server does not say; then it is taken for 2.x until it refuses. */
  readonly major: number | null;
  /** As the server says it, `v2.7.12`. */
  readonly text: string | null;
}

/** Asks `/ping`, which every version answers; rejects with `outgoing_failed`. */
export async function askVersion(
  outgoing: Outgoing,
  { url, token }: { readonly url: string; readonly token: string | null },
): Promise<InfluxVersion> {
  const authorization = token === null ? null : `Token ${token}`;
  const request = { program: 'InfluxDB', base: url, path: '/ping', authorization };
  const text = (await requestJson(outgoing, request)).headers['x-influxdb-version'] ?? null;
  const [, major] = /^v?(\d+)\./.exec(text ?? '') ?? [];
  return { major: major === undefined ? null : Number(major), text };
}

/** `setup_failed` for a server that has no organisations, buckets and tokens of the kind needed. */
export function unsuitable({ major, text }: InfluxVersion, url: string): AppError | null {
  if (major === null || major === 2) return null;
  if (major === 1) {
    return new AppError('setup_failed', {
      ja: `${url} は InfluxDB ${text} です。1.x にはこの API がなく、データベースは CREATE DATABASE で作ります。--dry-run を付けると実行すべき文を出力します`,
      en: `${url} is InfluxDB ${text}: 1.x has no such API, its databases are made by CREATE DATABASE; with --dry-run the statements to run are printed`,
    });
  }
  return new AppError('setup_failed', {
    ja: `${url} は InfluxDB ${text} です。3 Core はデータベースが 5 つまでで、読み取りをデータベースごとに分けるトークンもないため、設定の対象は 2.x だけです`,
    en: `${url} is InfluxDB ${text}: 3 Core holds at most five databases and has no tokens that read one database only; only 2.x is set up`,
  });
}
