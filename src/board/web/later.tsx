import type { FunctionComponent } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import { useLoading } from './use-loading.ts';
import { useWords } from './words.ts';

/** A part of the pages whose script is loaded where it is shown first, and by nobody who needs it not. */
export function later<Props extends object>(
  load: () => Promise<FunctionComponent<Props>>,
): FunctionComponent<Props> {
  return function Later(props: Props) {
    const words = useWords();
    const [held, hold] = useState<{ readonly Part: FunctionComponent<Props> } | null>(null);
    const work = useCallback(async () => hold({ Part: await load() }), []);
    const { failure } = useLoading(work);
    if (held !== null) return <held.Part {...props} />;
    return (
      <p class="notice" role="status">
        {failure === null ? words.loading : words.failedToLoad}
      </p>
    );
  };
}
