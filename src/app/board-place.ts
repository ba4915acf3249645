import type { Config } from '../core/config.ts';

export interface BoardPlaceOptions {
  readonly config: Config;
  /** Overrides the configuration's; then a busy port is an error. null = as configured. */
  readonly listen: { readonly host: string; readonly port: number } | null;
}

/** Where the board answers, and what it says of itself there. */
export function boardPlace({ config, listen }: BoardPlaceOptions, timezone: () => string) {
  const { host, port } = listen ?? config.board;
  const { trustedProxies } = config.board;
  return {
    host,
    port,
    portSearch: listen === null,
    exposure: config.board.exposure,
    ...(trustedProxies === undefined ? {} : { trustedProxies }),
    publicUrl: config.council.publicUrl,
    timezone,
    practice: config.practice,
  };
}
