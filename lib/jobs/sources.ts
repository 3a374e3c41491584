import type { JobSource } from './job'

/** Everything a worker process does. */
export const sources: readonly JobSource[] = []
