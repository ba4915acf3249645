import { DEFAULTS } from './defaults.ts';
import { isLoopbackHost } from './loopback-host.ts';
import type { CouncilOutline, Outline } from './outline.ts';
import type { Problem } from './problem.ts';

/** The rule of `yamabiko.yaml` itself: where the board may listen. */
export function checkCouncil({ council }: Outline): readonly Problem[] {
  return council === null ? [] : boardIsShielded(council);
}

/** Before accounts exist the start refuses it too; what lets people in goes over no wire in clear text. */
function boardIsShielded({ board, council }: CouncilOutline): readonly Problem[] {
  const host = board.values.host ?? DEFAULTS.board.host;
  if (board.values.exposure === 'container' || isLoopbackHost(host)) return [];
  if (council.values.publicUrl?.startsWith('https:') === true) return [];
  return [
    board.source.problem([...board.path, 'host'], {
      code: 'board_exposed',
      expected: {
        ja: 'ループバックのアドレス（127.0.0.1）。ループバックだけを公開するコンテナの中なら exposure: container。アカウントがあり、https で公開するなら council.publicUrl に https の URL',
        en: 'a loopback address (127.0.0.1), or exposure: container inside one that publishes loopback only; with accounts and https in front, council.publicUrl of https',
      },
    }),
  ];
}
