import type { Operation } from '@/lib/operation'
import type { InstanceRef, Provider } from './contract'

/**
 * The least input that points an operation at a region, or at one instance: the region field, the target field and the
 * zone field, as far as the operation has them. For the permission probe and for prefilled explorer forms.
 */
export function inputFor(
  provider: Pick<Provider, 'fields'>,
  operation: Operation,
  where: { region: string; instance?: InstanceRef },
): Record<string, unknown> {
  const fields = operation.request.shape
  const input: Record<string, unknown> = {}
  const set = (field: string | undefined, value: unknown) => {
    if (field !== undefined && value !== undefined && field in fields) input[field] = value
  }
  set(provider.fields.region, where.region)
  set(provider.fields.zone, where.instance?.locator.zone)
  set(operation.target, where.instance?.id)
  return input
}
