'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useApi } from '@/components/connection/connection-context'
import type { Column } from '@/components/lists/column'
import { plainName } from '@/components/names/plain-name'
import { useListed } from '@/components/names/use-listed'
import { assistantPath } from '@/components/routing/paths'
import { rowLinkClass } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import type { Assistant } from '@/lib/protocol/assistant'
import { useUnableTools } from './use-unable-tools'
import { useUnlistedModels } from './use-unlisted-models'

const SECOND_MS = 1_000

const functionsOf = ({ tools }: Assistant) =>
  tools.map((tool) => (tool.type === 'function' ? tool.function.name : tool.type))

/** What the list of assistants shows of each. `idEnds` distinguishes those of one name. */
export function useAssistantColumns(idEnds: ReadonlyMap<string, string>): readonly Column<Assistant>[] {
  const t = useTranslations('assistants.column')
  const listed = useListed()
  const unlistedOf = useUnlistedModels()
  const unableOf = useUnableTools()
  return [
    {
      id: 'name',
      label: t('name'),
      lead: true,
      sort: 'name',
      cell: (assistant) => (
        <Lead
          assistant={assistant}
          idEnd={idEnds.get(assistant.id)}
          unlisted={unlistedOf(assistant.model)}
          unable={unableOf(assistant.tools)}
        />
      ),
    },
    {
      id: 'model',
      label: t('model'),
      width: 'wide:w-44',
      cell: ({ model }) => <ModelName model={model} unlisted={unlistedOf(model)} />,
    },
    {
      id: 'functions',
      label: t('functions'),
      width: 'wide:w-52',
      fromRem: 72,
      cell: (assistant) => <Code text={listed(functionsOf(assistant))} />,
    },
    {
      id: 'created',
      label: t('created'),
      width: 'wide:w-32',
      align: 'end',
      sort: 'created',
      cell: ({ created_at }) => <TimeText ms={created_at * SECOND_MS} className="text-muted" />,
    },
  ]
}

const Code = ({ text }: { text: string }) => (
  <span className="font-mono text-meta text-muted" title={text}>
    {text}
  </span>
)

/** With a sign where no endpoint offers it, before a run is begun. */
const ModelName = ({ model, unlisted }: { model: string; unlisted: string | undefined }) =>
  unlisted === undefined ? <Code text={model} /> : <Warned name={model} words={unlisted} />

/** What cannot be as it says here, with why. */
const Warned = ({ name, words }: { name: string; words: string }) => (
  <span data-status="incomplete" className="font-mono text-meta text-tone" title={words}>
    <span aria-hidden>⚠ </span>
    {name}
    <span className="sr-only"> {words}</span>
  </span>
)

interface LeadProps {
  readonly assistant: Assistant
  readonly idEnd: string | undefined
  readonly unlisted: string | undefined
  readonly unable: ReturnType<ReturnType<typeof useUnableTools>>
}

function Lead({ assistant, idEnd, unlisted, unable }: LeadProps) {
  const t = useTranslations('assistants')
  const { connection } = useApi()
  const about = assistant.description ?? assistant.instructions
  return (
    <span className="flex min-w-0 flex-col gap-x-3 wide:flex-row wide:items-baseline">
      <Link
        prefetch={false}
        tabIndex={-1}
        href={assistantPath(connection, assistant.id)}
        dir="auto"
        className={`${rowLinkClass} ${assistant.name ? '' : 'text-muted'} ${about ? 'wide:max-w-[60%] wide:shrink-0' : ''}`}
      >
        {plainName(assistant.name ?? t('unnamed'))}
        {idEnd && <span className="font-mono text-meta font-normal text-muted"> {idEnd}</span>}
      </Link>
      {unable && (
        <span className="min-w-0 truncate wide:shrink-0">
          <Warned name={unable.names} words={unable.words} />
        </span>
      )}
      {about && (
        <span dir="auto" className="min-w-0 truncate text-left text-meta text-muted">
          {about}
        </span>
      )}
      <span className="truncate wide:hidden">
        <ModelName model={assistant.model} unlisted={unlisted} />
      </span>
    </span>
  )
}
