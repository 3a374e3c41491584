import { z } from 'zod'
import { MOST_PARAMETERS } from './parameter-file'

/** Services whose instances have parameters; a test holds it against the providers. */
export const TEMPLATE_SERVICES = ['alibaba-kvstore', 'jdcloud-redis', 'kingsoft-redis'] as const
export type TemplateService = (typeof TEMPLATE_SERVICES)[number]

export const MOST_TEMPLATES = 500

const values = z
  .record(z.string().min(1).max(200), z.string().max(4_096))
  .refine((set) => Object.keys(set).length > 0, { error: 'empty' })
  .refine((set) => Object.keys(set).length <= MOST_PARAMETERS, { error: 'too-many' })

const about = {
  name: z.string().trim().min(1).max(80),
  service: z.enum(TEMPLATE_SERVICES),
  /** Engine version that it is meant for; empty: any. */
  version: z.string().trim().max(20).default(''),
  description: z.string().trim().max(500).default(''),
  values,
}

/** POST /api/parameter-templates: operators. */
export const TemplateDraft = z.strictObject(about)
export type TemplateDraft = z.input<typeof TemplateDraft>

/** PUT /api/parameter-templates/[id]: operators; refused when somebody saved it meanwhile. */
export const TemplateEdit = z.strictObject({ ...about, revision: z.number().int() })
export type TemplateEdit = z.input<typeof TemplateEdit>

export const ParameterTemplate = z.object({
  id: z.string(),
  name: z.string(),
  service: z.enum(TEMPLATE_SERVICES),
  version: z.string(),
  description: z.string(),
  values: z.record(z.string(), z.string()),
  /** Rises with each save. */
  revision: z.number().int(),
  savedAt: z.string(),
  savedBy: z.string(),
})
export type ParameterTemplate = z.infer<typeof ParameterTemplate>

/** GET /api/parameter-templates: all, by name. Everybody who is signed in: a template is no instance's. */
export const TemplateList = z.object({ items: z.array(ParameterTemplate) })
