import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { ParameterTemplate, type TemplateDraft, type TemplateEdit, TemplateList } from '@/lib/model/parameter-template'
import { api } from './api'

const ALL = '/api/parameter-templates'
const at = (id: string) => `${ALL}/${encodeURIComponent(id)}`

export const templatesQuery = () =>
  queryOptions({
    queryKey: ['parameter-templates'],
    queryFn: async ({ signal }) => (await api.get(ALL, { schema: TemplateList, signal })).items,
  })

export const createTemplate = (draft: TemplateDraft) => api.post(ALL, draft, { schema: ParameterTemplate })
export const saveTemplate = (id: string, edit: TemplateEdit) => api.put(at(id), edit, { schema: ParameterTemplate })
export const deleteTemplate = (id: string) => api.delete(at(id), { schema: z.unknown() })
