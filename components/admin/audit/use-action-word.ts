import { useTranslations } from 'next-intl'

/** What an action of the log is called; undefined for one without words, which is shown as it is. */
export function useActionWord(): (action: string) => string | undefined {
  const t = useTranslations('admin.audit')
  return (action) => {
    const key = `actions.${action.replace('.', '_')}`
    return t.has(key) ? t(key) : undefined
  }
}
