/**
 * What one probe asks of the truth servers. The host name carries the delays of the DNS server and
 * of the handshake, the path those of the answer, so no server needs to be told beforehand.
 */
export interface TruthCommand {
  /** Key of the ledger; 0 = nothing is recorded. */
  readonly id: number;
  /** Between the DNS server's receipt of the query and its answer, ms. */
  readonly dnsMs: number;
  /** Between the TLS server's receipt of the ClientHello and its flight, ms. */
  readonly tlsMs: number;
  /** Between the request and the first byte of the answer, ms. */
  readonly waitMs: number;
  /** Between the first part of the body and the last, ms; 0 = the body is one part. */
  readonly gapMs: number;
  readonly bodyBytes: number;
}

/** What the servers really did for one id, ms; null = that server was not asked. */
export interface Produced {
  readonly dnsMs: number | null;
  readonly tlsMs: number | null;
  readonly waitMs: number | null;
  readonly gapMs: number | null;
}

export const TRUTH_DOMAIN = 'bench.test';

/** `label` tells hosts with the same delays apart. */
export function hostOfCommand(command: TruthCommand, label = 'x'): string {
  return `i${command.id}-d${command.dnsMs}-t${command.tlsMs}-${label}.${TRUTH_DOMAIN}`;
}

export function pathOfCommand(command: TruthCommand): string {
  return `/i${command.id}/w${command.waitMs}/g${command.gapMs}/b${command.bodyBytes}`;
}

/** Reads a host name; a name of another form commands nothing. */
export function commandOfHost(host: string): Pick<TruthCommand, 'id' | 'dnsMs' | 'tlsMs'> {
  const found = /^i(\d+)-d(\d+)-t(\d+)-/i.exec(host);
  return { id: numberAt(found, 1), dnsMs: numberAt(found, 2), tlsMs: numberAt(found, 3) };
}

/** Reads a request's path; a path of another form commands nothing. */
export function commandOfPath(
  path: string,
): Pick<TruthCommand, 'id' | 'waitMs' | 'gapMs' | 'bodyBytes'> {
  const found = /^\/i(\d+)\/w(\d+)\/g(\d+)\/b(\d+)/.exec(path);
  return {
    id: numberAt(found, 1),
    waitMs: numberAt(found, 2),
    gapMs: numberAt(found, 3),
    bodyBytes: numberAt(found, 4),
  };
}

function numberAt(found: RegExpExecArray | null, group: number): number {
  return Number(found?.[group] ?? 0);
}
