'use client'

import { useTranslations } from 'next-intl'
import { Check } from '@/components/ui/check'
import { Input, Select } from '@/components/ui/input'
import { formatMemory, measureText } from '@/lib/i18n/format'
import type { ClassOffer } from '@/lib/model/offer'
import { editionOf, type Sieve } from './sift'

interface SieveBarProps {
  offers: readonly ClassOffer[]
  sieve: Sieve
  onSieve: (sieve: Sieve) => void
}

/** Narrows the classes by words, kind, edition and memory; only kinds that there are can be chosen. */
export function SieveBar({ offers, sieve, onSieve }: SieveBarProps) {
  const t = useTranslations('offers')
  const architectures = [...new Set(offers.map(({ architecture }) => architecture))]
  const editions = [...new Set(offers.map(editionOf))].filter(Boolean)
  const sizes = [...new Set(offers.flatMap(({ memoryMb }) => memoryMb ?? []))].sort((a, b) => a - b)
  return (
    <search className="flex flex-wrap items-center gap-2" aria-label={t('sieve.label')}>
      <Input
        size="small"
        icon="search"
        className="w-52"
        aria-label={t('sieve.text')}
        placeholder={t('sieve.text')}
        value={sieve.text}
        onChange={(event) => onSieve({ ...sieve, text: event.target.value })}
      />
      {architectures.length > 1 && (
        <Select
          size="small"
          className="w-44"
          aria-label={t('sieve.architecture')}
          value={sieve.architecture}
          onChange={(event) => onSieve({ ...sieve, architecture: event.target.value })}
        >
          <option value="">{t('sieve.anyArchitecture')}</option>
          {architectures.map((architecture) => (
            <option key={architecture} value={architecture}>
              {t(`architectures.${architecture}`)}
            </option>
          ))}
        </Select>
      )}
      {editions.length > 1 && (
        <Select
          size="small"
          className="w-44"
          aria-label={t('sieve.edition')}
          value={sieve.edition}
          onChange={(event) => onSieve({ ...sieve, edition: event.target.value })}
        >
          <option value="">{t('sieve.anyEdition')}</option>
          {editions.map((edition) => (
            <option key={edition}>{edition}</option>
          ))}
        </Select>
      )}
      {sizes.length > 1 && (
        <Select
          size="small"
          className="w-36"
          aria-label={t('sieve.memory')}
          value={sieve.minMemory ?? ''}
          onChange={(event) => onSieve({ ...sieve, minMemory: Number(event.target.value) || null })}
        >
          <option value="">{t('sieve.anyMemory')}</option>
          {sizes.map((mb) => (
            <option key={mb} value={mb}>
              {t('sieve.from', { size: measureText(formatMemory(mb)) })}
            </option>
          ))}
        </Select>
      )}
      {offers.some(({ replicas }) => replicas === 0) && offers.some(({ replicas }) => replicas !== 0) && (
        <Check
          label={t('sieve.withReplica')}
          checked={sieve.withReplica ?? false}
          onChange={(event) => onSieve({ ...sieve, withReplica: event.target.checked })}
        />
      )}
      <Check
        label={t('sieve.onlyPossible')}
        checked={sieve.onlyPossible}
        onChange={(event) => onSieve({ ...sieve, onlyPossible: event.target.checked })}
      />
    </search>
  )
}
