import { z } from 'zod'
import { route } from '@/lib/bff/route'
import { deleteTemplate, saveTemplate } from '@/lib/changes/parameter-templates'
import { TemplateEdit } from '@/lib/model/parameter-template'

const Params = z.object({ id: z.string().regex(/^[a-z2-7]{16}$/) })

export const PUT = route({ access: 'operator', params: Params, body: TemplateEdit }, ({ actor, params, body }) =>
  saveTemplate(actor, params.id, body),
)

export const DELETE = route({ access: 'operator', params: Params }, async ({ actor, params }) => {
  await deleteTemplate(actor, params.id)
  return new Response(null, { status: 204 })
})
