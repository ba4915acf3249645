import type { FunctionComponent } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import type { SiteBodyProps } from './site-body.tsx';
import { useLoading } from './use-loading.ts';
import { useWords } from './words.ts';

/** A site, whose charts are a script of their own: pages without them do not load it. */
export function SiteBodyLater(props: SiteBodyProps) {
  const words = useWords();
  const [held, hold] = useState<{ readonly Body: FunctionComponent<SiteBodyProps> } | null>(null);
  const load = useCallback(async () => {
    const { SiteBody } = await import('./site-body.tsx');
    hold({ Body: SiteBody });
  }, []);
  const { failure } = useLoading(load);
  if (held !== null) return <held.Body {...props} />;
  return (
    <p class="notice" role="status">
      {failure === null ? words.loading : words.failedToLoad}
    </p>
  );
}
