'use client'

import { useTranslations } from 'next-intl'
import { BrokenJson } from '@/components/json/broken-json'
import { JsonBlock } from '@/components/json/json-block'
import { FencedCode } from '@/components/text/fenced-code'
import type { ToolCall } from '@/lib/protocol/step'
import { isDeclined, type CallFate } from '@/lib/run/call-responder'
import { parsedJsonOf } from '@/lib/inspector/example-output'
import { CodeOutputs } from './code-outputs'
import { SearchQuery } from './search-query'
import { SearchResults } from './search-results'

interface ToolCallInputProps {
  readonly call: ToolCall
  /** Its arguments are still being written. */
  readonly isGrowing: boolean
}

interface ToolCallOutputProps {
  readonly call: ToolCall
  /** What a rule or a person has made of it. */
  readonly fate?: CallFate | undefined
}

/** What a tool was called with and what it gave back. Props: call, isGrowing, fate. */
export function ToolCallIo({ call, isGrowing, fate }: ToolCallInputProps & ToolCallOutputProps) {
  return (
    <>
      <ToolCallInput call={call} isGrowing={isGrowing} />
      <ToolCallOutput call={call} fate={fate} />
    </>
  )
}

/** What a tool was called with; of a function also where that is no JSON. Props: call, isGrowing. */
export function ToolCallInput({ call, isGrowing }: ToolCallInputProps) {
  const t = useTranslations('inspector.call')
  switch (call.type) {
    case 'function':
      return (
        <>
          <JsonBlock label={named(t('arguments'), call)} text={call.function.arguments} />
          {!isGrowing && isBroken(call.function.arguments) && <BrokenJson text={call.function.arguments} />}
        </>
      )
    case 'code_interpreter':
      return <FencedCode code={call.code_interpreter.input} language="python" />
    case 'file_search':
      return <SearchQuery call={call} />
    default:
      // A tool that only another server has: the whole call, as it came.
      return <JsonBlock label={t('arguments')} value={call satisfies never} />
  }
}

/** What a tool gave back, or that it gave nothing, or was not allowed. Props: call, fate. */
export function ToolCallOutput({ call, fate }: ToolCallOutputProps) {
  const t = useTranslations('inspector.call')
  switch (call.type) {
    case 'function':
      if (!call.function.output) {
        const said = call.function.output === null ? t('no_output') : t('empty_output')
        return <p className="text-row text-muted">{said}</p>
      }
      return (
        <>
          {isDeclined(fate) && <p className="text-row">{t('declined')}</p>}
          <JsonBlock label={named(t('output'), call)} text={call.function.output} />
        </>
      )
    case 'code_interpreter':
      return <CodeOutputs call={call} />
    case 'file_search':
      return <SearchResults call={call} />
    default:
      call satisfies never
      return null
  }
}

/** A function without parameters may be called with nothing. */
const isBroken = (text: string) => text.trim() !== '' && parsedJsonOf(text) === undefined

/** Several calls may stand on one page: each block is told apart by its call. */
const named = (what: string, { id }: ToolCall) => `${what} · ${id}`
