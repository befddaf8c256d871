/** Where requests go to, and what each of them says. */
export interface Server {
  /** Such as `https://trino.example.com:8443`. */
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What no message may have in it. */
  readonly secrets: readonly string[];
  /** For how many milliseconds a request is repeated that the server has no time for. */
  readonly retryFor: number;
}

/** A text without what is secret. */
export function withoutSecrets(text: string, { secrets }: Pick<Server, "secrets">): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, "…"), text);
}
