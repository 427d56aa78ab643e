'use client'

import { useTranslations } from 'next-intl'
import { useId, useState, type FormEvent } from 'react'
import { useRemembered } from '@/components/kept/use-remembered'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SavedViewRow } from './saved-view-row'
import { isTaken, MAX_NAME, renamedView, viewsIn, withDefault, withView, type SavedView } from './saved-views'

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
  const form = useId()
  const [remembered, remember] = useRemembered(`views-${list}`)
  const [typed, setTyped] = useState('')
  const views = viewsIn(remembered)
  const keep = (next: readonly SavedView[]) => remember(JSON.stringify(next))
  const name = typed.trim()
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!name) return
    keep(withView(views, { name, search }))
    onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('save_title')}
      footer={
        <>
          <Button onClick={onClose}>{common('close')}</Button>
          <Button look="primary" type="submit" form={form} disabled={!name}>
            {common('save')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-3">
        <Field label={t('name')} hint={t(views.some((view) => view.name === name) ? 'replaces' : 'hint')}>
          {(control) => (
            <Input
              {...control}
              data-autofocus
              data-takes-focus
              autoComplete="off"
              maxLength={MAX_NAME}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      </form>
      <ul aria-label={t('title')} className="mt-3 flex max-h-60 flex-col overflow-y-auto empty:hidden">
        {views.map((view) => (
          <SavedViewRow
            key={view.name}
            view={view}
            isTaken={(typed) => isTaken(views, view, typed)}
            onRename={(next) => keep(renamedView(views, view, next))}
            onDefault={(is) => keep(withDefault(views, is ? view : null))}
            onRemove={() => keep(views.filter((each) => each !== view))}
          />
        ))}
      </ul>
    </Dialog>
  )
}
