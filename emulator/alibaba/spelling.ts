/**
 * Keys of an entry of CreateInstances as the manual's table prints them, and as its samples do. Nothing says which the
 * gateway wants, so both are read; the console sends the samples'.
 */
const SAMPLES: Readonly<Record<string, string>> = {
  IzNo: 'izNo',
  Quantity: 'quantity',
  InstanceType: 'instanceType',
  InstanceClass: 'instanceClass',
  VSwitchId: 'vSwitchId',
}

/** The parameters of a call with the spelling of the row's schema. What is not JSON stays, for the schema to refuse. */
export function spelt(operation: string, params: Record<string, unknown>): Record<string, unknown> {
  const { Instances } = params
  if (operation !== 'CreateInstances' || typeof Instances !== 'string') return params
  try {
    const entries: unknown = JSON.parse(Instances)
    return Array.isArray(entries) ? { ...params, Instances: JSON.stringify(entries.map(respelt)) } : params
  } catch {
    return params
  }
}

const respelt = (entry: unknown): unknown =>
  typeof entry === 'object' && entry !== null
    ? Object.fromEntries(Object.entries(entry).map(([key, value]) => [SAMPLES[key] ?? key, value]))
    : entry
