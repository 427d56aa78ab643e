'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { plainName } from '@/components/names/plain-name'
import { FieldWithButton } from '@/components/ui/field-with-button'
import { FormDialog } from '@/components/ui/form-dialog'
import { changeLabelsMutation } from '@/lib/client/label-mutations'
import { labelsQuery } from '@/lib/client/queries'
import type { LabelKind } from '@/lib/protocol/playground'
import { foldLabel } from '@/lib/run/fold-label'
import { LABEL_LENGTH } from '@/lib/run/list-limits'
import { labelChangeOf, labelChoices, type LabelChoice, type LabelDecisions } from './label-choices'

interface LabelsDialogProps {
  readonly kind: LabelKind
  readonly objects: readonly { readonly id: string; readonly labels: readonly string[] }[]
  readonly onClose: () => void
}

/** Puts labels on one or many threads or runs, and takes them away. */
export function LabelsDialog({ kind, objects, onClose }: LabelsDialogProps) {
  const t = useTranslations('lists.labels')
  const common = useTranslations('common')
  const change = useMutation(changeLabelsMutation(useApi(), useQueryClient()))
  const { data: known = [] } = useQuery(labelsQuery(useApi(), kind))
  const [decided, setDecided] = useState<LabelDecisions>(new Map())
  const [typed, setTyped] = useState('')
  const inUse = known.map(({ label }) => label)
  const choices = labelChoices(inUse, objects, decided)
  const decide = (label: string, has: 'all' | 'none') => new Map(decided).set(foldLabel(label), { label, has })

  function save() {
    // A label that was typed and not added yet is included.
    const wanted = labelChangeOf(typed.trim() ? decide(typed.trim(), 'all') : decided, objects)
    if (wanted.add.length + wanted.remove.length === 0) return onClose()
    change.mutate({ kind, ids: objects.map(({ id }) => id), ...wanted }, { onSuccess: onClose })
  }

  function add() {
    setDecided(decide(typed.trim(), 'all'))
    setTyped('')
  }

  return (
    <FormDialog
      title={t(`of_${kind}`, { count: objects.length })}
      action={common('save')}
      busy={change.isPending}
      error={change.error}
      onSubmit={save}
      onClose={onClose}
    >
      <FieldWithButton
        label={t('new')}
        hint={t('hint')}
        maxLength={LABEL_LENGTH}
        value={typed}
        onChange={setTyped}
        action={t('add')}
        onAction={add}
      />
      <ul aria-label={t('title')} className="flex max-h-60 flex-col gap-1 overflow-y-auto empty:hidden">
        {choices.map((choice) => (
          <li key={foldLabel(choice.label)}>
            <LabelBox choice={choice} onChoose={(has) => setDecided(decide(choice.label, has))} />
          </li>
        ))}
      </ul>
    </FormDialog>
  )
}

function LabelBox({ choice, onChoose }: { choice: LabelChoice; onChoose: (has: 'all' | 'none') => void }) {
  const { label, has } = choice
  return (
    <label className="touch flex min-h-7 items-center gap-2">
      <input
        type="checkbox"
        checked={has === 'all'}
        ref={(box) => {
          if (box) box.indeterminate = has === 'some'
        }}
        onChange={() => onChoose(has === 'all' ? 'none' : 'all')}
        className="size-4 accent-ink"
      />
      <span dir="auto" className="min-w-0 truncate">
        {plainName(label)}
      </span>
    </label>
  )
}
