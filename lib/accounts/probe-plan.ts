import { operationsOf } from '@/lib/catalog'
import type { Operation, ServiceId } from '@/lib/operation'
import { offers } from '@/lib/providers/registry'

/** One cell of the grid and what its row says about trying it. */
export interface PlannedCell {
  service: ServiceId
  operation: Operation
  region: string
}

/** Every read of the account's services in every region, in the order of the catalogue. */
export function planOf(account: { services: string[]; regions: string[] }): PlannedCell[] {
  return account.regions.flatMap((region) =>
    account.services.flatMap((service) =>
      operationsOf(service as ServiceId) // written only from a validated account
        .filter((operation) => operation.kind === 'read' && offers(operation.service, region))
        .map((operation) => ({ service: operation.service, operation, region })),
    ),
  )
}
