import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../core/errors.ts';
import { createProbe } from '../probe.ts';
import { runJobs } from './job-runner.ts';
import { workerSetup } from './messages.ts';

if (parentPort === null) throw new AppError('internal', 'a probe worker runs as a thread only');
// undici and node:http2 make an error for every connection that ends. Nobody reads a stack of this
// thread: what leaves it is a code or a message.
Error.stackTraceLimit = 0;
const { settings, ...rest } = workerSetup(workerData);
runJobs({ port: parentPort, probe: createProbe(settings).probe, ...rest });
