import type { Marking } from '../core/words/marking.ts';

/** How rows are written that are read block by block. */
export interface RowsFile<T> {
  readonly name: string;
  readonly contentType: string;
  /** '' = none. */
  readonly head: string;
  readonly rowsOf: (block: T, marking: Marking) => string;
  /** Only the headers are asked for. */
  readonly isHead: boolean;
}

/** The text of a file, made no faster than it is read; what `blocks` throws ends it as an error. */
export function streamOf<T>(
  { head, rowsOf }: RowsFile<T>,
  blocks: AsyncIterable<T>,
  marking: Marking,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = blocks[Symbol.asyncIterator]();
  let isBegun = head === '';
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (!isBegun) {
        isBegun = true;
        controller.enqueue(encoder.encode(head));
        return;
      }
      const { done, value } = await iterator.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(rowsOf(value, marking)));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
