import { startWorker } from '@/lib/jobs/worker'
import { runChild } from '@/lib/server/child'

await runChild(startWorker)
