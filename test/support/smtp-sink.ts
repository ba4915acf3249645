import { once } from 'node:events';
import type { Socket } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions } from 'smtp-server';
import type { ServerCertificate } from './certificates.ts';
import { portOf } from './raw-server.ts';

/** What a server says in place of 250. */
export interface SmtpRefusal {
  /** 4xx or 5xx. */
  readonly code: number;
  readonly text: string;
}

export interface SmtpSinkOptions {
  /** Where an earlier one was; default any that is free. */
  readonly port?: number;
  /** With it TLS: from the first byte, or by STARTTLS. */
  readonly certificate?: ServerCertificate;
  readonly tls?: 'implicit' | 'starttls';
  /** Who may send; absent = everybody. */
  readonly account?: { readonly user: string; readonly password: string };
  /** The commands of a message are answered one by one; default with PIPELINING. */
  readonly isStepwise?: boolean;
  /** null = taken. Asked at MAIL FROM, RCPT TO and after the message. */
  refuse?(command: 'MAIL FROM' | 'RCPT TO' | 'DATA', address: string): SmtpRefusal | null;
}

export interface SinkMail {
  readonly to: readonly string[];
  readonly from: string;
  readonly raw: string;
  readonly parsed: Email;
  readonly isEncrypted: boolean;
  /** Who had signed in; null = nobody. */
  readonly user: string | null;
}

export interface SmtpSink {
  readonly port: number;
  readonly received: readonly SinkMail[];
  /** TCP connections accepted since start. */
  readonly connections: number;
  /** Takes the next message whole and cuts the connection in place of an answer. */
  loseNextAnswer(): void;
  /** Cuts every open connection. */
  cut(): void;
  close(): Promise<void>;
}

/** A real SMTP server on loopback that keeps what it is given. */
export async function startSmtpSink(options: SmtpSinkOptions = {}): Promise<SmtpSink> {
  const received: SinkMail[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  let isLosing = false;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = new SMTPServer({
    ...frameOf(options),
    onMailFrom: ({ address }, _, done) => done(refusalOf(options, 'MAIL FROM', address)),
    onRcptTo: ({ address }, _, done) => done(refusalOf(options, 'RCPT TO', address)),
    onData(stream, session, done) {
      const { mailFrom, rcptTo } = session.envelope;
      const to = rcptTo.map(({ address }) => address);
      const keep = async () => {
        const raw = await textOf(stream);
        const refused = refusalOf(options, 'DATA', to[0] ?? '');
        if (refused !== null) return done(refused);
        received.push({
          to,
          from: mailFrom === false ? '' : mailFrom.address,
          raw,
          parsed: await PostalMime.parse(raw),
          isEncrypted: session.secure,
          user: typeof session.user === 'string' ? session.user : null,
        });
        if (!isLosing) return done(null);
        isLosing = false;
        cut();
      };
      keep().catch(done);
    },
  });
  server.server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  // Connections that a test cuts or that a client refuses.
  server.on('error', () => {});
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: portOf(server.server),
    received,
    get connections() {
      return connections;
    },
    loseNextAnswer() {
      isLosing = true;
    },
    cut,
    async close() {
      const closed = once(server.server, 'close');
      server.close();
      cut();
      await closed;
    },
  };
}

function frameOf({ certificate, tls, account, isStepwise }: SmtpSinkOptions): SMTPServerOptions {
  return {
    logger: false,
    disableReverseLookup: true,
    authOptional: account === undefined,
    hidePIPELINING: isStepwise === true,
    secure: tls === 'implicit',
    ...(certificate === undefined
      ? { disabledCommands: ['STARTTLS'], allowInsecureAuth: true }
      : { key: certificate.key, cert: certificate.cert }),
    onAuth(given, _, done) {
      const isKnown = given.username === account?.user && given.password === account?.password;
      if (isKnown) done(null, { user: given.username ?? '' });
      else done(Object.assign(new Error('5.7.8 bad credentials'), { responseCode: 535 }));
    },
  };
}

function refusalOf(
  { refuse }: SmtpSinkOptions,
  command: 'MAIL FROM' | 'RCPT TO' | 'DATA',
  address: string,
): Error | null {
  const refusal = refuse?.(command, address) ?? null;
  return refusal === null
    ? null
    : Object.assign(new Error(refusal.text), { responseCode: refusal.code });
}

async function textOf(stream: SMTPServerDataStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
