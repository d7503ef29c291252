/** The upstream of all variants. */
import { startDemoShop } from '@mortise/demo-shop';

const shop = await startDemoShop({ accessTokenSeconds: 24 * 60 * 60 });
process.send?.({ url: shop.url, token: shop.issueToken() });
