import { byCursor, get, type InputOf, PagedConnector, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';

/** What is asked of each spreadsheet; Google gives only what is named. */
const wanted = [
  'id,name,mimeType,description,starred,shared,ownedByMe,owners,lastModifyingUser',
  'driveId,parents,createdTime,modifiedTime,webViewLink,iconLink',
].join(',');

const Person = z.looseObject({
  displayName: z.string().optional(),
  emailAddress: z.string().optional(),
  permissionId: z.string().optional(),
  me: z.boolean().optional(),
  photoLink: z.string().optional(),
});

/** @see https://developers.google.com/workspace/drive/api/reference/rest/v3/files/list */
export class ListSpreadsheets extends PagedConnector {
  readonly name = 'list-spreadsheets';
  readonly title = 'List spreadsheets';
  override readonly description = 'The spreadsheets of the account and those shared with it, the last changed first.';
  readonly input = z.object({
    nameContains: z.string().optional().meta({ title: 'Name contains', description: 'A word of the name, or how one begins' }),
    corpora: z
      .enum(['user', 'domain', 'drive', 'allDrives'])
      .optional()
      .meta({ title: 'Where', description: 'What the account opened or was given, by default; or what is shared more widely' }),
    driveId: z.string().optional().meta({ description: 'Id of a shared drive; counts with "drive"' }),
    orderBy: z
      .string()
      .default('modifiedTime desc')
      .meta({ description: 'For example name, or createdTime desc; several separated by commas' }),
    pageSize: z.int().min(1).max(1000).default(100).meta({ description: 'Spreadsheets per page' }),
  });
  readonly output = z.looseObject({
    id: z.string(),
    name: z.string(),
    mimeType: z.string().optional(),
    description: z.string().optional(),
    starred: z.boolean().optional(),
    shared: z.boolean().optional(),
    ownedByMe: z.boolean().optional(),
    owners: z.array(Person).optional().meta({ description: 'Absent for what lies in a shared drive' }),
    lastModifyingUser: Person.optional(),
    driveId: z.string().optional().meta({ description: 'The shared drive that it lies in' }),
    parents: z.array(z.string()).optional().meta({ description: 'Ids of folders' }),
    createdTime: z.string().optional(),
    modifiedTime: z.string().optional(),
    webViewLink: z.string().optional().meta({ description: 'Where people open it' }),
    iconLink: z.string().optional(),
  });
  readonly response = z.looseObject({ files: z.array(z.unknown()), nextPageToken: z.string().optional() });
  readonly pagination = byCursor({ parameter: 'pageToken', next: 'nextPageToken' });

  request({ nameContains, ...how }: InputOf<ListSpreadsheets>) {
    return get('https://www.googleapis.com/drive/v3/files', {
      query: {
        q: query(nameContains),
        fields: `nextPageToken,files(${wanted})`,
        ...how,
        supportsAllDrives: true,
        includeItemsFromAllDrives: true,
      },
    });
  }

  items({ files }: ResponseOf<ListSpreadsheets>) {
    return files;
  }
}

function query(nameContains: string | undefined): string {
  const spreadsheets = "mimeType = 'application/vnd.google-apps.spreadsheet' and trashed = false";
  if (nameContains === undefined) return spreadsheets;
  return `${spreadsheets} and name contains '${nameContains.replace(/[\\']/g, '\\$&')}'`;
}
