'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { idEndsOfEqualNames } from '@/components/names/id-ends-of-equal-names'
import { plainName } from '@/components/names/plain-name'
import { ErrorState } from '@/components/ui/error-state'
import { Check } from '@/components/ui/icons'
import { Input } from '@/components/ui/input'
import { useFoundAssistants } from './use-found-assistants'

interface AssistantOptionsProps {
  readonly chosen: string
  /** The label for choosing none, where that is possible. */
  readonly none: string | undefined
  readonly onChoose: (id: string) => void
}

interface Option {
  readonly id: string
  readonly name: string
  readonly note: string
  /** Tells apart assistants of the same name. */
  readonly idEnd: string | undefined
}

/** The options that match what is typed. */
export function AssistantOptions({ chosen, none, onChoose }: AssistantOptionsProps) {
  const t = useTranslations('assistants.choose')
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState<number>()
  const listId = useId()
  const { found, hasMore, isLooking, error, goOn } = useFoundAssistants(typed.trim())
  const options = useOptions({ found, none: typed === '' ? none : undefined })
  const at = Math.min(
    asked ??
      Math.max(
        0,
        options.findIndex(({ id }) => id === chosen),
      ),
    options.length - 1,
  )

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key]
    if (to === undefined && event.key !== 'Enter') return
    event.preventDefault()
    if (to !== undefined) setAsked((to + options.length) % Math.max(1, options.length))
    else if (options[at]) onChoose(options[at].id)
  }

  return (
    <>
      <Input
        // On a touch screen the keyboard would cover the options.
        autoFocus={!matchMedia('(pointer: coarse)').matches}
        role="combobox"
        aria-label={t('search')}
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={options[at] && `${listId}-${at}`}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder={t('search')}
        value={typed}
        onChange={(event) => (setTyped(event.target.value), setAsked(event.target.value === '' ? undefined : 0))}
        onKeyDown={onKeyDown}
        className="shrink-0 rounded-b-none border-x-0 border-t-0 -outline-offset-2"
      />
      <List id={listId} options={options} at={at} chosen={chosen} onChoose={onChoose} />
      {error && <ErrorState compact error={error} onRetry={goOn} />}
      <p role="status" className="border-t border-line px-3 py-1.5 text-meta text-muted empty:hidden">
        {isLooking ? t('looking') : error ? '' : options.length === 0 ? t('no_match') : hasMore && t('more')}
      </p>
    </>
  )
}

function useOptions({
  found,
  none,
}: Pick<ReturnType<typeof useFoundAssistants>, 'found'> & { none?: string | undefined }) {
  const t = useTranslations('runs')
  const idEnds = idEndsOfEqualNames(found)
  const named = found.map(({ id, name, model }): Option => ({
    id,
    name: plainName(name ?? t('unnamed_assistant')),
    note: model,
    idEnd: idEnds.get(id),
  }))
  return none === undefined ? named : [{ id: '', name: none, note: '', idEnd: undefined }, ...named]
}

interface ListProps extends Pick<AssistantOptionsProps, 'chosen' | 'onChoose'> {
  readonly id: string
  readonly options: readonly Option[]
  readonly at: number
}

function List({ id, options, at, chosen, onChoose }: ListProps) {
  const t = useTranslations('shell')
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [at])
  return (
    <div ref={list} id={id} role="listbox" aria-label={t('assistants')} className="min-h-0 flex-1 overflow-y-auto p-1">
      {options.map((option, index) => (
        <div
          key={option.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === at}
          onClick={() => onChoose(option.id)}
          className={`touch flex cursor-pointer items-center gap-2 rounded-chip px-2 py-1.5 text-row hover:bg-sunken
            aria-selected:bg-sunken aria-selected:outline aria-selected:outline-control`}
        >
          <span dir="auto" className="min-w-0 flex-1 truncate text-left">
            {option.name}
          </span>
          {option.id === chosen && <Check size={14} aria-hidden className="shrink-0 text-muted" />}
          <span className="max-w-[45%] shrink-0 truncate text-meta text-muted">{option.note}</span>
          {option.idEnd && <span className="shrink-0 font-mono text-meta text-muted">{option.idEnd}</span>}
        </div>
      ))}
    </div>
  )
}
