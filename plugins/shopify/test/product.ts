import { listOf } from './answer.ts';
import { metafield } from './metafield.ts';
import { variant } from './variant.ts';

const price = { amount: '19.90', currencyCode: 'EUR' };
const preview = {
  image: { url: 'https://cdn.shopify.com/s/files/1/mug.jpg', altText: 'A blue mug', width: 800, height: 800 },
};
const medium = { id: 'gid://shopify/MediaImage/141', alt: 'A blue mug', mediaContentType: 'IMAGE', preview };

export const product = {
  id: 'gid://shopify/Product/51',
  legacyResourceId: '51',
  title: 'Mug',
  handle: 'mug',
  status: 'ACTIVE',
  vendor: 'Kiln',
  productType: 'Tableware',
  tags: ['new'],
  description: 'Holds tea.',
  descriptionHtml: '<p>Holds tea.</p>',
  templateSuffix: null,
  isGiftCard: false,
  requiresSellingPlan: false,
  totalInventory: 12,
  tracksInventory: true,
  hasOnlyDefaultVariant: false,
  hasOutOfStockVariants: false,
  createdAt: '2026-01-20T08:00:00Z',
  updatedAt: '2026-11-20T08:00:00Z',
  publishedAt: '2026-01-21T08:00:00Z',
  onlineStoreUrl: 'https://kiln.example/products/mug',
  onlineStorePreviewUrl: null,
  category: { id: 'gid://shopify/TaxonomyCategory/hg-11-10-3', fullName: 'Home & Garden > Kitchen & Dining > Mugs' },
  seo: { title: null, description: null },
  variantsCount: { count: 1, precision: 'EXACT' },
  priceRangeV2: { minVariantPrice: price, maxVariantPrice: price },
  featuredMedia: medium,
  options: [{ id: 'gid://shopify/ProductOption/151', name: 'Colour', position: 1, values: ['blue'] }],
  variants: listOf([variant]),
};

export const productDetail = {
  ...product,
  media: listOf([{ ...medium, status: 'READY' }]),
  collections: listOf([{ id: 'gid://shopify/Collection/161', handle: 'tableware', title: 'Tableware' }]),
  metafields: listOf([metafield]),
};
