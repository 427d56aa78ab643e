'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useRemembered } from '@/components/kept/use-remembered'
import { FormDialog } from '@/components/ui/form-dialog'
import { NameField } from '@/components/ui/name-field'
import { SavedViewRow } from './saved-view-row'
import { isTaken, renamedView, viewsIn, withDefault, withView, type SavedView } from './saved-views'

interface SaveViewDialogProps {
  readonly list: string
  /** The choices that are saved. */
  readonly search: string
  readonly onClose: () => void
}

/** Names the choices of a list; renames saved ones, takes them away, and says which the list opens with. */
export function SaveViewDialog({ list, search, onClose }: SaveViewDialogProps) {
  const t = useTranslations('lists.views')
  const common = useTranslations('common')
  const [remembered, remember] = useRemembered(`views-${list}`)
  const [typed, setTyped] = useState('')
  const views = viewsIn(remembered)
  const keep = (next: readonly SavedView[]) => remember(JSON.stringify(next))
  const name = typed.trim()
  function submit() {
    keep(withView(views, { name, search }))
    onClose()
  }
  return (
    <FormDialog
      title={t('save_title')}
      action={common('save')}
      dismiss={common('close')}
      incomplete={!name}
      below={
        <ul aria-label={t('title')} className="mt-4 flex max-h-60 flex-col overflow-y-auto empty:hidden">
          {views.map((view, index) => (
            <SavedViewRow
              // Not by its name, which changes in its row.
              key={index}
              view={view}
              isTaken={(typed) => isTaken(views, view, typed)}
              onRename={(next) => keep(renamedView(views, view, next))}
              onDefault={(is) => keep(withDefault(views, is ? view : null))}
              onRemove={() => keep(views.filter((each) => each !== view))}
            />
          ))}
        </ul>
      }
      onSubmit={submit}
      onClose={onClose}
    >
      <NameField
        label={t('name')}
        hint={t(views.some((view) => view.name === name) ? 'replaces' : 'hint')}
        value={typed}
        onChange={setTyped}
      />
    </FormDialog>
  )
}
