/** Words of the language, and names that the written files import or use; nothing else of ours may be called so. */
const reserved = new Set(
  `abstract any arguments as async await boolean break case catch class const continue debugger default delete do else enum eval
  export extends false finally for function if implements import in instanceof interface let module namespace new null number object
  package private protected public return static string super switch symbol this throw true try type typeof undefined unknown var void
  while with yield z Array Boolean Date Error Function Infinity Intl JSON Map Math NaN Number Object Promise Proxy Reflect RegExp Set
  String Symbol Buffer URL process globalThis Application OAuth2Application RestConnector PagedConnector DownloadConnector Connector
  GraphqlConnector GraphqlBatchConnector WsdlConnector ActionContext InputOf OutputOf ResponseOf SettingsOf apiKey basic bearer none
  oauth2 byCursor byLink byOffset byPage get post put patch del head path nested asList relayCursor select slug text url
  query context definePlugin plugin testConnector testPlugin faultMatrix describe expect it api json form
  multipart xsd`.split(/\s+/),
);

/** Names that are each given once. Compared without regard to case, as some disks do with the files that are named after them. */
export class Names {
  readonly #taken: Set<string>;

  constructor(taken: readonly string[] = []) {
    this.#taken = new Set(taken.map((name) => name.toLowerCase()));
  }

  /** The wanted name, or that name with a number behind it. `suffix` makes a name of one that the language or our files use. */
  take(wanted: string, suffix = ''): string {
    const free = reserved.has(wanted) ? `${wanted}${suffix}` : wanted;
    const separator = free.includes('-') || /^[a-z0-9]+$/.test(free) ? '-' : '';
    let name = free;
    for (let count = 2; this.#taken.has(name.toLowerCase()); count += 1) name = `${free}${separator}${count}`;
    this.#taken.add(name.toLowerCase());
    return name;
  }
}

/** Names that are told apart within one method, or within one form. */
export class LocalNames {
  readonly #taken = new Set<string>();

  /** `isVariable`: it may not be a word of the language or of our files. */
  take(wanted: string, { isVariable = true }: { readonly isVariable?: boolean } = {}): string {
    const free = isVariable && reserved.has(wanted) ? `${wanted}Value` : wanted;
    let name = free;
    for (let count = 2; this.#taken.has(name); count += 1) name = `${free}${count}`;
    this.#taken.add(name);
    return name;
  }
}
