'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Tabs } from '@/components/ui/tabs'
import type { FunctionDefinition } from '@/lib/protocol/tool'
import { FromMcp } from './from-mcp'
import { FromOpenApi } from './from-openapi'
import { newRuleId, type DraftRule } from './responder-source'
import type { Importable } from './importable-list'

const sources = ['mcp', 'openapi'] as const

/** A function that is put on an assistant, with the rule that answers it. */
export interface Imported {
  readonly definition: FunctionDefinition
  readonly rule: DraftRule
}

interface ImportDialogProps {
  readonly onImport: (imported: readonly Imported[]) => void
  readonly onClose: () => void
}

/** Functions from MCP servers and OpenAPI documents: they are put on the assistant with rules that answer them. */
export function ImportDialog({ onImport, onClose }: ImportDialogProps) {
  const t = useTranslations('responders.import')
  const common = useTranslations('common')
  const [source, setSource] = useState<(typeof sources)[number]>('mcp')
  const [chosen, setChosen] = useState<readonly Importable[]>([])

  function turnTo(next: (typeof sources)[number]) {
    setSource(next)
    setChosen([])
  }

  return (
    <Dialog
      open
      wide
      title={t('title')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="primary" disabled={chosen.length === 0} onClick={() => onImport(chosen.map(toImported))}>
            {t('add', { count: chosen.length })}
          </Button>
        </>
      }
    >
      <Tabs
        label={t('source')}
        tabs={sources.map((each) => ({ name: each, label: t(each) }))}
        selected={source}
        onSelect={turnTo}
      >
        {source === 'mcp' ? (
          <FromMcp chosen={chosen} onChosen={setChosen} />
        ) : (
          <FromOpenApi chosen={chosen} onChosen={setChosen} />
        )}
      </Tabs>
    </Dialog>
  )
}

const toImported = ({ function: definition, rule }: Importable): Imported => ({
  definition,
  rule: toDraft(rule, newRuleId()),
})

function toDraft(rule: Importable['rule'], id: string): DraftRule {
  if (rule.kind === 'mcp') return { ...rule, id }
  const { secret_header_names, ...rest } = rule
  return { ...rest, id, ...(secret_header_names.length > 0 && { secret_header_names: [...secret_header_names] }) }
}
