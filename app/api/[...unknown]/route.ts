import { problem } from '@/lib/bff/problem'
import { route } from '@/lib/bff/route'

// Addresses under /api that name nothing: the error envelope instead of a page
const nothing = route({ access: 'public' }, async () => {
  throw problem('not-found')
})

export { nothing as DELETE, nothing as GET, nothing as PATCH, nothing as POST, nothing as PUT }
