import { wrongValue } from '../core/wrong-value.ts';

/** The address that `--listen` names, null where it names none; throws `usage` for what is none. */
export function listenOf(
  text: string | null,
): { readonly host: string; readonly port: number } | null {
  if (text === null) return null;
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  const host = match?.[1] ?? match?.[2];
  if (host === undefined || !(port <= 65_535)) {
    throw wrongValue('--listen', { ja: ' HOST:PORT ', en: 'HOST:PORT' }, text);
  }
  return { host, port };
}
