import { queryOptions } from '@tanstack/react-query'
import type { ChangeTray } from '@/lib/model/tray'
import { api } from './api'
import { checked, hasFields, isFlag, isListOf, isNumber, isText, orNull } from './check'

const isPart = hasFields({
  count: isNumber,
  items: isListOf(
    hasFields({
      id: isText,
      ref: isText,
      name: isText,
      action: isText,
      state: isText,
      rows: isNumber,
      done: isNumber,
      who: isText,
      isMine: isFlag,
      createdAt: isText,
      sentAt: orNull(isText),
      endedAt: orNull(isText),
    }),
  ),
})

/** `ChangeTray` of the model. */
const tray = checked<ChangeTray>(
  'the changes of the tray',
  hasFields({ running: isPart, forMe: isPart, waiting: isPart, ended: isPart, glass: isPart }),
)

/** What runs, waits and ended; live events of changes make it old. The page brings the first answer with it. */
export const trayQuery = queryOptions({
  queryKey: ['changes', 'tray'],
  queryFn: ({ signal }) => api.get('/api/changes/tray', { schema: tray, signal }),
})

/** An admin saw a change that went without its second person. Throws `ApiProblem`. */
export const acknowledgeChange = (id: string) =>
  api.post(
    `/api/changes/${encodeURIComponent(id)}/acknowledge`,
    {},
    { schema: checked('a change', hasFields({ id: isText })) },
  )
