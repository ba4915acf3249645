/** What the DNS says of a host beside its address. Names in lower case, without the last dot. */
export interface NameFacts {
  /** Names that the host leads to one after the other by CNAME; empty = it has its addresses itself. */
  readonly aliases: readonly string[];
  /** The zone of each alias, where it is not the host's own, each once; in order of the alphabet. */
  readonly aliasZones: readonly string[];
  /** Of the zone that holds the host, in order of the alphabet; empty = none was found. */
  readonly nameServers: readonly string[];
}
