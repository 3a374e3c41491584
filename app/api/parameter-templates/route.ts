import { route } from '@/lib/bff/route'
import { createTemplate, listTemplates } from '@/lib/changes/parameter-templates'
import { TemplateDraft } from '@/lib/model/parameter-template'

export const GET = route({ access: 'viewer' }, () => listTemplates())

/** POST /api/parameter-templates: our own data; nothing goes to a cloud. */
export const POST = route({ access: 'operator', body: TemplateDraft }, async ({ actor, body }) =>
  Response.json(await createTemplate(actor, body), { status: 201 }),
)
