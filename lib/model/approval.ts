import type { ActionId, Policy } from './change'

/** The first policy that fits, or undefined: then nobody else is asked. The server decides by it, and pages foretell. */
export const policyFor = (
  policies: readonly Policy[],
  about: { environment: string; kind: 'write' | 'destructive'; action: ActionId },
): Policy | undefined =>
  policies.find(
    ({ environments, kinds, actions }) =>
      (environments.length === 0 || environments.includes(about.environment)) &&
      (kinds.length === 0 || kinds.includes(about.kind)) &&
      (actions.length === 0 || actions.includes(about.action)),
  )
