import type { ActionId } from '@/lib/model/action'

/** The page where an action of a security group is planned, with what is known of the choice. */
export function groupPlanHref(
  accountId: string,
  ref: string,
  action: ActionId,
  params: Record<string, string> = {},
): string {
  return `/accounts/${encodeURIComponent(accountId)}/groups/change?${new URLSearchParams({ ref, action, ...params })}`
}
