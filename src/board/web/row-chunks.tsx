import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** Rows of one chunk. */
const CHUNK = 10;
/** With as many rows or fewer, all are made at once. */
const ALL_AT_ONCE = 200;
/** So far beyond what is seen rows are made, px: a turn of the wheel does not come to an empty place. */
const NEAR_PX = 1500;
/** Height of a row that was never made, px. */
const ROW_PX = 37;

export interface RowChunksProps<T> {
  readonly items: readonly T[];
  /** Columns of the table. */
  readonly columns: number;
  readonly row: (item: T) => ComponentChildren;
}

/**
 * The body of a table. Of a long one rows are made where they are seen, or will be soon, and all of them
 * for paper: thousands of rows that change every second would hold up whoever scrolls.
 */
export function RowChunks<T>({ items, columns, row }: RowChunksProps<T>) {
  const isPrinting = usePrinting();
  if (items.length <= ALL_AT_ONCE || isPrinting) return <tbody>{items.map(row)}</tbody>;
  const count = Math.ceil(items.length / CHUNK);
  return (
    <>
      {Array.from({ length: count }, (_, index) => (
        <Chunk
          key={index}
          isFirst={index === 0}
          items={items.slice(index * CHUNK, (index + 1) * CHUNK)}
          columns={columns}
          row={row}
        />
      ))}
    </>
  );
}

function Chunk<T>({ isFirst, items, columns, row }: RowChunksProps<T> & { isFirst: boolean }) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [isNear, setNear] = useState(isFirst);
  const heightPx = useRef(items.length * ROW_PX);
  useEffect(() => {
    const { current } = body;
    if (current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1);
        if (entry === undefined) return;
        if (!entry.isIntersecting) heightPx.current = entry.boundingClientRect.height;
        setNear(entry.isIntersecting);
      },
      { rootMargin: `${NEAR_PX}px 0px` },
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return (
    <tbody ref={body}>
      {isNear ? (
        items.map(row)
      ) : (
        <tr class="row-gap">
          <td colSpan={columns} style={{ height: `${heightPx.current}px` }} />
        </tr>
      )}
    </tbody>
  );
}

/** Whether the page is being put on paper. */
function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const begin = () => setPrinting(true);
    const end = () => setPrinting(false);
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
    };
  }, []);
  return isPrinting;
}
