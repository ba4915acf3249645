import { useWords } from './words.ts';

/** What stands in a page's place until it is there, or because it cannot be. */
export function PageNotice({ failure, missing }: { failure: string | null; missing: string }) {
  const words = useWords();
  return (
    <>
      <p class="notice" role="status">
        {failure === null ? words.loading : missing}
      </p>
      <p class="notice">
        <a href="/">{words.backToOverview}</a>
      </p>
    </>
  );
}
