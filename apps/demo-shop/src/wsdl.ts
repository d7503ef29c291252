import { readFile } from 'node:fs/promises';

/** The WSDL with the shop's address. This file lies in `src` itself, so that the path below also holds in `dist`. */
export async function readWsdl(shopUrl: string) {
  const wsdl = await readFile(new URL('../shop.wsdl', import.meta.url), 'utf8');
  return wsdl.replace(/(?<=<soap:address location=")[^"]+/, `${shopUrl}/soap`);
}
