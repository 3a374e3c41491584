import type { ActionId } from './action'
import type { Policy } from './approval-policy'

/** The first policy that fits, or undefined: then nobody else is asked. The server decides by it, and pages foretell. */
export function policyFor(
  policies: readonly Policy[],
  about: About & {
    /** Actions that send the same operation: what one of them needs, this needs as well. */
    alike?: readonly ActionId[]
  },
): Policy | undefined {
  const found = [about.action, ...(about.alike ?? [])].map((action) => firstFor(policies, { ...about, action }))
  return found.find((policy) => policy?.approval) ?? found[0]
}

interface About {
  environment: string
  kind: 'write' | 'destructive'
  action: ActionId
}

const firstFor = (policies: readonly Policy[], about: About): Policy | undefined =>
  policies.find(
    ({ environments, kinds, actions }) =>
      (environments.length === 0 || environments.includes(about.environment)) &&
      (kinds.length === 0 || kinds.includes(about.kind)) &&
      (actions.length === 0 || actions.includes(about.action)),
  )

/** Whether a change can be given a time: only what can be planned again by itself right before it is sent. */
export const isSchedulable = (action: ActionId): boolean => action !== 'call'
