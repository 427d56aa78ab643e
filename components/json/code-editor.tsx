'use client'

import { useTranslations } from 'next-intl'
import { useEffectEvent, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import { createCodeView, type TextRange } from './code-view'
import type { JsonAreaProps } from './json-area'
import { offsetOf } from './json-source'
import type { DefinitionRoot } from './schema-completions'

interface CodeEditorProps extends JsonAreaProps {
  readonly root: DefinitionRoot
  /** The selection of the textarea that this replaces, if that had the focus. */
  readonly selection: TextRange | undefined
}

/** JSON in CodeMirror: undo, brackets, completions by the schema, problems at their place. */
export function CodeEditor(props: CodeEditorProps) {
  const { label, value, onChange, problem, invalid, root, selection, handle } = props
  const t = useTranslations('assistants.json')
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<ReturnType<typeof createCodeView>>(null)
  const words = problem ? t(problem.problem, { name: problem.name ?? '', most: problem.most ?? 0 }) : ''
  const at = problem && offsetOf(value, problem)

  const onText = useEffectEvent(onChange)
  const open = useEffectEvent((parent: HTMLElement) =>
    createCodeView({ parent, text: value, root, selection, completionsLabel: t('completions'), onText }),
  )

  useLayoutEffect(() => {
    if (!host.current) return
    const made = (view.current = open(host.current))
    return () => made.destroy()
  }, [])
  useLayoutEffect(() => view.current?.setText(value), [value])
  useLayoutEffect(() => {
    view.current?.setAttributes({
      'aria-label': label,
      tabindex: '0',
      spellcheck: 'false',
      autocapitalize: 'off',
      ...(invalid && { 'aria-invalid': 'true' }),
    })
  }, [label, invalid])
  useLayoutEffect(() => view.current?.setProblem(at === undefined ? undefined : { at, words }), [at, words])
  useImperativeHandle(handle, () => ({ goTo: (offset: number) => view.current?.goTo(offset) }), [])

  return <div ref={host} className="min-w-0 flex-1" />
}
