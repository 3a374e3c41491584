import { queryOptions } from '@tanstack/react-query'
import { BackupLinks, type BackupStatus, InstanceBackups } from '@/lib/model/backup'
import { api } from './api'

const DAY_MS = 86_400_000
/** States that end by themselves. */
const MOVING: ReadonlySet<BackupStatus> = new Set(['running', 'restoring', 'deleting'])
const at = (ref: string) => `/api/instances/${encodeURIComponent(ref)}/backups`

/** Asks the cloud: sets of the last days, the policy, and what they are worth. Read again while a set is at work. */
export const backupsQuery = (ref: string, days: number) =>
  queryOptions({
    queryKey: ['instances', 'backups', ref, days],
    queryFn: ({ signal }) => {
      // Until when it is now is the server's to say.
      const query = { from: new Date(Date.now() - days * DAY_MS).toISOString() }
      return api.get(at(ref), { schema: InstanceBackups, query, signal })
    },
    staleTime: 30_000,
    refetchOnWindowFocus: false,
    refetchInterval: ({ state }) => (state.data?.sets?.some(({ status }) => MOVING.has(status)) ? 5_000 : false),
  })

/** Links to a set's files: asked for when they are wanted, and kept nowhere. */
export const askBackupLinks = (ref: string, set: { id: string; startedAt: string }) =>
  api.post(`${at(ref)}/link`, { id: set.id, startedAt: set.startedAt }, { schema: BackupLinks })
