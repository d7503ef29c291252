export const projectItem = {
  id: 'PVTI_1',
  type: 'ISSUE',
  isArchived: false,
  createdAt: '2026-11-23T19:35:32Z',
  updatedAt: '2026-11-23T19:35:32Z',
  content: {
    __typename: 'Issue',
    id: 'I_2100000007',
    title: 'The cart forgets what is in it',
    number: 7,
    url: 'https://github.com/octo-org/shop/issues/7',
    closed: false,
    repository: { nameWithOwner: 'octo-org/shop' },
  },
  fieldValues: {
    nodes: [
      { __typename: 'ProjectV2ItemFieldRepositoryValue', field: { id: 'PVTF_1', name: 'Repository' } },
      {
        __typename: 'ProjectV2ItemFieldSingleSelectValue',
        field: { id: 'PVTSSF_2', name: 'Status' },
        name: 'In progress',
        optionId: '47fc9ee4',
      },
      { __typename: 'ProjectV2ItemFieldNumberValue', field: { id: 'PVTF_3', name: 'Estimate' }, number: 3 },
    ],
  },
};
