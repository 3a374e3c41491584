import type { Span } from '@/lib/model/time-range'
import type { Target } from './actions'
import type { Call } from './contract'

/** Work of a cloud on an instance. Times in ms; `to` is null while it goes on. */
export interface Work {
  id: string
  from: number
  to: number | null
  /** The cloud's own word for the kind of work. */
  word: string
  failed: boolean
}

/** What a service tells of its own work on an instance. Each throws the cloud's `ProviderError`. */
export interface Upkeep {
  /** Planned switchovers, migrations and upgrades whose time came within a span; what was cancelled is not among them. */
  maintenance(
    call: Call,
    target: Target,
    span: Span,
    signal?: AbortSignal,
  ): Promise<(Work & { isSwitchover: boolean })[]>
  /** Tasks that began within a span. */
  tasks(call: Call, target: Target, span: Span, signal?: AbortSignal): Promise<Work[]>
}
