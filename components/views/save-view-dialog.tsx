'use client'

import { useTranslations } from 'next-intl'
import { useId, useState, type FormEvent } from 'react'
import { useRemembered } from '@/components/kept/use-remembered'
import { plainName } from '@/components/names/plain-name'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { IconButton } from '@/components/ui/icon-button'
import { Trash2 } from '@/components/ui/icons'
import { Input } from '@/components/ui/input'
import { MAX_NAME, viewsIn, withView } from './saved-views'

interface SaveViewDialogProps {
  readonly list: string
  /** The choices that are saved. */
  readonly search: string
  readonly onClose: () => void
}

/** Names the choices of a list, and takes saved ones away. */
export function SaveViewDialog({ list, search, onClose }: SaveViewDialogProps) {
  const t = useTranslations('lists.views')
  const common = useTranslations('common')
  const form = useId()
  const [remembered, remember] = useRemembered(`views-${list}`)
  const [typed, setTyped] = useState('')
  const views = viewsIn(remembered)
  const name = typed.trim()
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!name) return
    remember(JSON.stringify(withView(views, { name, search })))
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
        <Field label={t('name')} hint={t('hint')}>
          {(control) => (
            <Input
              {...control}
              data-autofocus
              autoComplete="off"
              maxLength={MAX_NAME}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <ul aria-label={t('title')} className="flex max-h-60 flex-col overflow-y-auto empty:hidden">
          {views.map((view) => (
            <li key={view.name} className="flex items-center gap-2">
              <span dir="auto" className="min-w-0 flex-1 truncate text-row">
                {plainName(view.name)}
              </span>
              <IconButton
                label={t('remove', { name: view.name })}
                icon={<Trash2 size={14} aria-hidden />}
                onClick={() => remember(JSON.stringify(views.filter((each) => each !== view)))}
              />
            </li>
          ))}
        </ul>
      </form>
    </Dialog>
  )
}
