import type { Text } from '../../core/words/language.ts';

/** What letters say beside the notice itself. */
export interface WordingContext {
  readonly council: Text;
  /** null only where every site is a practice site. */
  readonly operator: { readonly name: Text; readonly contactUrl: string } | null;
  /** Without a trailing slash; null = the board has no address that readers could reach. */
  readonly publicUrl: string | null;
  readonly timezone: string;
  /** As `standingWordsOf` has them: marks, vantages, the standing sentence last. */
  readonly standing: readonly Text[];
  /** Whom a recipient may call, by its id: names with numbers. */
  readonly phonesOf: (recipient: string) => readonly Text[];
}
