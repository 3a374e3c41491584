import type { CloudTask, UpkeepEvent } from '@/lib/model/tasks'
import type { Target } from './actions'
import type { Call } from './contract'

/** What a service tells of its work on instances. Left out: it has no operation for it. */
export interface TaskReaders {
  tasks?: {
    operation: string
    /** Work that began since a moment, newest first. */
    read(call: Call, target: Target, since: Date, signal?: AbortSignal): Promise<CloudTask[]>
  }
  events?: {
    operation: string
    /** Of one instance: what is announced, and what is past. */
    read(call: Call, target: Target, signal?: AbortSignal): Promise<UpkeepEvent[]>
    /** Announced for all regions of an account. `region` is where the question is sent. */
    readAll(call: Call, region: string, signal?: AbortSignal): Promise<UpkeepEvent[]>
  }
}
