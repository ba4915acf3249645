import type { ComponentChildren } from 'preact';
import type { NamedDto } from '../dto.ts';
import { sectorPath } from './route.ts';
import { useLanguage, useWords } from './words.ts';

export interface SiteHeadProps {
  readonly member: NamedDto;
  readonly sector: NamedDto;
  readonly target: string;
  /** null = not shown. */
  readonly url: string | null;
  /** What stands before its name. */
  readonly children?: ComponentChildren;
}

/** Whose site it is, and which, below the way back. */
export function SiteHead({ member, sector, target, url, children }: SiteHeadProps) {
  const words = useWords();
  const language = useLanguage();
  return (
    <div class="target-head">
      <nav aria-label={words.breadcrumb}>
        <a href="/">{words.backToOverview}</a>
        <span aria-hidden="true"> › </span>
        <a href={sectorPath(sector.id)}>{sector.name[language]}</a>
      </nav>
      <h1>
        {children}
        {member.name[language]}
      </h1>
      <p class="target-url">
        {url === null ? (
          <span>{target}</span>
        ) : (
          <a href={url} target="_blank" rel="noopener noreferrer">
            {url}
          </a>
        )}
      </p>
    </div>
  );
}
