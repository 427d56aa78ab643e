'use client'

import { useTranslations } from 'next-intl'
import { Select } from '@/components/ui/select'
import { kindOf, nodeKinds, withKind, type NodeKind } from './schema-kind'
import type { SchemaNode } from './schema-node'

/** The kinds under names that a catalogue can have. */
const kindKeys = {
  string: 'string',
  number: 'number',
  integer: 'integer',
  boolean: 'boolean',
  object: 'object',
  'string[]': 'strings',
  'number[]': 'numbers',
  'integer[]': 'integers',
  'boolean[]': 'booleans',
  'object[]': 'objects',
  array: 'list',
  json: 'json',
} as const satisfies Record<NodeKind, string>

interface KindSelectProps {
  readonly node: SchemaNode
  readonly onNode: (node: SchemaNode) => void
}

/** What a schema describes. What both kinds can say stays. */
export function KindSelect({ node, onNode }: KindSelectProps) {
  const t = useTranslations('assistants.function')
  return (
    <Select
      aria-label={t('type')}
      value={kindOf(node)}
      onChange={(event) => onNode(withKind(node, event.target.value as NodeKind))}
      className="w-full"
    >
      {nodeKinds.map((kind) => (
        <option key={kind} value={kind}>
          {t(`types.${kindKeys[kind]}`)}
        </option>
      ))}
    </Select>
  )
}
