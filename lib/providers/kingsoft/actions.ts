import type { Reason } from '@/lib/model/action'
import type { InstanceDetail } from '@/lib/model/instance'
import type { Aim, Target } from '@/lib/providers/actions'

const MB_PER_GB = 1024

export const named = (name: string): Aim[] => [{ field: 'facts.name', is: 'equal', value: name }]
export const sized = (gb: number): Aim[] => [{ field: 'facts.memoryMb', is: 'equal', value: gb * MB_PER_GB }]
export const gone = (): Aim[] => [{ field: 'instance', is: 'gone' }]

/** Only master-replica instances can be resized. */
export const notCluster = ({ facts }: InstanceDetail): Reason | null =>
  facts.architecture === 'cluster' ? { code: 'cluster' } : null

/** Both manuals document a larger size only. The same size is no change, and said to be so elsewhere. */
export const onlyLarger = ({ detail: { facts } }: Target, { gb }: { gb: number }): Reason | null =>
  facts.memoryMb !== null && gb * MB_PER_GB < facts.memoryMb
    ? { code: 'only-larger', params: { memoryMb: facts.memoryMb } }
    : null
