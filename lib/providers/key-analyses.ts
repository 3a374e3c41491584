import type { FoundKey, KeyAnalysis, KeyKind, KeyRun } from '@/lib/model/key-analysis'
import type { Target } from './actions'
import type { Call } from './contract'

/** A key as its cloud told it: customer data. */
export type ToldKey = Omit<FoundKey, 'pattern' | 'text'> & { key: string }

export interface ToldReport {
  big: ToldKey[] | null
  hot: ToldKey[] | null
  total: number | null
}

/** What a service tells of big and hot keys. */
export interface KeyAnalyses {
  /** What analyses of such an instance look for; none: it has no such thing. */
  kinds(target: Target): KeyKind[]
  operations: readonly string[]
  daysBack: number | null
  /** Newest first. */
  runs(call: Call, target: Target, now: Date, signal?: AbortSignal): Promise<KeyRun[]>
  report(call: Call, target: Target, run: string, signal?: AbortSignal): Promise<ToldReport>
  condition?(call: Call, target: Target, signal?: AbortSignal): Promise<KeyAnalysis['condition']>
}

/** A key of which nothing but its name is known. */
export const bareKey = (key: string): ToldKey => ({
  key,
  type: null,
  bytes: null,
  size: null,
  elements: null,
  uses: null,
  database: null,
  expiry: null,
})
