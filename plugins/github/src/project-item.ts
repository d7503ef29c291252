import { z } from 'zod';

export const projectId = z.string().min(1).meta({ title: 'Project', description: 'Its id, as list-projects tells it' });

const Content = z.looseObject({
  __typename: z.string().meta({ description: 'Issue, PullRequest or DraftIssue' }),
  id: z.string(),
  title: z.string(),
  number: z.int().optional(),
  url: z.string().optional(),
  closed: z.boolean().optional(),
  merged: z.boolean().optional().meta({ description: 'Of a pull request' }),
  repository: z.looseObject({ nameWithOwner: z.string() }).optional(),
});

const FieldValue = z.looseObject({
  __typename: z.string(),
  field: z.looseObject({ id: z.string(), name: z.string() }).optional(),
  text: z.string().nullish(),
  number: z.number().nullish(),
  date: z.string().nullish(),
  name: z.string().nullish().meta({ description: 'Of the chosen option' }),
  optionId: z.string().nullish(),
  title: z.string().optional().meta({ description: 'Of the iteration' }),
  iterationId: z.string().optional(),
  startDate: z.string().optional(),
  duration: z.int().optional().meta({ description: 'Of the iteration, in days' }),
});

/** An issue, a pull request or a draft within a project. */
export const ProjectItem = z.looseObject({
  id: z.string(),
  type: z.string().meta({ description: 'ISSUE, PULL_REQUEST, DRAFT_ISSUE or REDACTED' }),
  isArchived: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
  content: Content.nullable().meta({ description: 'null where the account may not see it' }),
  fieldValues: z.looseObject({ nodes: z.array(FieldValue.nullable()).nullable() }),
});

/** What is asked of an item; values that the project takes from the issue itself, such as labels, hold only their type. */
export const itemFields = `
  id type isArchived createdAt updatedAt
  content {
    __typename
    ... on DraftIssue { id title }
    ... on Issue { id title number url closed repository { nameWithOwner } }
    ... on PullRequest { id title number url closed merged repository { nameWithOwner } }
  }
  fieldValues(first: 50) {
    nodes {
      __typename
      ... on ProjectV2ItemFieldValueCommon { field { ... on ProjectV2FieldCommon { id name } } }
      ... on ProjectV2ItemFieldTextValue { text }
      ... on ProjectV2ItemFieldNumberValue { number }
      ... on ProjectV2ItemFieldDateValue { date }
      ... on ProjectV2ItemFieldSingleSelectValue { name optionId }
      ... on ProjectV2ItemFieldIterationValue { title iterationId startDate duration }
    }
  }`;
