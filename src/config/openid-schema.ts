import { z } from 'zod';
import { VIEWER_KINDS } from '../core/words/viewer.ts';
import {
  durationSchema,
  idSchema,
  listOf,
  mapping,
  nameSchema,
  says,
  textSchema,
} from './leaf-schemas.ts';

/** The shape of `openid` in `yamabiko.yaml`. Descriptions are what editors show: Japanese / English. */

export const officeRuleSchema = mapping({
  claim: textSchema.describe(
    'ID トークンのクレーム名（例 groups、realm_access.roles） / claim of the ID token (such as groups, realm_access.roles)',
  ),
  value: textSchema
    .optional()
    .describe(
      'クレームの値、または一覧の中の値。書かなければ、クレームの値そのものが構成員またはセプターの id / the claim is it, or has it in its list; without it the claim’s text is the id of the member or sector',
    ),
  kind: z.enum(VIEWER_KINDS).describe('アカウントの種類 / kind of the account'),
  member: idSchema.optional().describe('構成員の id / id of the member'),
  sector: idSchema.optional().describe('セプターの id / id of the sector'),
});

const secondFactorSchema = mapping({
  acr: listOf(textSchema)
    .min(1, says('list'))
    .optional()
    .describe('acr がこのいずれかであること / one of these is the acr'),
  amr: listOf(textSchema)
    .min(1, says('list'))
    .optional()
    .describe('amr にこのいずれかがあること / one of these is among the amr'),
}).describe(
  'パスワードのほかに確かめたことの証し。書いたものすべてを満たすログインだけを受け付ける / how the issuer says that more than a password was asked for; a login that does not meet all that is written is refused',
);

export const openIdSchema = mapping({
  issuer: textSchema.describe(
    '発行者の URL（https）。発行者の案内にあるとおりに / URL of the issuer (https), as it writes it itself',
  ),
  clientId: textSchema.describe(
    '発行者に登録したクライアントの id / id of the client at the issuer',
  ),
  clientSecretFile: textSchema
    .optional()
    .describe(
      'クライアントの秘密のファイル。設定フォルダからの相対パス（既定 secrets/openid.secret）。環境変数 YAMABIKO_OPENID_SECRET が優先 / file with the client’s secret, from the configuration folder; default secrets/openid.secret; YAMABIKO_OPENID_SECRET comes before it',
    ),
  name: nameSchema.describe(
    'ログイン画面のボタンに出る名称 / what people call it, on the button of the login page',
  ),
  scopes: listOf(textSchema)
    .optional()
    .describe(
      'openid のほかに求めるスコープ（既定はなし） / scopes asked for beside openid; default none',
    ),
  secondFactor: secondFactorSchema,
  offices: listOf(officeRuleSchema)
    .min(1, says('list'))
    .describe('クレームとアカウントの種類の対応 / whose what the claims say is'),
  session: durationSchema
    .optional()
    .describe(
      'ログインの長さの上限（既定 8h、24h まで） / how long a login lasts; default 8h, at most 24h',
    ),
}).describe(
  'OpenID Connect によるログイン。書かなければ、このボードのアカウントだけ / login by OpenID Connect; without it there are local accounts alone',
);

export type OpenIdFile = z.output<typeof openIdSchema>;
