import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../src/core/errors.ts';

export interface ForkOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly execArgv?: readonly string[];
  /** Nice value; negative ones need rights and are given up silently without. */
  readonly nice?: number;
}

interface Answer {
  readonly call: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** A script of the bench in a process of its own, asked over Node's channel. */
export class ForkedScript {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  /** Whether the nice value asked for was granted; true where none was asked. */
  readonly prioritised: boolean;
  #calls = 0;

  private constructor(child: ChildProcess, prioritised: boolean) {
    this.#child = child;
    this.prioritised = prioritised;
    child.on('message', (message: unknown) => {
      const answer = readAnswer(message);
      this.#waiting.get(answer.call)?.(answer);
      this.#waiting.delete(answer.call);
    });
    child.once('exit', (code, signal) => {
      const error = `ended early (${code ?? signal})`;
      for (const [call, settle] of this.#waiting) settle({ call, error });
      this.#waiting.clear();
    });
  }

  /** Starts the script and waits for its `answerParent`. */
  static async start(script: URL, options: ForkOptions = {}): Promise<ForkedScript> {
    const child = fork(fileURLToPath(script), [], {
      env: { ...process.env, ...options.env },
      execArgv: [...(options.execArgv ?? [])],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const ended = once(child, 'exit').then(() => {
      throw new AppError('internal', `${script.pathname} ended before it was ready`);
    });
    await Promise.race([once(child, 'message'), ended]);
    return new ForkedScript(child, prioritise(child.pid ?? 0, options.nice));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Rejects with `internal` when the script fails or ends; the caller names the answer's type. */
  call<T>(name: string, argument?: unknown): Promise<T> {
    this.#calls += 1;
    const call = this.#calls;
    return new Promise((resolve, reject) => {
      this.#waiting.set(call, ({ result, error }) => {
        if (error === undefined) resolve(result as T);
        else reject(new AppError('internal', `${name}: ${error}`));
      });
      this.#child.send({ call, name, argument });
    });
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }
}

/** Both ends are the bench's own files, started together from one working tree. */
function readAnswer(message: unknown): Answer {
  return message as Answer;
}

function prioritise(pid: number, nice: number | undefined): boolean {
  if (nice === undefined) return true;
  try {
    setPriority(pid, nice);
    return true;
  } catch {
    return false;
  }
}
