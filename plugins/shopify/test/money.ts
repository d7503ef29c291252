/** The same amount for the shop and the customer. */
export function moneyBag(amount: string) {
  const money = { amount, currencyCode: 'EUR' };
  return { shopMoney: money, presentmentMoney: money };
}
