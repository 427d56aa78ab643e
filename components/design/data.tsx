'use client'

import { useTranslations } from 'next-intl'
import { Chip } from '@/components/ui/chip'
import { CodeBlock } from '@/components/ui/code-block'
import { CountText } from '@/components/ui/count-text'
import { DurationText } from '@/components/ui/duration-text'
import { IdText } from '@/components/ui/id-text'
import { JsonView } from '@/components/ui/json-view'
import { TimeText } from '@/components/ui/time-text'
import { useNow } from '@/components/ui/use-now'
import { Specimen, State } from './specimen'

const ID = 'thread_2cFz9xkQ7bJ4mLr8sVtWnYpA'
const lengths = [0, 840, 3_428, 12_470, 184_000, 3_780_000] as const
const ages = [5_000, 180_000, 7_200_000, 90_000_000, 3_000_000_000] as const

/** The one way to show a time, a duration, a count, an id, code, and a line of a table. */
export function Data() {
  const now = useNow('slow')
  return (
    <>
      <Specimen name="TimeText">
        {ages.map((ms) => (
          <State key={ms} state={`now - ${ms}`}>
            <TimeText ms={now - ms} />
          </State>
        ))}
      </Specimen>
      <Specimen name="DurationText">
        {lengths.map((ms) => (
          <State key={ms} state={`${ms}`}>
            <DurationText fromMs={0} toMs={ms} />
          </State>
        ))}
        <State state="toMs={null}">
          <DurationText fromMs={now - 4_000} toMs={null} />
        </State>
      </Specimen>
      <Specimen name="CountText">
        <CountText count={7} />
        <CountText count={1_234_567} />
      </Specimen>
      <Objects />
    </>
  )
}

function Objects() {
  const t = useTranslations('runs.column')
  return (
    <>
      <Specimen name="IdText">
        <State state="id">
          <IdText id={ID} />
        </State>
        <State state="short">
          <IdText id={ID} short />
        </State>
        <State state="Chip">
          <Chip>{t('assistant')}</Chip>
        </State>
        <State state="Chip mono">
          <Chip mono>{ID}</Chip>
        </State>
      </Specimen>
      <Specimen name="CodeBlock">
        <CodeBlock code={`curl http://127.0.0.1:3000/v1/threads/${ID}`} label={t('thread')} />
        <JsonView label={t('model')} value={{ id: ID, metadata: { a: [1, 2] } }} />
      </Specimen>
    </>
  )
}
