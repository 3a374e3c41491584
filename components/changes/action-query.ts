import { queryOptions } from '@tanstack/react-query'
import { loadAction } from '@/lib/explorer/action-params'
import type { ActionId } from '@/lib/model/action'
import type { ServiceId } from '@/lib/operation'

/** How a service does an action: its parameters, and what kind it is. `action` is undefined when it has none. */
export const actionQuery = (service: ServiceId, action: ActionId) =>
  queryOptions({
    queryKey: ['action', service, action],
    queryFn: async () => ({ action: await loadAction(service, action) }),
    staleTime: Number.POSITIVE_INFINITY,
    // Schemas are no plain data: nothing in them may be compared or copied.
    structuralSharing: false,
  })
