import type { ActionId } from './action-ids'
import { factsOfParameter, fieldOfParameter } from './parameter-facts'
import type { Plan } from './plan'

type Told = Pick<Plan, 'rows' | 'consequences' | 'hazards' | 'noRuleOn' | 'noRuleKnown'>
interface Planned {
  action: ActionId
  kind: 'write' | 'destructive'
  plan: Told
}

/** What breaks connections later, at a time that a person chooses, although its own call only writes. */
const MOVES_A_BREAK: readonly ActionId[] = ['maintenance-event']

/**
 * Whether the instance's id or name has to be typed to confirm a plan: of what destroys, breaks connections or moves the
 * time at which they break. Not of harmless values of parameters that
 * only say what is logged, where the cloud sets them without a restart.
 */
export const isTyped = ({ action, kind, plan }: Planned): boolean =>
  MOVES_A_BREAK.includes(action) || (kind === 'destructive' && !(action === 'parameters' && onlyLogs(plan)))

function onlyLogs({ rows, consequences, hazards, noRuleOn, noRuleKnown }: Told): boolean {
  // Where nobody tells whether it restarts, it may.
  const isKnown = !noRuleKnown && noRuleOn === undefined
  const isCalm = isKnown && hazards === undefined && consequences.every(({ severity }) => severity === 'info')
  const prefix = fieldOfParameter('')
  return (
    isCalm &&
    rows.length > 0 &&
    rows.every(({ field }) => field.startsWith(prefix) && factsOfParameter(field.slice(prefix.length))?.group === 'log')
  )
}
