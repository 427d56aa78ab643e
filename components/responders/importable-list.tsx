'use client'

import { useTranslations } from 'next-intl'
import { Checkbox } from '@/components/ui/checkbox'
import type { HttpRule, McpRule } from '@/lib/protocol/responder'
import type { ImportedFunction } from '@/lib/protocol/responder-sources'
import { useRefusedHost } from './use-refused-host'

export type Importable = ImportedFunction<McpRule> | ImportedFunction<HttpRule>

export interface Choosing {
  readonly chosen: readonly Importable[]
  readonly onChosen: (chosen: readonly Importable[]) => void
}

interface ImportableListProps extends Choosing {
  readonly label: string
  readonly functions: readonly Importable[]
}

/** Functions to tick; those that cannot be used say why. Props: label, functions, chosen, onChosen. */
export function ImportableList({ label, functions, chosen, onChosen }: ImportableListProps) {
  const t = useTranslations('responders.import')
  if (functions.length === 0) return <p className="text-row text-muted">{t('none')}</p>
  const usable = functions.filter(({ problem }) => problem === null)
  return (
    <fieldset className="flex min-w-0 flex-col">
      <legend className="sr-only">{label}</legend>
      <Checkbox
        label={t('all')}
        checked={usable.length > 0 && chosen.length === usable.length}
        disabled={usable.length === 0}
        onCheck={(isOn) => onChosen(isOn ? usable : [])}
        className="py-1 text-row font-medium"
      />
      {functions.map((each) => (
        <ImportableRow
          key={each.name}
          each={each}
          isChosen={chosen.includes(each)}
          onCheck={(isOn) => onChosen(isOn ? [...chosen, each] : chosen.filter((other) => other !== each))}
        />
      ))}
    </fieldset>
  )
}

interface ImportableRowProps {
  readonly each: Importable
  readonly isChosen: boolean
  readonly onCheck: (isOn: boolean) => void
}

/** Says what keeps it from being used, and of a rule that cannot be asked yet that it will fail until then. */
function ImportableRow({ each, isChosen, onCheck }: ImportableRowProps) {
  const t = useTranslations('responders.import')
  const words = useTranslations('responders')
  const { problem } = each
  const host = useRefusedHost(each.rule)
  const note =
    problem !== null ? t('problem', { problem }) : host === undefined ? undefined : words('host_refused', { host })
  return (
    <div className="flex flex-col border-t border-line py-2">
      <Checkbox
        label={<code className="min-w-0 font-mono font-bold wrap-anywhere">{each.function.name}</code>}
        checked={isChosen}
        disabled={problem !== null}
        onCheck={onCheck}
        className="min-w-0 text-row"
      />
      <p className="pl-6 text-meta text-muted wrap-anywhere">{each.function.description ?? each.title}</p>
      {note !== undefined && (
        <p data-status="incomplete" className="pl-6 text-meta text-tone wrap-anywhere">
          {note}
        </p>
      )}
    </div>
  )
}
