'use client'

import { PlanPage } from '@/components/changes/plan-page'
import { SpecWizard } from './spec-wizard'

/** Changing the size of one instance: from a class, or from what it has to hold. */
export const SpecPage = ({ reference }: { reference: string }) => (
  <PlanPage reference={reference} action="spec">
    {({ page, schema, reason }) => (
      <SpecWizard reference={reference} page={page} schema={schema} reason={reason ?? null} />
    )}
  </PlanPage>
)
