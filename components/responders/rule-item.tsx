'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { Chip } from '@/components/ui/chip'
import { IconButton } from '@/components/ui/icon-button'
import { ChevronRight, Trash2 } from '@/components/ui/icons'
import { ArrowDown, ArrowUp, GripVertical } from './icons'
import { isComplete, type DraftRule } from './responder-source'
import { RuleFields } from './rule-fields'
import { useRulePlace } from './rule-place'
import { TryRule } from './try-rule'
import { useRefusedHost } from './use-refused-host'
import { useRuleLabel } from './use-rule-label'

interface RuleItemProps {
  readonly rule: DraftRule
  /** Its place, from 1. */
  readonly number: number
  readonly of: number
  readonly isNew: boolean
  /** What the server has refused of it. */
  readonly error: string | undefined
  readonly onRule: (rule: DraftRule) => void
  readonly onMove: (by: -1 | 1) => void
  readonly onDrag: (isDragged: boolean) => void
  readonly onRemove: (button: HTMLElement) => void
}

/** A rule, folded to its name; it is moved by its buttons, by its handle, or by Alt with the arrows. */
export function RuleItem(props: RuleItemProps) {
  const { rule, number, of, isNew, error, onRule, onMove, onDrag, onRemove } = props
  const t = useTranslations('responders')
  const label = useRuleLabel()(rule)
  const refused = useRefusedHost(rule)
  const { open, setOpen } = useFolding(props)
  const summary = useRef<HTMLElement>(null)
  useEffect(() => {
    if (isNew) summary.current?.focus()
  }, [isNew])

  function onKeyDown(event: KeyboardEvent) {
    const by = event.altKey ? { ArrowUp: -1 as const, ArrowDown: 1 as const }[event.key] : undefined
    if (by === undefined) return
    event.preventDefault()
    onMove(by)
  }

  return (
    <div className="relative rounded-field border border-line bg-paper">
      <details open={open} className="group" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary
          ref={summary}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
          onKeyDown={onKeyDown}
          className="touch flex min-h-10 items-center gap-2 rounded-field py-1 pr-28 pl-2 text-row"
        >
          <Handle onDrag={onDrag} />
          <ChevronRight size={14} aria-hidden className="shrink-0 text-muted group-open:rotate-90" />
          <span className="truncate font-medium">{t('rule', { number, name: label })}</span>
          {refused !== undefined && (
            <span data-status="incomplete" className="truncate text-meta font-medium text-tone">
              {t('cannot_run')}
            </span>
          )}
          {rule.name && (
            <span className="hidden min-w-0 sm:block">
              <Chip>{t(`kind.${rule.kind}`)}</Chip>
            </span>
          )}
        </summary>
        {open && (
          <div className="flex flex-col gap-4 border-t border-line p-3">
            {error !== undefined && <Refusal words={error} />}
            <p className="max-w-prose text-meta text-muted">{t(`kind_hint.${rule.kind}`)}</p>
            <RuleFields rule={rule} onRule={onRule} />
            <TryRule rule={rule} />
          </div>
        )}
      </details>
      <RuleButtons label={label} number={number} of={of} onMove={onMove} onRemove={onRemove} />
    </div>
  )
}

/** The server's words, to which the focus is led. */
function Refusal({ words }: { readonly words: string }) {
  return (
    <p
      role="alert"
      tabIndex={-1}
      data-refused
      lang="en"
      data-status="failed"
      className="text-row font-medium wrap-anywhere text-tone"
    >
      {words}
    </p>
  )
}

/** A rule that is wrong unfolds when that is found out; it can be folded again. */
function useFolding({ rule, isNew, error }: RuleItemProps) {
  const { isReviewed } = useRulePlace()
  const isWrong = error !== undefined || (isReviewed && !isComplete(rule))
  const [open, setOpen] = useState(isNew)
  const [wasWrong, setWasWrong] = useState(false)
  if (isWrong !== wasWrong) {
    setWasWrong(isWrong)
    if (isWrong) setOpen(true)
  }
  return { open, setOpen }
}

interface RuleButtonsProps extends Pick<RuleItemProps, 'number' | 'of' | 'onMove' | 'onRemove'> {
  readonly label: string
}

/** They stand beside the line that folds the rule, not in it. */
function RuleButtons({ label, number, of, onMove, onRemove }: RuleButtonsProps) {
  const t = useTranslations('responders')
  return (
    <span className="absolute top-1 right-1 flex pointer-coarse:top-0 pointer-coarse:right-0">
      <IconButton
        label={t('up', { name: label })}
        icon={<ArrowUp size={14} />}
        aria-disabled={number === 1 || undefined}
        onClick={() => number > 1 && onMove(-1)}
      />
      <IconButton
        label={t('down', { name: label })}
        icon={<ArrowDown size={14} />}
        aria-disabled={number === of || undefined}
        onClick={() => number < of && onMove(1)}
      />
      <IconButton
        label={t('remove', { name: label })}
        icon={<Trash2 size={14} />}
        data-remove="rule"
        onClick={({ currentTarget }) => onRemove(currentTarget)}
      />
    </span>
  )
}

/** For the mouse. */
function Handle({ onDrag }: Pick<RuleItemProps, 'onDrag'>) {
  const t = useTranslations('responders')
  return (
    <span
      draggable
      title={t('drag')}
      onDragStart={() => onDrag(true)}
      onDragEnd={() => onDrag(false)}
      className="cursor-grab text-muted pointer-coarse:hidden"
    >
      <GripVertical size={14} aria-hidden />
    </span>
  )
}
