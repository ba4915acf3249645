export interface SavedFile {
  readonly name: string;
  /** Below `/api/export/`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
}

export interface SaveLinksProps {
  /** What stands before them. */
  readonly intro: string;
  readonly files: readonly SavedFile[];
}

const FORMATS = [
  ['csv', 'CSV'],
  ['ndjson', 'NDJSON'],
] as const;

/** Saves what is seen as files, each with its marking, in each format that there is. */
export function SaveLinks({ intro, files }: SaveLinksProps) {
  return (
    <div class="save">
      {intro}
      {files.map(({ name, path, query }) => (
        <span key={path}>
          {name}{' '}
          {FORMATS.map(([format, label]) => (
            <a
              key={format}
              href={`/api/export/${path}?${new URLSearchParams({ format, ...query })}`}
              aria-label={`${name} ${label}`}
              download
            >
              {label}
            </a>
          ))}
        </span>
      ))}
    </div>
  );
}
