/** Why what is measured may say more of the prober than of the sites. */
export type ProberDoubt = FirstProbesDoubt | StrainDoubt | NetworkDoubt;

/** Every site that was probed since the start has failed. */
export interface FirstProbesDoubt {
  readonly kind: 'first_probes';
  /** Start of this run, epoch ms. */
  readonly since: number;
  /** Series that were probed since, each without a success. */
  readonly series: number;
}

/** Sites of unrelated fields stopped answering together: it may be our own network. */
export interface NetworkDoubt {
  readonly kind: 'own_network';
  /** The first failure of it, epoch ms. */
  readonly since: number;
  /** Targets that failed together when it was seen. */
  readonly targets: number;
}

/** The prober does not keep up: of its newest slots too many were disturbed by itself. */
export interface StrainDoubt {
  readonly kind: 'strained';
  /** Start of the slots looked at, epoch ms. */
  readonly since: number;
  readonly slots: number;
  /** Of `slots`: suspect, missed or started late through the prober itself. */
  readonly disturbed: number;
}
