import {
  Application,
  type Authentication,
  apiKey,
  BatchConnector,
  bearer,
  type ConditionValue,
  choice,
  choices,
  definePlugin,
  get,
  type InputOf,
  none,
  oauth2,
  path,
  type ResponseOf,
  RestConnector,
  type SettingsOf,
  secret,
  select,
  slug,
  text,
  url,
} from '@mortise/sdk';
import { z } from 'zod';

const logins: Readonly<Record<string, string>> = {
  none: 'None',
  token: 'Token',
  apiKey: 'API key',
  oauth2: 'Client',
  browser: 'Browser',
};
export const login = (value: ConditionValue) => ({ showIf: { login: value } });

const Named = z.looseObject({ id: z.union([z.string(), z.int()]), name: z.string().optional() });

class ListBoards extends BatchConnector {
  readonly name = 'list-boards';
  readonly title = 'List boards';
  readonly input = z.object({ limit: z.int().default(2) });
  readonly output = Named;
  readonly response = z.object({ items: z.array(z.unknown()), next: z.string().nullish() });
  request({ limit }: InputOf<ListBoards>, after?: string) {
    return get('/boards', { query: { limit, after } });
  }
  page({ items, next }: ResponseOf<ListBoards>) {
    return { items, cursor: next };
  }
}

class ListColumns extends RestConnector {
  readonly name = 'list-columns';
  readonly title = 'List columns';
  readonly input = z.object({ board: z.string() });
  readonly output = z.object({ columns: z.array(Named) });
  request({ board }: InputOf<ListColumns>) {
    return get(path`/boards/${board}/columns`);
  }
}

class MoveCard extends RestConnector {
  readonly name = 'move-card';
  readonly title = 'Move a card';
  readonly input = z.object({
    card: text('Card'),
    board: choice('Board', { from: ListBoards, value: 'id', label: 'name' }),
    column: choice('Column', { from: ListColumns, items: 'columns', value: 'id', label: 'name', input: { board: '{board}' } }),
  });
  readonly output = z.unknown();
  request({ card }: InputOf<MoveCard>) {
    return get(path`/cards/${card}`);
  }
}

class Board extends Application {
  readonly name = 'board';
  readonly title = 'Board';
  readonly description = 'A fixture.';
  override readonly settings = z.object({
    board: choice('Board', { from: ListBoards, value: 'id', label: 'name' }),
    columns: choices('Columns', {
      from: ListColumns,
      items: 'columns',
      value: 'id',
      label: 'name',
      input: { board: '{board}' },
      optional: true,
    }),
    url: url('Address'),
    login: select('Login', logins).default('token'),
    header: text('Header', login('apiKey')),
    tokenUrl: url('Token address', login('oauth2')),
    scope: slug('Scope', { showIf: { tokenUrl: 'https://login.example.com/token' } }),
    pin: secret('PIN', { ...login('apiKey'), optional: true }),
    note: text('Note', { optional: true }),
  });

  baseUrl(settings: SettingsOf<Board>) {
    return settings.url;
  }

  override signIn(settings: SettingsOf<Board>): Authentication {
    if (settings.login === 'apiKey') return apiKey({ header: settings.header ?? 'x-key' });
    if (settings.login === 'oauth2') return oauth2({ grant: 'clientCredentials', tokenUrl: settings.tokenUrl ?? '' });
    if (settings.login === 'browser') {
      return oauth2({ authorizeUrl: `${settings.url}/authorize`, tokenUrl: `${settings.url}/token` });
    }
    return settings.login === 'token' ? bearer() : none();
  }

  override test() {
    return get('/boards');
  }
}

export default definePlugin({ application: Board, connectors: [ListBoards, ListColumns, MoveCard] });
