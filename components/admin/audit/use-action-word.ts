import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import type { AuditEntry } from '@/lib/model/audit'
import { SERVICE_IDS, SERVICES } from '@/lib/model/service'

/** What an action of the log is called; undefined for one without words, which is shown as it is. */
export function useActionWord(): (action: string) => string | undefined {
  const t = useTranslations('admin.audit')
  const lang = useLang()
  return (action) => {
    const [, id, operation] = /^operation:([^/]+)\/(.+)$/.exec(action) ?? []
    const service = SERVICE_IDS.find((one) => one === id)
    if (service && operation) return t('call', { operation, service: SERVICES[service][lang] })
    const key = `actions.${action.replace('.', '_')}`
    return t.has(key) ? t(key) : undefined
  }
}

/** Who and what an entry names, in words where the log has a code of its own: `system:probe`, `settings`. */
export function useEntryNames(): (entry: AuditEntry) => { actor: string; target: string | null } {
  const t = useTranslations('admin.audit')
  return ({ actor, action, target, instance }) => {
    // A person may be called anything: only what is not a person has words.
    const who = `actors.${actor.label.replace(':', '_')}`
    return {
      actor: actor.kind !== 'user' && t.has(who) ? t(who) : actor.label,
      target: instance
        ? [instance.id, instance.name === instance.id ? null : instance.name].filter(Boolean).join(' · ')
        : action === 'settings.update' && target === 'settings'
          ? t('targets.settings')
          : target,
    }
  }
}
