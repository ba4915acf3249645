import { messageOf } from '../../src/core/errors.ts';

/** What a bench process can be asked, by name. */
export type Handlers = Readonly<Record<string, (argument: never) => unknown>>;

interface Call {
  readonly call: number;
  readonly name: string;
  readonly argument: unknown;
}

/** In the child: answers the parent's calls until the parent goes away. */
export function answerParent(handlers: Handlers): void {
  process.on('message', (message: unknown) => {
    const { call, name, argument } = readCall(message);
    const answer = async (): Promise<unknown> => handlers[name]?.(argument as never);
    answer().then(
      (result) => process.send?.({ call, result }),
      (error: unknown) => process.send?.({ call, error: messageOf(error) }),
    );
  });
  process.once('disconnect', () => process.exit(0));
  process.send?.({ ready: true });
}

/** Both ends are the bench's own files, started together from one working tree. */
function readCall(message: unknown): Call {
  return message as Call;
}
