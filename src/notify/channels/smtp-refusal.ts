import { codeOf, messageOf } from '../../core/errors.ts';
import type { Delivery } from '../../core/ports/channel.ts';
import { oneLine } from './one-line.ts';

/** RFC 4954 §6: what is wrong is how we signed in. RFC 5321 §4.2.4: 503, the order of commands. */
const OF_THE_SESSION: ReadonlySet<number> = new Set([503, 530, 534, 535, 538]);
/** Commands about the message; what is refused before them is the session. */
const OF_THE_MESSAGE: ReadonlySet<string> = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);
/** RFC 3463 §3.8: the server's policy, relaying for example, not the mailbox. */
const POLICY = /^5\d\d[ -]5\.7\.\d+/;

/**
 * What an SMTP failure means for the message. Passing: 4xx, the connection, TLS and signing in, which
 * somebody can mend without writing the message anew. Permanent: 5xx about the message, and what the
 * client itself refuses to send; bounced where the recipient was refused for himself.
 */
export function deliveryOfSmtpFailure(error: unknown): Delivery {
  const text = oneLine(messageOf(error));
  const { command, response, status } = answerIn(error);
  const code = codeOf(error);
  if (status === null) {
    return code === 'EENVELOPE' || code === 'EMESSAGE'
      ? { kind: 'permanent', error: text, bounced: code === 'EENVELOPE' }
      : { kind: 'passing', error: text, retryAfterMs: null };
  }
  if (status < 500 || OF_THE_SESSION.has(status) || !OF_THE_MESSAGE.has(command)) {
    return { kind: 'passing', error: text, retryAfterMs: null };
  }
  return {
    kind: 'permanent',
    error: text,
    bounced: command === 'RCPT TO' && !POLICY.test(response),
  };
}

function answerIn(error: unknown) {
  const found: { readonly command?: unknown; response?: unknown; responseCode?: unknown } =
    typeof error === 'object' && error !== null ? error : {};
  return {
    command: typeof found.command === 'string' ? found.command : '',
    response: typeof found.response === 'string' ? found.response : '',
    /** null = the server said nothing. */
    status: typeof found.responseCode === 'number' ? found.responseCode : null,
  };
}
