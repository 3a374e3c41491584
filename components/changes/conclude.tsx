'use client'

import { useTranslations } from 'next-intl'
import { Fragment, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Check } from '@/components/ui/check'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import { type Change, CONCLUSIONS, type Conclusion } from '@/lib/model/change'
import { concludeChange } from '@/lib/queries/changes'
import { useDecision } from './use-decision'
import { useChangeWords } from './words'

/** For who looked: saying what came out of a change that ended needing a person. */
export function Conclude({ change: { id, action, evidence } }: { change: Change }) {
  const t = useTranslations('changes.conclude')
  const words = useChangeWords()
  const telling = evidence?.read.filter(({ was }) => was !== undefined) ?? []
  const { run, running, problem } = useDecision(id)
  const [conclusion, setConclusion] = useState<Conclusion>()
  const [note, setNote] = useState('')
  return (
    <form
      className="grid gap-2.5"
      onSubmit={(event) => {
        event.preventDefault()
        if (!conclusion) return
        const said = note.trim()
        void run('conclude', () => concludeChange(id, { conclusion, ...(said && { note: said }) }))
      }}
    >
      {problem ? <ProblemBanner error={problem} /> : null}
      {telling.length > 0 && (
        <dl className="kv">
          {telling.map(({ field, found, was }) => (
            <Fragment key={field}>
              <dt>{words.field(field)}</dt>
              <dd>{t('thenNow', { then: words.value(field, was ?? null), now: words.value(field, found) })}</dd>
            </Fragment>
          ))}
        </dl>
      )}
      {t.has(`look.${action}`) && <p>{t(`look.${action}`)}</p>}
      <fieldset className="grid gap-1.5">
        <legend className="label pb-1">{t('question')}</legend>
        {CONCLUSIONS.map((one) => (
          <Check
            key={one}
            type="radio"
            name={`conclusion-${id}`}
            label={t(one)}
            checked={conclusion === one}
            onChange={() => setConclusion(one)}
          />
        ))}
      </fieldset>
      <Field label={t('note')} hint={t('noteHint')} className="max-w-96">
        {(props) => <Input {...props} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
      <div>
        <Button
          type="submit"
          variant="primary"
          sending={running !== null}
          reason={conclusion ? null : t('chooseFirst')}
        >
          {t('say')}
        </Button>
      </div>
    </form>
  )
}
