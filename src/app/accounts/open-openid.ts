import type { OpenIdParts } from '../../accounts/openid/openid-logins.ts';
import type { Config } from '../../core/config.ts';
import { AppError } from '../../core/errors.ts';
import type { OpenIdConfig } from '../../core/openid-config.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import { openOutgoing } from '../outgoing.ts';
import { readSecret, type SecretPlaces } from '../secrets.ts';

/** Page of the board to which the issuer sends people back. */
export const OPENID_PATH = '/openid';

export interface OpenOpenIdParts extends SecretPlaces {
  readonly config: Pick<Config, 'openid' | 'council'>;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly log: Log;
}

/**
 * What is needed of the issuer, whom nobody calls before somebody logs in; null = none is configured.
 * Rejects with `usage` for a secret, a proxy or authorities that cannot be used.
 */
export async function openOpenId(
  { config, clock, log, ...places }: OpenOpenIdParts,
  starting: AsyncDisposableStack,
): Promise<OpenIdParts | null> {
  const { openid, council } = config;
  if (openid === undefined) return null;
  const clientSecret = await openIdSecret(openid, places);
  const outgoing = await openOutgoing(places.environment);
  starting.defer(() => outgoing.close());
  return {
    ...{ config: openid, clientSecret, outgoing, log },
    redirectUri: `${council.publicUrl ?? ''}${OPENID_PATH}`,
    monotonicMs: () => clock.monotonicMs(),
  };
}

/** Of the client at the issuer. Rejects with `usage` where there is none. */
export async function openIdSecret(
  { clientSecretFile: file }: Pick<OpenIdConfig, 'clientSecretFile'>,
  places: SecretPlaces,
): Promise<string> {
  const variable = 'YAMABIKO_OPENID_SECRET';
  const secret = await readSecret({ variable, file, ...places });
  if (secret !== null) return secret;
  throw new AppError('usage', {
    ja: `openid.clientSecretFile のファイル ${file} が空です`,
    en: `the file ${file} of openid.clientSecretFile is empty`,
  });
}
