import type { Tone } from '@/components/ui/shape'
import type { NodeState, TopologyNode } from '@/lib/model/topology'

const TONES: Record<NodeState, Tone> = { running: 'ok', creating: 'prog', error: 'danger', off: 'off', unknown: 'unk' }

/** How the state of a node is drawn; what is not told is a dashed ring. */
export const toneOfNode = ({ state }: Pick<TopologyNode, 'state'>): Tone => (state === null ? 'unk' : TONES[state])

/** `r-bp1…-db-0` of the instance `r-bp1…` is `db-0`: the rest is said by the page. */
export function shortName(id: string, instance: string): string {
  if (id === instance) return id
  return id.startsWith(`${instance}-`) ? id.slice(instance.length + 1) : id
}
