import { z } from 'zod';
import { GraphqlQuery } from '../graphql-query.ts';
import { itemFields, ProjectItem, projectId } from '../project-item.ts';

/** @see https://docs.github.com/en/graphql/reference/mutations#updateprojectv2itemfieldvalue */
export class SetProjectField extends GraphqlQuery {
  readonly name = 'set-project-field';
  readonly title = 'Set a field of a project item';
  readonly input = z.object({
    projectId,
    itemId: z.string().min(1).meta({ title: 'Item', description: 'Its id, as list-project-items tells it' }),
    fieldId: z.string().min(1).meta({ title: 'Field', description: 'Its id, as the values of an item tell it' }),
    value: z
      .object({
        text: z.string().optional(),
        number: z.number().optional(),
        date: z.iso.date().optional(),
        singleSelectOptionId: z.string().optional(),
        iterationId: z.string().optional(),
      })
      .refine((value) => Object.values(value).filter((one) => one !== undefined).length === 1, 'must have exactly one entry')
      .meta({ title: 'Value', description: 'One of them, by the type of the field' }),
  });
  readonly output = z.looseObject({ projectV2Item: ProjectItem.nullable() });
  readonly query = `mutation ($projectId: ID!, $itemId: ID!, $fieldId: ID!, $value: ProjectV2FieldValue!) {
    updateProjectV2ItemFieldValue(input: { projectId: $projectId, itemId: $itemId, fieldId: $fieldId, value: $value }) {
      projectV2Item { ${itemFields} }
    }
  }`;

  override result({ updateProjectV2ItemFieldValue }: Readonly<Record<string, unknown>>) {
    return updateProjectV2ItemFieldValue;
  }
}
