'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useForm } from '@/components/form/use-form'
import { useLang } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import { toast } from '@/components/ui/toast'
import { factsOfParameter } from '@/lib/model/parameter-facts'
import { type FileError, parameterLines, readParameterFile } from '@/lib/model/parameter-file'
import { type ParameterTemplate, TEMPLATE_SERVICES, type TemplateService } from '@/lib/model/parameter-template'
import { SERVICES } from '@/lib/model/service'
import { createTemplate, saveTemplate } from '@/lib/queries/templates'

export interface TemplateStart {
  service: TemplateService
  version: string
  values: Record<string, string>
}

interface TemplateDialogProps {
  /** The one that is edited. */
  template?: ParameterTemplate
  /** What a new one begins with. */
  start?: TemplateStart
  onClose: () => void
}

const SHOWN_ERRORS = 20

/** A template as lines of a file, which can come from one; what is wrong is told line by line before anything is saved. */
export function TemplateDialog({ template, start, onClose }: TemplateDialogProps) {
  const t = useTranslations('templates')
  const ui = useTranslations('ui')
  const lang = useLang()
  const client = useQueryClient()
  const from = template ?? start
  const form = useForm({
    initial: {
      name: template?.name ?? '',
      service: from?.service ?? TEMPLATE_SERVICES[0],
      version: from?.version ?? '',
      description: template?.description ?? '',
      values: from ? parameterLines(from.values) : '',
    },
    check: ({ name, values }) => ({
      name: name.trim() === '' ? t('nameNeeded') : undefined,
      values: readParameterFile(values).errors.length > 0 ? t('wrong') : undefined,
    }),
    save: async (entered) => {
      const draft = { ...entered, values: readParameterFile(entered.values).values }
      const saved = template
        ? await saveTemplate(template.id, { ...draft, revision: template.revision })
        : await createTemplate(draft)
      await client.invalidateQueries({ queryKey: ['parameter-templates'] })
      toast({ tone: 'ok', title: t('saved', { name: saved.name }) })
      onClose()
    },
  })
  const { values, errors } = readParameterFile(form.values.values)
  const isTyped = form.values.values.trim() !== ''
  // Ranges are each instance's; a name that nothing is known of is most often a slip.
  const strange = Object.keys(values).filter((name) => factsOfParameter(name) === undefined)
  return (
    <Dialog
      title={template ? t('edit', { name: template.name }) : t('create')}
      onClose={onClose}
      closable={!form.sending}
      footer={
        <>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button type="submit" form="template" variant="primary" sending={form.sending}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form id="template" ref={form.form} onSubmit={form.submit} noValidate className="grid gap-3">
        {form.problem !== undefined && <ProblemBanner error={form.problem} />}
        <Field label={t('name')} error={form.errors.name} required>
          {(control) => (
            <Input
              {...control}
              maxLength={80}
              value={form.values.name}
              onChange={({ target }) => form.set('name', target.value)}
            />
          )}
        </Field>
        <div className="grid gap-3 wide:grid-cols-2">
          <Field label={t('service')} error={form.errors.service} required>
            {(control) => (
              <Select
                {...control}
                value={form.values.service}
                onChange={({ target }) =>
                  form.set('service', TEMPLATE_SERVICES.find((id) => id === target.value) ?? TEMPLATE_SERVICES[0])
                }
              >
                {TEMPLATE_SERVICES.map((id) => (
                  <option key={id} value={id}>
                    {SERVICES[id][lang]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t('version')} hint={t('versionHint')} error={form.errors.version}>
            {(control) => (
              <Input
                {...control}
                maxLength={20}
                value={form.values.version}
                onChange={({ target }) => form.set('version', target.value)}
              />
            )}
          </Field>
        </div>
        <Field label={t('description')} error={form.errors.description}>
          {(control) => (
            <Input
              {...control}
              maxLength={500}
              value={form.values.description}
              onChange={({ target }) => form.set('description', target.value)}
            />
          )}
        </Field>
        <Field label={t('file')} hint={t('fileHint')}>
          {(control) => (
            <input
              {...control}
              className="file-input w-full text-md"
              type="file"
              accept=".conf,.json,.txt,application/json,text/plain"
              onChange={async ({ target }) => form.set('values', (await target.files?.[0]?.text()) ?? '')}
            />
          )}
        </Field>
        <Field
          label={t('values')}
          hint={t('valuesHint', { count: Object.keys(values).length })}
          error={form.errors.values}
          required
        >
          {(control) => (
            <div className="input h-auto" data-bad={(isTyped && errors.length > 0) || undefined}>
              <textarea
                {...control}
                rows={10}
                spellCheck={false}
                className="mono w-full resize-y bg-transparent py-1.5"
                value={form.values.values}
                onChange={({ target }) => form.set('values', target.value)}
              />
            </div>
          )}
        </Field>
        {isTyped && errors.length > 0 && <Errors errors={errors} />}
        {strange.length > 0 && (
          <p className="text-sm text-warn wrap-anywhere" role="status">
            {t('strange', { names: strange.slice(0, SHOWN_ERRORS).join(', '), count: strange.length })}
          </p>
        )}
      </form>
    </Dialog>
  )
}

function Errors({ errors }: { errors: readonly FileError[] }) {
  const t = useTranslations('templates')
  return (
    <ul className="grid gap-0.5 text-danger text-sm" aria-label={t('errors')}>
      {errors.slice(0, SHOWN_ERRORS).map(({ line, code, text }) => (
        <li key={`${line} ${code} ${text}`} className="wrap-anywhere">
          {line !== null && <b className="font-medium">{t('line', { line })} </b>}
          {text !== '' && <code>{text}</code>} {t(`wrongLine.${code}`)}
        </li>
      ))}
      {errors.length > SHOWN_ERRORS && <li>{t('more', { count: errors.length - SHOWN_ERRORS })}</li>}
    </ul>
  )
}
