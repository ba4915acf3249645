/** Tables of a kind of file; `version` grows with every change of them. */
export interface FileSchema {
  readonly version: number;
  readonly sql: string;
  /** By version, what leads from it to the next. */
  readonly migrations?: Readonly<Record<number, string>>;
}
