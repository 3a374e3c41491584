'use client'
import { useTranslations } from 'next-intl'
import { defaultLayout, type Layout, moveColumn, toggleColumn } from '@/components/data-table/layout'
import { Button, IconButton } from '@/components/ui/button'
import { Check } from '@/components/ui/check'
import { Dialog } from '@/components/ui/dialog'

interface ColumnsDialogProps {
  columns: Parameters<typeof defaultLayout>[0]
  layout: Layout
  onLayout(layout: Layout | null): void
  onClose(): void
}

/** Which columns are shown and in which order; kept in this browser. */
export function ColumnsDialog({ columns, layout, onLayout, onClose }: ColumnsDialogProps) {
  const t = useTranslations('instances')
  const standard = JSON.stringify(defaultLayout(columns)) === JSON.stringify(layout)
  return (
    <Dialog
      title={t('columnsDialog.title')}
      onClose={onClose}
      footer={
        <>
          <Button
            variant="quiet"
            reason={standard ? t('columnsDialog.isDefault') : undefined}
            onClick={() => onLayout(null)}
            className="mr-auto"
          >
            {t('columnsDialog.reset')}
          </Button>
          <Button variant="primary" onClick={onClose}>
            {t('columnsDialog.done')}
          </Button>
        </>
      }
    >
      <p className="hint">{t('columnsDialog.help')}</p>
      <ul className="grid">
        {layout.order.map((id, index) => (
          <li key={id} className="flex min-h-8 items-center gap-1 border-border border-b last:border-b-0">
            <Check
              label={t(`columns.${id}`)}
              checked={layout.shown.includes(id)}
              onChange={() => onLayout(toggleColumn(layout, id))}
            />
            <span className="flex-1" />
            <IconButton
              icon="up"
              label={t('columnsDialog.up', { column: t(`columns.${id}`) })}
              disabled={index === 0}
              onClick={() => onLayout(moveColumn(layout, id, -1))}
            />
            <IconButton
              icon="down"
              label={t('columnsDialog.down', { column: t(`columns.${id}`) })}
              disabled={index === layout.order.length - 1}
              onClick={() => onLayout(moveColumn(layout, id, 1))}
            />
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
