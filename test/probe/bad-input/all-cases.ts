import type { BadInput, BadWorld } from './bad-input.ts';
import { bodyCases } from './body-cases.ts';
import { http2Cases } from './http2-cases.ts';
import { nameCases } from './name-cases.ts';
import { redirectCases } from './redirect-cases.ts';
import { resetCases } from './reset-cases.ts';
import { tlsCases } from './tls-cases.ts';

/** Every case by its group, its servers running. */
export async function allCases(
  world: BadWorld,
): Promise<Readonly<Record<string, readonly BadInput[]>>> {
  return {
    bodies: await bodyCases(world),
    breaks: await resetCases(world),
    'HTTP/2': await http2Cases(world),
    handshakes: await tlsCases(world),
    names: await nameCases(world),
    redirects: await redirectCases(world),
  };
}
