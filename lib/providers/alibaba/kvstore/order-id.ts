/** The order's id that answers to orders have (7.5 to 7.7, 10.2): a number or a text. Null where there is none. */
export function orderId(data: unknown): string | null {
  const { OrderId: id }: { OrderId?: unknown } = Object(data)
  return (typeof id === 'string' && id !== '') || typeof id === 'number' ? String(id) : null
}
