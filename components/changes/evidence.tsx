'use client'

import { useTranslations } from 'next-intl'
import type { Change, Evidence as Found } from '@/lib/model/change'
import { SEVERITIES } from '@/lib/model/plan'
import { useChangeWords } from './words'

type Shown = Found['read'][number]['found']

/** What the end of a change rests on; of a plan that got worse, what it was and what it is. */
export function Evidence({ change: { evidence, steps } }: { change: Change }) {
  const t = useTranslations('changes')
  const words = useWorseWords(steps)
  if (!evidence || evidence.read.length === 0) return null
  const isWorse = evidence.finding === 'worse'
  return (
    <table className="tbl flush dense mt-2">
      <caption className="pb-1 text-start text-muted text-sm">{t(isWorse ? 'worse.title' : 'evidenceTitle')}</caption>
      <thead>
        <tr>
          <th className="text-start">{t('fact')}</th>
          <th className="text-start">{t(isWorse ? 'facts.planned' : 'wanted')}</th>
          <th className="text-start">{t(isWorse ? 'facts.found' : 'found')}</th>
        </tr>
      </thead>
      <tbody>
        {evidence.read.map(({ field, wanted, found, than, was }) => (
          <tr key={field}>
            <th scope="row" className="text-start font-normal wrap-anywhere">
              {words.field(field)}
            </th>
            <td className="wrap-anywhere">
              {than !== undefined
                ? than === null || than === 'never'
                  ? t(than === 'never' ? 'anyTime' : 'later')
                  : t('laterThan', { time: words.value(field, than) })
                : wanted === null
                  ? isWorse
                    ? words.nothing(field)
                    : '—'
                  : words.value(field, wanted)}
            </td>
            <td className="wrap-break-word">
              {isWorse && found === null ? words.nothing(field) : words.value(field, found)}
              {was !== undefined && (
                <span className="block text-muted text-sm">{t('inPlan', { value: words.value(field, was) })}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Fields of what got worse are `price:`, `check:`, `consequence:`, `hazard:` and `request:` with a name; the others are facts. */
function useWorseWords(steps: Change['steps']) {
  const t = useTranslations('changes')
  const hazards = useTranslations('hazards')
  const words = useChangeWords()
  const partsOf = (field: string): [string, string] => {
    const at = field.indexOf(':')
    return at < 0 ? ['', field] : [field.slice(0, at), field.slice(at + 1)]
  }
  return {
    field: (field: string) => {
      const [kind, name] = partsOf(field)
      if (kind === 'price') return t(`worse.price.${name}`)
      if (kind === 'check') return t.has(`worse.checks.${name}`) ? t(`worse.checks.${name}`) : name
      if (kind === 'consequence')
        return t.has(`consequences.${name}`) ? t(`consequences.${name}`, figuresOf(steps, name)) : name
      if (kind === 'hazard') return hazards.has(name) ? hazards(name) : name
      if (kind === 'request') return t('worse.request', { name })
      return name === 'maintenance' ? t('worse.maintenance') : words.field(name)
    },
    value: (field: string, value: Shown) => {
      const [kind] = partsOf(field)
      if (kind === 'check') return t(`results.${String(value)}`)
      const severity = kind === 'consequence' ? SEVERITIES.find((one) => one === value) : undefined
      return severity ? t(`severities.${severity}`) : words.value(field, value)
    },
    nothing: (field: string) => {
      const [kind] = partsOf(field)
      return kind === 'price' || kind === '' ? t('worse.untold') : t('worse.none')
    },
  }
}

/** The figures of a consequence that is in no plan but the one of then. */
function figuresOf(steps: Change['steps'], id: string): Record<string, number> {
  const found = steps.flatMap(({ details }) => (Array.isArray(details.consequences) ? details.consequences : []))
  const one: unknown = found.find((item: unknown) => Object(item).id === id)
  const numbers: unknown = Object(one).numbers
  return Object.fromEntries(Object.entries(Object(numbers)).map(([name, value]) => [name, Number(value)]))
}
