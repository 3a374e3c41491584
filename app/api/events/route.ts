import { route } from '@/lib/bff/route'
import { eventStream } from '@/lib/live/stream'

/** GET /api/events: live events of what the caller may see. `no-transform` keeps compression from holding them back. */
export const GET = route(
  { access: 'viewer' },
  async ({ actor, signal }) =>
    new Response(await eventStream(actor, signal), {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      },
    }),
)
