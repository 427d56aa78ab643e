'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { functionNameOf } from './function-draft'
import { settingId, type Conflict } from './merge-drafts'

interface ConflictDialogProps {
  readonly conflicts: readonly Conflict[]
  readonly onClose: () => void
  /** Saves; settings with these ids become what the others have saved. */
  readonly onSettle: (asTheirs: ReadonlySet<string>) => void
}

/** The settings that two people have changed, to choose whose version is saved. */
export function ConflictDialog({ conflicts, onClose, onSettle }: ConflictDialogProps) {
  const t = useTranslations('assistants.conflict')
  const common = useTranslations('common')
  const form = useTranslations('assistants.form')
  const [asTheirs, setAsTheirs] = useState<ReadonlySet<string>>(new Set())
  const choose = (id: string, side: 'theirs' | 'mine') =>
    setAsTheirs(new Set(side === 'theirs' ? [...asTheirs, id] : [...asTheirs].filter((each) => each !== id)))
  return (
    <Dialog
      open
      wide
      title={t('title')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose} data-autofocus>
            {common('cancel')}
          </Button>
          <Button look="primary" onClick={() => onSettle(asTheirs)}>
            {form('save')}
          </Button>
        </>
      }
    >
      <p className="mb-4 max-w-prose text-row text-muted">{t('text')}</p>
      <div className="flex flex-col gap-5">
        {conflicts.map((conflict) => {
          const id = settingId(conflict)
          return (
            <Choice
              key={id}
              conflict={conflict}
              side={asTheirs.has(id) ? 'theirs' : 'mine'}
              onSide={(side) => choose(id, side)}
            />
          )
        })}
      </div>
    </Dialog>
  )
}

interface ChoiceProps {
  readonly conflict: Conflict
  readonly side: 'theirs' | 'mine'
  readonly onSide: (side: 'theirs' | 'mine') => void
}

function Choice({ conflict, side, onSide }: ChoiceProps) {
  const t = useTranslations('assistants.conflict')
  const name = useSettingName(conflict)
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-row font-bold wrap-anywhere">{name}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {(['theirs', 'mine'] as const).map((each) => (
          <label
            key={each}
            className={`flex min-w-0 flex-col gap-1 rounded-field border p-2 has-focus-visible:outline-2
              has-focus-visible:outline-offset-2 has-focus-visible:outline-ink
              ${each === side ? 'border-ink' : 'border-line'}`}
          >
            <span className="touch flex items-center gap-2 text-row font-medium">
              <input
                type="radio"
                name={settingId(conflict)}
                checked={each === side}
                onChange={() => onSide(each)}
                className="size-4 accent-ink"
              />
              {t(each)}
            </span>
            <Text text={conflict[each]} />
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Text({ text }: { text: string | null }) {
  const t = useTranslations('assistants.conflict')
  if (text === null || text === '') {
    return <span className="text-row text-muted">{t(text === null ? 'removed' : 'empty')}</span>
  }
  return (
    <span className="block max-h-48 overflow-auto font-mono text-meta wrap-anywhere whitespace-pre-wrap">{text}</span>
  )
}

/** What a setting is called in the form. */
function useSettingName({ kind, key, theirs, mine }: Conflict): string {
  const t = useTranslations('assistants.form')
  switch (kind) {
    case 'function':
      return functionNameOf(theirs ?? mine ?? '') ?? t('unnamed_function')
    case 'metadata':
      return `${t('metadata')}: ${key}`
    case 'responder':
      return t('responder')
    case 'forAllRuns':
      return t('for_all_runs')
    case 'otherTools':
      return t('tools')
    case 'codeFiles':
      return t('tool.files')
    case 'stores':
      return t('tool.stores')
    default:
      return t(kind)
  }
}
