/** A request that is not a probe. */
export interface OutgoingRequest {
  /** Absolute, http or https. */
  readonly url: string;
  /** Default GET. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** From the call to the last byte read, ms; default 30 s. */
  readonly timeoutMs?: number;
  /** Of the body; a longer one fails the request. Default 8 MiB. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

export interface OutgoingAnswer {
  readonly statusCode: number;
  /** Names in lower case; of a repeated one the values joined by a comma and a space. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** An answer whose body comes piece by piece, read at the reader's pace. */
export interface OutgoingStream extends Pick<OutgoingAnswer, 'statusCode' | 'headers'> {
  /** To be read once; who leaves early ends the connection. Rejects as {@link Outgoing.stream}. */
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Connections of the service that are not probes. Any answer resolves, an error's too; no redirect is
 * followed. Rejects with `outgoing_failed` where there is no whole answer in time.
 */
export interface Outgoing {
  send(request: OutgoingRequest): Promise<OutgoingAnswer>;
  /**
   * As {@link Outgoing.send}, for bodies of any length: `maxBytes` does not hold, and `timeoutMs` is the
   * longest silence, before the head and between pieces, kept to within a second or two.
   */
  stream(request: OutgoingRequest): Promise<OutgoingStream>;
  close(): Promise<void>;
}
