import { z } from '@hono/zod-openapi';
import { text } from '../api-schema.ts';
import { type ActsDescribing, describingActs } from '../described-acts.ts';
import { codeBody, contactsBody } from './contact-routes.ts';
import { workBody, workEndBody } from './work-routes.ts';

const refused = z.strictObject({
  code: z.literal('refused'),
  message: z.string(),
  refusal: z.string().optional().describe('why, by a name'),
  text: text.optional().describe('why, to be read'),
});

/** Of what members set themselves: a session and its own token are needed. */
export function describeMemberActs(parts: Pick<ActsDescribing, 'errorsOf' | 'registry'>): void {
  const post = describingActs(parts, { description: 'it cannot be done', schema: refused });
  post('/api/contacts', 'sets all contacts of a member', contactsBody);
  post('/api/maintenance', 'plans work on the sites of a member', workBody);
  post('/api/maintenance/end', 'takes planned work back', workEndBody);
  post('/api/contacts/verify', 'verifies the contact to which a code was sent', codeBody);
}
