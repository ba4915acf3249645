import { AppError } from '../core/errors.ts';

/** null = direct. */
export interface ProxySettings {
  readonly httpProxy: string | null;
  readonly httpsProxy: string | null;
  /** Hosts to be reached directly, as `NO_PROXY` has them. */
  readonly noProxy: string;
}

const PROXY_SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:']);

/**
 * Proxies as the environment names them; a name in lower case comes before the same in upper case,
 * and a proxy without a scheme is an http one, as curl has it. Throws `usage` for what is no URL of
 * an http or https proxy; the text names the variable and not its value, which may hold a password.
 */
export function proxySettingsOf(
  environment: Readonly<Record<string, string | undefined>>,
): ProxySettings {
  return {
    httpProxy: proxyOf(environment, 'HTTP_PROXY'),
    httpsProxy: proxyOf(environment, 'HTTPS_PROXY'),
    noProxy: environment['no_proxy'] ?? environment['NO_PROXY'] ?? '',
  };
}

function proxyOf(
  environment: Readonly<Record<string, string | undefined>>,
  name: string,
): string | null {
  const value = (environment[name.toLowerCase()] ?? environment[name] ?? '').trim();
  if (value === '') return null;
  const url = URL.parse(value.includes('://') ? value : `http://${value}`);
  if (url !== null && PROXY_SCHEMES.has(url.protocol)) return url.href;
  throw new AppError('usage', {
    ja: `環境変数 ${name} は http または https のプロキシのURLではありません`,
    en: `${name} is not the URL of an http or https proxy`,
  });
}
