import type { Office } from './words/account.ts';
import type { Text } from './words/language.ts';

/** The issuer by which people come in beside local accounts, from `openid` in `yamabiko.yaml`. */
export interface OpenIdConfig {
  /** As its own documents write it. */
  readonly issuer: string;
  readonly clientId: string;
  /** File with the secret, relative to the configuration folder; `YAMABIKO_OPENID_SECRET` comes before it. */
  readonly clientSecretFile: string;
  /** What people call it, on the button of the login page. */
  readonly name: Text;
  /** What is asked for; `openid` is in it. */
  readonly scopes: readonly string[];
  readonly secondFactor: SecondFactor;
  /** Whose what the claims say is. */
  readonly offices: readonly OfficeRule[];
  /** A login ends after it, however much it is used. */
  readonly sessionMs: number;
}

/** How the issuer says that a login took more than a password; each list that is not empty must be met. */
export interface SecondFactor {
  /** One of these is the `acr`. */
  readonly acr: readonly string[];
  /** One of these is among the `amr`. */
  readonly amr: readonly string[];
}

/** What one claim says of whose an account is. */
export type OfficeRule =
  /** The claim is the text, or has it in its list. */
  | { readonly claim: string; readonly value: string; readonly office: Office }
  /** The text of the claim is the id of the member or sector. */
  | { readonly claim: string; readonly value: null; readonly kind: 'member' | 'secretariat' };
