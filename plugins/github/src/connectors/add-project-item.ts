import { z } from 'zod';
import { GraphqlQuery } from '../graphql-query.ts';
import { itemFields, ProjectItem, projectId } from '../project-item.ts';

/** @see https://docs.github.com/en/graphql/reference/mutations#addprojectv2itembyid */
export class AddProjectItem extends GraphqlQuery {
  readonly name = 'add-project-item';
  readonly title = 'Add an issue or pull request to a project';
  override readonly description = 'One that is there already is given as it is.';
  readonly input = z.object({
    projectId,
    contentId: z.string().min(1).meta({ title: 'Issue or pull request', description: 'Its node_id' }),
  });
  readonly output = z.looseObject({ item: ProjectItem.nullable() });
  readonly query = `mutation ($projectId: ID!, $contentId: ID!) {
    addProjectV2ItemById(input: { projectId: $projectId, contentId: $contentId }) { item { ${itemFields} } }
  }`;

  override result({ addProjectV2ItemById }: Readonly<Record<string, unknown>>) {
    return addProjectV2ItemById;
  }
}
