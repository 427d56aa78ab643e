'use client'

import type { ReactNode } from 'react'
import { plainName } from '@/components/names/plain-name'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { Markdown } from '@/components/text/markdown'
import { PlainText } from '@/components/text/plain-text'
import { Chip } from '@/components/ui/chip'
import { IdText } from '@/components/ui/id-text'
import { Textarea } from '@/components/ui/textarea'
import { hardMarkdown, hardNames, hardPlainText } from './hard-texts'
import { Specimen, State } from './specimen'

/** What assistants, users and names may say, at its hardest: all of it has to be seen as it was written. */
export function Texts() {
  return (
    <>
      <Specimen name="Markdown">
        {Object.entries(hardMarkdown).map(([name, text]) => (
          <Wide key={name} state={name}>
            <Markdown text={text} isWriting={false} />
          </Wide>
        ))}
      </Specimen>
      <Specimen name="PlainText">
        {Object.entries(hardPlainText).map(([name, text]) => (
          <Wide key={name} state={name}>
            <PlainText text={text} />
          </Wide>
        ))}
        <Wide state="Textarea">
          <Textarea aria-label={hardPlainText['lines in their own direction']} defaultValue={hardMarkdown.formulas} />
          <Textarea aria-label={hardNames[1]} defaultValue={hardPlainText['lines in their own direction']} />
        </Wide>
      </Specimen>
      <Specimen name="plainName">
        {hardNames.map((name) => (
          <Wide key={name} state={JSON.stringify(name)}>
            <Names name={plainName(name)} />
          </Wide>
        ))}
      </Specimen>
    </>
  )
}

/** One name wherever names stand. */
function Names({ name }: { name: string }) {
  return (
    <>
      <Breadcrumbs trail={[{ href: '#', label: name }]} />
      <p>
        <Chip>{name}</Chip> <span>{name}</span> {'· 3 · '} <IdText id="run_abc123" />
      </p>
    </>
  )
}

function Wide({ state, children }: { state: string; children: ReactNode }) {
  return (
    <div className="w-full max-w-prose wrap-anywhere *:items-stretch">
      <State state={state}>{children}</State>
    </div>
  )
}
