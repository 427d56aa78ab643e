'use client'

import { useTranslations } from 'next-intl'
import { removeKeepingFocus } from '@/components/focus/keep-focus'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { Plus, Trash2 } from '@/components/ui/icons'
import { KindSelect } from './kind-select'
import { RemovedLine } from './removed-line'
import { blankNode, type SchemaNode } from './schema-node'
import type { SchemaPlace } from './schema-place'
import { SchemaDetails } from './schema-rows'
import { useRemovals } from './use-removals'

interface ParametersPartProps {
  readonly node: SchemaNode
  readonly place: SchemaPlace
  readonly onNode: (node: SchemaNode) => void
}

/** The parameters of a function. */
export function ParametersPart({ node, place, onNode }: ParametersPartProps) {
  const t = useTranslations('assistants.function')
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-2 text-row font-medium">{t('parameters')}</legend>
      {node.type !== 'object' && <p className="max-w-prose text-meta text-muted">{t('no_object')}</p>}
      {node.rows?.length === 0 && <p className="text-meta text-muted">{t('no_parameters')}</p>}
      <SchemaDetails node={node} place={place} onChange={(part) => onNode({ ...node, ...part })} />
    </fieldset>
  )
}

interface ReturnsPartProps {
  /** Null where the definition has none. */
  readonly node: SchemaNode | null
  readonly place: SchemaPlace
  readonly onNode: (node: SchemaNode | null) => void
}

/** What a function returns. */
export function ReturnsPart({ node, place, onNode }: ReturnsPartProps) {
  const t = useTranslations('assistants.function')
  const removals = useRemovals(node ? [node] : [], ([left = null]) => onNode(left))
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="sr-only">{t('returns')}</legend>
      {node && (
        <>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span aria-hidden className="text-row font-medium">
              {t('returns')}
            </span>
            <span className="w-40">
              <KindSelect node={node} onNode={onNode} />
            </span>
            <IconButton
              label={t('remove_returns')}
              icon={<Trash2 size={14} />}
              data-remove="returns"
              onClick={({ currentTarget }) => removeKeepingFocus(currentTarget, () => removals.remove(0))}
              className="ml-auto"
            />
            <p className="w-full text-meta text-muted">{t('returns_hint')}</p>
          </div>
          <SchemaDetails node={node} place={place} onChange={(part) => onNode({ ...node, ...part })} />
        </>
      )}
      {!node && <RemovedLine kind="returns" name={removals.last && t('returns')} onUndo={removals.undo} />}
      {!node && (
        <Button
          look="quiet"
          data-add="returns"
          className="self-start px-1.5"
          onClick={() => onNode({ ...blankNode('object'), rows: [] })}
        >
          <Plus size={14} aria-hidden />
          {t('add_returns')}
        </Button>
      )}
    </fieldset>
  )
}
