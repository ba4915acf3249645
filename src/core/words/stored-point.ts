/**
 * A point for InfluxDB that is no sample. Names are those of `core/schema.ts`, which also says whether
 * a number is an integer or a float.
 */
export interface StoredPoint {
  readonly bucket: string;
  readonly measurement: string;
  readonly tags: Readonly<Record<string, string>>;
  /** null = absent; at least one is there. */
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
  /** Epoch ms. */
  readonly at: number;
}
