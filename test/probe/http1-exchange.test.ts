import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { BodyReading } from '../../src/probe/body-reading.ts';
import { Deadline } from '../../src/probe/deadline.ts';
import { exchangeHttp1 } from '../../src/probe/http1-exchange.ts';
import { openInstants } from '../../src/probe/instants.ts';
import { onRequestHead, startRawServer } from '../support/raw-server.ts';

describe('an exchange over HTTP/1.1', () => {
  it('never sends its request again, even where undici would', async () => {
    let requests = 0;
    const arrived = Promise.withResolvers<void>();
    const server = await startRawServer(({ socket }) =>
      onRequestHead(socket, () => {
        requests += 1;
        arrived.resolve();
      }),
    );
    const socket = connect(server.port, '127.0.0.1');
    await once(socket, 'connect');
    const deadline = new Deadline(5_000, new AbortController().signal);
    const exchange = exchangeHttp1({
      socket,
      url: new URL(`http://127.0.0.1:${server.port}/`),
      userAgent: 'test',
      instants: openInstants(performance.now()),
      deadline,
      planBody: () => new BodyReading({ limitBytes: 1_000, keepBytes: 0 }),
    });
    await arrived.promise;
    // The code with which undici itself ends connections whose requests it then sends again.
    socket.destroy(Object.assign(new Error('reset'), { code: 'UND_ERR_INFO' }));
    const { failure, answer } = await exchange;
    deadline.close();
    expect(failure).toEqual({ reason: 'protocol', detail: 'SECOND_REQUEST' });
    expect(answer.statusCode).toBeNull();
    await server.idle();
    expect({ requests, connections: server.connections }).toEqual({ requests: 1, connections: 1 });
    await server.close();
  });
});
