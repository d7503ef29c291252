/** One way to log in. */
export interface Login {
  readonly value: string;
  readonly title: string;
  /** The call of the SDK that describes it. */
  readonly expression: string;
  readonly uses: string;
  /** The options of `oauth2()`, for an application that knows no other way. */
  readonly oauth2?: string;
  /** Where its secret goes, which no connector may send then. */
  readonly sends?: { readonly in: 'query' | 'header'; readonly name: string };
  readonly fields: readonly (readonly [title: string, help: string])[];
}
