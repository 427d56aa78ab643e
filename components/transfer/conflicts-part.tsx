'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Select } from '@/components/ui/select'
import {
  type ConflictChoice,
  type ConflictChoices,
  conflictChoices,
  type TransferKind,
  transferKinds,
  type TransferTally,
} from '@/lib/protocol/transfer'

interface ConflictsPartProps {
  /** What the dry run found. */
  readonly conflicts: TransferTally
  readonly choices: ConflictChoices
  readonly onChange: (choices: ConflictChoices) => void
}

/** What is to become of what differs: once for all, or by kind. */
export function ConflictsPart({ conflicts: { counts }, choices, onChange }: ConflictsPartProps) {
  const t = useTranslations('transfer')
  const title = useId()
  const kinds = transferKinds.filter((kind) => counts[kind].kept > 0)
  const chosen = new Set(kinds.map((kind) => choiceOf(choices, kind)))
  const [only] = chosen
  const choose = (of: readonly TransferKind[], choice: ConflictChoice) =>
    onChange({ ...choices, ...Object.fromEntries(of.map((kind) => [kind, choice])) })
  return (
    <div role="group" aria-labelledby={title} className="flex flex-col gap-2">
      <h3 id={title} className="text-row font-medium">
        {t('conflicts.title')}
      </h3>
      <p className="max-w-prose text-row text-muted">{t('conflicts.text')}</p>
      <Choice
        label={t('conflicts.all')}
        value={chosen.size === 1 && only ? only : ''}
        onChoose={(choice) => choose(transferKinds, choice)}
      />
      {kinds.length > 1 &&
        kinds.map((kind) => (
          <Choice
            key={kind}
            label={t('conflicts.of', { kind: t(`kind.${kind}`), count: counts[kind].kept })}
            value={choiceOf(choices, kind)}
            onChoose={(choice) => choose([kind], choice)}
          />
        ))}
    </div>
  )
}

/** What is not decided stays as it is here. */
const choiceOf = (choices: ConflictChoices, kind: TransferKind): ConflictChoice => choices[kind] ?? 'keep'

interface ChoiceProps {
  readonly label: string
  /** Empty where it is not one choice. */
  readonly value: ConflictChoice | ''
  readonly onChoose: (choice: ConflictChoice) => void
}

function Choice({ label, value, onChoose }: ChoiceProps) {
  const t = useTranslations('transfer.conflicts')
  return (
    <label className="flex max-w-prose flex-wrap items-center justify-between gap-2 text-row">
      {label}
      <Select value={value} onChange={({ target }) => onChoose(target.value as ConflictChoice)}>
        {value === '' && (
          <option value="" disabled>
            {t('mixed')}
          </option>
        )}
        {conflictChoices.map((choice) => (
          <option key={choice} value={choice}>
            {t(choice)}
          </option>
        ))}
      </Select>
    </label>
  )
}
