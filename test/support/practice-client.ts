import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Agent, request } from 'undici';
import type { Practice } from '../../src/practice/practice.ts';

/** Asks the practice council's own name server. */
export function practiceResolver(practice: Pick<Practice, 'dnsServer'>): Resolver {
  const resolver = new Resolver({ timeout: 10_000, tries: 1 });
  resolver.setServers([practice.dnsServer]);
  return resolver;
}

/** A GET of a practice site by its name, over whatever it speaks; rejects as undici does. */
export async function getPractice(practice: Practice, id: string, path = '') {
  const url = new URL(practice.urlOf(id) + path);
  const resolver = practiceResolver(practice);
  const agent = new Agent({
    connect: {
      ca: practice.ca,
      lookup: (host, _options, callback) => {
        const found = isIP(host) === 0 ? resolver.resolve4(host) : Promise.resolve([host]);
        found.then(
          ([address = '']) => callback(null, [{ address, family: 4 }]),
          (error: Error) => callback(error, []),
        );
      },
    },
    headersTimeout: 15_000,
    allowH2: true,
  });
  try {
    const answer = await request(url, { dispatcher: agent });
    return { status: answer.statusCode, headers: answer.headers, body: await answer.body.text() };
  } finally {
    await agent.destroy();
  }
}

/** What a TLS client sees of a site, whether it trusts it or not. */
export async function tlsOfPractice(practice: Practice, id: string) {
  const { hostname, port } = new URL(practice.urlOf(id));
  const [host = ''] = await practiceResolver(practice).resolve4(hostname);
  const socket = connectTls({
    port: Number(port),
    host,
    servername: hostname,
    ca: practice.ca,
    ALPNProtocols: ['h2', 'http/1.1'],
    rejectUnauthorized: false,
  });
  try {
    await once(socket, 'secureConnect');
    return {
      protocol: socket.alpnProtocol,
      error: socket.authorizationError ?? null,
      issuer: socket.getPeerCertificate().issuer.CN,
    };
  } finally {
    socket.destroy();
  }
}
