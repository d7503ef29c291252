export const label = {
  id: 208045946,
  node_id: 'LA_208045946',
  url: 'https://api.github.com/repos/octo-org/shop/labels/bug',
  name: 'bug',
  description: 'Something does not work',
  color: 'f29513',
  default: true,
};
