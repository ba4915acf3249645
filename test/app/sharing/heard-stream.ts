import type { StreamHub } from '../../../src/board/stream-hub.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';

/** The events so far of a stream that stays open. */
export async function heardOf(
  hub: StreamHub,
  viewer: Viewer,
  query: Parameters<StreamHub['open']>[1],
): Promise<() => string> {
  const stream = hub.open(viewer, query, () => {});
  if (stream === null) throw new Error('no stream');
  let text = '';
  const reader = stream.getReader();
  const read = async (): Promise<void> => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += Buffer.from(value).toString();
    }
  };
  read().catch((error: unknown) => {
    text += String(error);
  });
  return () => text;
}
