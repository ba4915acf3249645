import { parentPort, workerData } from 'node:worker_threads';
import { AppError, messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import { troubleOf } from './sqlite-trouble.ts';
import type { LogLevel, StoreMessage, StoreRequest, StoreThreadOptions } from './store-calls.ts';
import { StoreEngine } from './store-engine.ts';

/** Entry of the store's thread: answers requests one after the other. */
const port = parentPort;
if (port === null) throw new AppError('internal', 'the store thread was started as a program');

const send = (message: StoreMessage) => port.postMessage(message);
const logAt =
  (level: LogLevel): Log[LogLevel] =>
  (event, fields = {}) =>
    send({ kind: 'log', level, event, fields });
const log: Log = {
  debug: logAt('debug'),
  info: logAt('info'),
  warn: logAt('warn'),
  error: logAt('error'),
};

const engine = openEngine(optionsOf(workerData));
if (engine !== null) {
  send({ kind: 'ready', lost: engine.lostCount });
  port.on('message', (request: StoreRequest) => {
    answer(engine, request).then(send, (error: unknown) => {
      send({ kind: 'failure', id: request.id, message: messageOf(error) });
    });
  });
}

function openEngine(options: StoreThreadOptions): StoreEngine | null {
  try {
    return new StoreEngine(options, { log, lost: (lost) => send({ kind: 'lost', lost }) });
  } catch (error) {
    const newer = error instanceof AppError && error.code === 'store_newer';
    const code = newer ? 'store_newer' : 'store_unavailable';
    const message = messageOf(error);
    const text = error instanceof AppError ? error.text : { ja: message, en: message };
    send({ kind: 'refused', code, text });
    return null;
  }
}

async function answer(engine: StoreEngine, request: StoreRequest): Promise<StoreMessage> {
  const { id, call } = request;
  try {
    const answered: unknown = await methodOf(engine, call)(request.ask);
    if (call === 'close') setImmediate(() => port?.close());
    return { kind: 'answer', id, answer: answered };
  } catch (error) {
    if (troubleOf(error) === 'defect')
      log.error('store.call_failed', { call, error: messageOf(error) });
    throw error;
  }
}

/** Guarantee: the owner sends `ask` of the call it names; both are this folder's code. */
function methodOf(engine: StoreEngine, call: StoreRequest['call']): (ask: unknown) => unknown {
  return (engine[call] as (ask: unknown) => unknown).bind(engine);
}

/** Guarantee: the thread is started by `store-client.ts` with these options. */
function optionsOf(data: unknown): StoreThreadOptions {
  return data as StoreThreadOptions;
}
