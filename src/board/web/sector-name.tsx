import type { Text } from '../../core/words/language.ts';
import { useLanguage, useWords } from './words.ts';

interface SectorNameProps {
  readonly name: Text;
  readonly field: { readonly name: Text };
}

/** Where a sector is, and its name. */
export function SectorName({ name, field }: SectorNameProps) {
  const words = useWords();
  const language = useLanguage();
  return (
    <div class="target-head">
      <nav aria-label={words.breadcrumb}>
        <a href="/">{words.backToOverview}</a>
        <span aria-hidden="true"> › </span>
        {field.name[language]}
      </nav>
      <h1>{name[language]}</h1>
    </div>
  );
}
