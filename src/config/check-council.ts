import { BlockList, isIP } from 'node:net';
import { UNUSED_KEYS } from './council-schema.ts';
import { DEFAULTS } from './defaults.ts';
import type { CouncilOutline, Outline } from './outline.ts';
import type { Problem } from './problem.ts';

/** Rules of `yamabiko.yaml` itself: where the board may listen, keys that do nothing yet. */
export function checkCouncil({ council }: Outline): readonly Problem[] {
  return council === null ? [] : [...boardIsShielded(council), ...unusedKeys(council)];
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  return LOOPBACK.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4');
}

/** Before accounts exist, a board that others can reach would show them everything. */
function boardIsShielded({ board }: CouncilOutline): readonly Problem[] {
  const host = board.values.host ?? DEFAULTS.board.host;
  if (board.values.exposure === 'container' || isLoopback(host)) return [];
  return [
    board.source.problem([...board.path, 'host'], {
      code: 'board_exposed',
      expected: {
        ja: 'ループバックのアドレス（127.0.0.1）。ループバックだけを公開するコンテナの中なら exposure: container',
        en: 'a loopback address (127.0.0.1), or exposure: container inside one that publishes loopback only',
      },
    }),
  ];
}

function unusedKeys({ source, keys }: CouncilOutline): readonly Problem[] {
  return UNUSED_KEYS.filter((key) => keys.includes(key)).map((key) =>
    source.problem([key], {
      code: 'not_used',
      atKey: true,
      found: key,
      expected: { ja: 'この版では使われません', en: 'not used by this version' },
    }),
  );
}
