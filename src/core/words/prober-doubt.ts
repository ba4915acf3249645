/**
 * Why what is measured may say more of the prober than of the sites. `first_probes`: every site that
 * was probed since the start has failed.
 */
export interface ProberDoubt {
  readonly kind: 'first_probes';
  /** Start of this run, epoch ms. */
  readonly since: number;
  /** Series that were probed since, each without a success. */
  readonly series: number;
}
