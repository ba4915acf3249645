/** Tables of a kind of file; `version` grows with every change of them. */
export interface FileSchema {
  readonly version: number;
  readonly sql: string;
  /**
   * What `sql` makes, where it is not the newest version: files of it stay as they are when they are
   * opened, and the store's upkeep writes them anew as newer ones.
   */
  readonly made?: number;
  /** By version, what leads from it to the next. */
  readonly migrations?: Readonly<Record<number, string>>;
}
