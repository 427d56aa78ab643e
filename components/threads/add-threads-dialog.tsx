'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { useConnection } from '@/components/connection/connection-context'
import { useConnectionName } from '@/components/connection/use-connection-name'
import { connectionsPath, transferPath } from '@/components/routing/paths'
import { Button, buttonClass } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Textarea } from '@/components/ui/textarea'
import { AddResults } from './add-results'
import { idsInText, MAX_IDS } from './ids-in-text'
import { useAddThreads } from './use-add-threads'

interface AddThreadsDialogProps {
  /** What is in the box first. */
  readonly text: string
  readonly onClose: () => void
}

/** Adds threads of the connection's server to the list by their ids; where there is no other server, says so. */
export function AddThreadsDialog(props: AddThreadsDialogProps) {
  return useConnection().info.kind === 'embedded' ? <OwnThreads {...props} /> : <AddThreads {...props} />
}

function OwnThreads({ onClose }: AddThreadsDialogProps) {
  const t = useTranslations('threads.add')
  const common = useTranslations('common')
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('own_title')}
      footer={
        <>
          <Button onClick={onClose}>{common('close')}</Button>
          <Link prefetch={false} href={connectionsPath} className={buttonClass()}>
            {t('connections')}
          </Link>
          <Link prefetch={false} href={transferPath} data-autofocus className={buttonClass('primary')}>
            {t('move_in')}
          </Link>
        </>
      }
    >
      <div className="flex flex-col gap-2 text-prose">
        <p>{t('own')}</p>
        <p>{t('own_elsewhere')}</p>
      </div>
    </Dialog>
  )
}

function AddThreads({ text, onClose }: AddThreadsDialogProps) {
  const adding = useAddThreads()
  const [given, setGiven] = useState(text)
  const { ids } = adding
  if (!ids) return <AskForIds text={given} onIds={adding.start} onClose={onClose} />
  return <Adding adding={adding} ids={ids} onMore={() => (setGiven(''), adding.clear())} onClose={onClose} />
}

interface AskForIdsProps extends AddThreadsDialogProps {
  readonly onIds: (ids: readonly string[]) => void
}

function AskForIds({ text: given, onIds, onClose }: AskForIdsProps) {
  const t = useTranslations('threads.add')
  const { info } = useConnection()
  const name = useConnectionName()(info)
  const [text, setText] = useState(given)
  const found = idsInText(text)

  return (
    <FormDialog
      title={t('title')}
      action={t('start', { count: Math.min(found.length, MAX_IDS) })}
      incomplete={found.length === 0}
      onSubmit={() => onIds(found.slice(0, MAX_IDS))}
      onClose={onClose}
    >
      <p className="text-prose">{t('intro', { name })}</p>
      <Field label={t('paste')} hint={t('hint')}>
        {(control) => (
          <Textarea
            {...control}
            data-autofocus
            rows={5}
            spellCheck={false}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
      <p role="status" className="text-row text-muted">
        {text.trim() === '' ? t('none') : t('found', { count: found.length })}{' '}
        {found.length > MAX_IDS && t('most', { count: MAX_IDS })}
      </p>
    </FormDialog>
  )
}

interface AddingProps {
  readonly adding: ReturnType<typeof useAddThreads>
  readonly ids: readonly string[]
  readonly onMore: () => void
  readonly onClose: () => void
}

/** How far it is; closing stops it. */
function Adding({ adding, ids, onMore, onClose }: AddingProps) {
  const t = useTranslations('threads.add')
  const common = useTranslations('common')
  const { results, isRunning } = adding
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title')}
      footer={
        isRunning ? (
          <Button onClick={adding.stop}>{t('stop')}</Button>
        ) : (
          <>
            <Button onClick={onMore}>{t('more')}</Button>
            {results.length < ids.length && <Button onClick={adding.goOn}>{t('go_on')}</Button>}
            <Button look="primary" onClick={onClose}>
              {common('close')}
            </Button>
          </>
        )
      }
    >
      <AddResults ids={ids} results={results} isRunning={isRunning} />
    </Dialog>
  )
}
