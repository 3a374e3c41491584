import { probeSource } from '@/lib/accounts/probe'
import type { JobSource } from './job'

/** Everything a worker process does. */
export const sources: readonly JobSource[] = [probeSource]
