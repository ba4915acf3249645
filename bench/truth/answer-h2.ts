import type { ServerHttp2Stream } from 'node:http2';
import { bodyOf } from './answer-http1.ts';
import { commandOfPath } from './command.ts';
import { delayExactly } from './delay.ts';
import type { Ledger } from './ledger.ts';

/** Answers one HTTP/2 stream, with the delays and the records of {@link answerHttp1}. */
export function answerH2(stream: ServerHttp2Stream, path: string, ledger: Ledger): void {
  const command = commandOfPath(path);
  stream.on('error', () => stream.destroy());
  delayExactly(command.waitMs, (waitMs) => {
    if (stream.destroyed) return;
    ledger.record('wait', command.id, waitMs);
    stream.respond({
      ':status': 200,
      server: 'truth',
      'content-type': 'text/html',
      'content-length': command.bodyBytes,
    });
    if (command.gapMs === 0) {
      stream.end(bodyOf(command.bodyBytes), 'latin1');
      return;
    }
    const firstBytes = command.bodyBytes >> 1;
    stream.write(bodyOf(firstBytes), 'latin1');
    delayExactly(command.gapMs, (gapMs) => {
      if (stream.destroyed) return;
      ledger.record('gap', command.id, gapMs);
      stream.end(bodyOf(command.bodyBytes - firstBytes), 'latin1');
    });
  });
}
