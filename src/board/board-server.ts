import {
  createServer as createHttpServer,
  type Server as HttpServer,
  type RequestListener,
} from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';

export type BoardServer = HttpServer | HttpsServer;

/** PEM texts: the certificate with its chain, and its key. */
export interface TlsTexts {
  readonly cert: string;
  readonly key: string;
}

/** What a board speaks TLS by; sound, as the composition root found it. */
export interface BoardTls {
  readonly texts: TlsTexts;
  /** Calls back with others that take their place. */
  onRenewed(listener: (texts: TlsTexts) => void): void;
}

/** A server that speaks TLS where there is something to do it by; those connected keep the old certificate. */
export function serverOf(tls: BoardTls | null, listener: RequestListener): BoardServer {
  if (tls === null) return createHttpServer(listener);
  const server = createHttpsServer({ ...SETTINGS, ...tls.texts }, listener);
  tls.onRenewed((texts) => server.setSecureContext({ ...SETTINGS, ...texts }));
  return server;
}

/** The pages and streams go over HTTP/1.1. */
const SETTINGS = { minVersion: 'TLSv1.2', ALPNProtocols: ['http/1.1'] } as const;
