'use client'

import { useTranslations } from 'next-intl'
import { useRef, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import { removeKeepingFocus, restoreWithFocus } from '@/components/focus/keep-focus'
import { Button } from '@/components/ui/button'
import { ChevronDown, Plus } from '@/components/ui/icons'
import { Menu } from '@/components/ui/menu'
import { type RuleKind, ruleKinds } from '@/lib/protocol/responder-limits'
import { moved, newRule, newRuleId, type DraftRule } from './responder-source'
import { RuleItem } from './rule-item'
import { useRulePlace } from './rule-place'
import { useRuleLabel } from './use-rule-label'

interface RuleListProps {
  readonly rules: readonly DraftRule[]
  /** What the server has refused of one of them. */
  readonly wrong?: { readonly index: number; readonly error: string } | undefined
  readonly onRules: (rules: readonly DraftRule[]) => void
}

/** The rules of a function in their order: the first that applies answers. */
export function RuleList({ rules, wrong, onRules }: RuleListProps) {
  const t = useTranslations('responders')
  const { name } = useRulePlace()
  const list = useRef<HTMLOListElement>(null)
  const { added, news, dragged, setDragged, removed, add, move, remove, restore } = useRuleEdits(
    { rules, onRules },
    list,
  )
  const label = useRuleLabel()

  return (
    <div className="flex flex-col gap-2">
      {rules.length === 0 && <p className="text-row text-muted">{t('none')}</p>}
      <ol ref={list} aria-label={t('rules', { name })} className="flex flex-col gap-2 empty:hidden">
        {rules.map((rule, index) => (
          <li
            key={rule.id}
            onDragOver={(event) => dragged !== undefined && event.preventDefault()}
            onDrop={() => dragged !== undefined && move(dragged, index)}
          >
            <RuleItem
              rule={rule}
              number={index + 1}
              of={rules.length}
              isNew={rule.id === added}
              error={wrong?.index === index ? wrong.error : undefined}
              onRule={(changed) => onRules(rules.with(index, changed))}
              onMove={(by) => move(index, index + by)}
              onDrag={(isDragged) => setDragged(isDragged ? index : undefined)}
              onRemove={(button) => removeKeepingFocus(button, () => remove(index))}
            />
          </li>
        ))}
      </ol>
      <p role="status" className="sr-only">
        {news}
      </p>
      <Removed name={removed && label(removed.rule)} onUndo={restore} />
      <AddRule onAdd={add} />
    </div>
  )
}

/** Adds, moves and removes rules. The focus stays where it is, and what was moved is said. */
function useRuleEdits({ rules, onRules }: RuleListProps, list: RefObject<HTMLElement | null>) {
  const t = useTranslations('responders')
  const label = useRuleLabel()
  const [added, setAdded] = useState<string>()
  const [news, setNews] = useState('')
  const [dragged, setDragged] = useState<number>()
  const [removed, setRemoved] = useState<{ readonly rule: DraftRule; readonly index: number }>()

  function add(kind: RuleKind) {
    const rule = newRule(kind, newRuleId())
    setAdded(rule.id)
    onRules([...rules, rule])
  }
  function move(from: number, to: number) {
    const rule = rules[from]
    if (!rule || from === to) return
    const active = document.activeElement
    // At once: what moves in the page loses the focus.
    flushSync(() => onRules(moved(rules, { from, to })))
    if (active instanceof HTMLElement && list.current?.contains(active)) active.focus()
    setNews(t('moved', { name: label(rule), place: to + 1, count: rules.length }))
  }
  function remove(index: number) {
    const rule = rules[index]
    if (!rule) return
    setRemoved({ rule, index })
    onRules(rules.toSpliced(index, 1))
  }
  function restore() {
    if (!removed) return
    setRemoved(undefined)
    onRules(rules.toSpliced(removed.index, 0, removed.rule))
  }

  return { added, news, dragged, setDragged, removed, add, move, remove, restore }
}

/** Says which rule was removed, and takes it back. */
function Removed({ name, onUndo }: { name: string | undefined; onUndo: () => void }) {
  const t = useTranslations('responders')
  return (
    <div role="status" className="empty:hidden">
      {name !== undefined && (
        <p className="flex flex-wrap items-center gap-x-2 text-row text-muted">
          <span className="wrap-anywhere">{t('removed', { name })}</span>
          <Button look="quiet" onClick={({ currentTarget }) => restoreWithFocus(currentTarget, 'rule', onUndo)}>
            {t('undo')}
          </Button>
        </p>
      )}
    </div>
  )
}

function AddRule({ onAdd }: { onAdd: (kind: RuleKind) => void }) {
  const t = useTranslations('responders')
  return (
    <span data-add="rule" tabIndex={-1} className="self-start">
      <Menu
        label={t('add')}
        className="border border-control bg-surface px-3 text-row font-medium"
        items={ruleKinds.map((kind) => ({ label: t(`kind.${kind}`), onSelect: () => onAdd(kind) }))}
      >
        <Plus size={14} aria-hidden />
        {t('add')}
        <ChevronDown size={14} aria-hidden />
      </Menu>
    </span>
  )
}
