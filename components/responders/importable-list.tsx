'use client'

import { useTranslations } from 'next-intl'
import { Checkbox } from '@/components/ui/checkbox'
import type { HttpRule, McpRule } from '@/lib/protocol/responder'
import type { ImportedFunction } from '@/lib/protocol/responder-sources'

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
        <div key={each.name} className="flex flex-col border-t border-line py-2">
          <Checkbox
            label={<code className="min-w-0 font-mono font-bold wrap-anywhere">{each.function.name}</code>}
            checked={chosen.includes(each)}
            disabled={each.problem !== null}
            onCheck={(isOn) => onChosen(isOn ? [...chosen, each] : chosen.filter((other) => other !== each))}
            className="min-w-0 text-row"
          />
          <p className="pl-6 text-meta text-muted wrap-anywhere">{each.function.description ?? each.title}</p>
          {each.problem !== null && (
            <p data-status="incomplete" className="pl-6 text-meta text-tone wrap-anywhere">
              {t('problem', { problem: each.problem })}
            </p>
          )}
        </div>
      ))}
    </fieldset>
  )
}
