'use client'

import { useTranslations } from 'next-intl'
import { useId, useState, type KeyboardEvent } from 'react'
import { plainName } from '@/components/names/plain-name'
import { IconButton } from '@/components/ui/icon-button'
import { Trash2 } from '@/components/ui/icons'
import { Input } from '@/components/ui/input'
import { MAX_NAME } from '@/lib/protocol/limits'
import { Pencil, Star } from './icons'
import type { SavedView } from './saved-views'

interface SavedViewRowProps {
  readonly view: SavedView
  /** Whether another one has that name. */
  readonly isTaken: (name: string) => boolean
  readonly onRename: (name: string) => void
  readonly onDefault: (isDefault: boolean) => void
  readonly onRemove: () => void
}

/** A saved view: its name, which can be changed, whether the list opens with it, and the way to take it away. */
export function SavedViewRow({ view, isTaken, onRename, onDefault, onRemove }: SavedViewRowProps) {
  const t = useTranslations('lists.views')
  const [typed, setTyped] = useState<string | null>(null)
  const name = plainName(view.name)
  const isDefault = view.isDefault === true
  const taken = typed !== null && isTaken(typed)
  const noteId = useId()
  function rename() {
    if (typed !== null && !taken && typed.trim() !== view.name) onRename(typed)
    setTyped(null)
  }
  function onKeyDown(event: KeyboardEvent) {
    if ((event.key !== 'Enter' && event.key !== 'Escape') || event.nativeEvent.isComposing) return
    // The dialog stays.
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') setTyped(null)
    else if (!taken) rename()
  }
  return (
    <li className="flex flex-wrap items-center gap-1">
      {typed === null ? (
        <span dir="auto" className="min-w-0 flex-1 truncate text-row">
          {name}
        </span>
      ) : (
        <Input
          autoFocus
          aria-label={t('rename', { name })}
          aria-invalid={taken || undefined}
          aria-describedby={taken ? noteId : undefined}
          className="min-w-0 flex-1"
          autoComplete="off"
          maxLength={MAX_NAME}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={rename}
        />
      )}
      <IconButton
        label={t('default', { name })}
        aria-pressed={isDefault}
        className="aria-pressed:text-ink"
        icon={<Star size={14} aria-hidden className={isDefault ? 'fill-current' : ''} />}
        onClick={() => onDefault(!isDefault)}
      />
      <IconButton
        data-takes-focus
        label={t('rename', { name })}
        icon={<Pencil size={14} aria-hidden />}
        onClick={() => setTyped(view.name)}
      />
      <IconButton label={t('remove', { name })} icon={<Trash2 size={14} aria-hidden />} onClick={onRemove} />
      {taken && <Taken id={noteId} />}
    </li>
  )
}

function Taken({ id }: { id: string }) {
  const t = useTranslations('lists.views')
  return (
    <p id={id} role="alert" data-status="failed" className="w-full text-meta text-tone">
      {t('taken')}
    </p>
  )
}
