'use client'

import { useTranslations } from 'next-intl'
import { Field } from '@/components/ui/field'
import { ChevronDown } from '@/components/ui/icons'
import { Input } from '@/components/ui/input'
import { Popover } from '@/components/ui/popover'
import { Select } from '@/components/ui/select'
import { chunkLimits } from '@/lib/protocol/limits'
import type { StaticChunking } from '@/lib/protocol/vector-store'
import { chunkingProblem, chunkingText, numbersIn, usualChunking } from './chunking-text'
import type { StoreAdditions } from './use-store-additions'

/** What the wire calls them. */
const ways = ['auto', 'static'] as const

/** How the files that are added next are cut into chunks. */
export function ChunkingOptions({ chunking, setChunking }: Pick<StoreAdditions, 'chunking' | 'setChunking'>) {
  const t = useTranslations('stores.chunking')
  const numbers = numbersIn(chunking)
  const { max_chunk_size_tokens: size, chunk_overlap_tokens: overlap } = numbers ?? usualChunking
  const isUsed = numbers && chunkingProblem(numbers) === null
  return (
    <Popover
      label={t('title')}
      className="px-2 text-row text-muted hover:bg-sunken hover:text-ink"
      trigger={
        <>
          {isUsed ? t('trigger', { size, overlap }) : t('trigger_auto')}
          <ChevronDown size={14} aria-hidden />
        </>
      }
    >
      <div className="flex w-80 max-w-full flex-col gap-3">
        <Field label={t('how')} hint={t('hint')}>
          {(control) => (
            <Select
              {...control}
              value={ways[numbers ? 1 : 0]}
              onChange={({ target }) => setChunking(target.selectedIndex === 0 ? '' : chunkingText(usualChunking))}
            >
              {ways.map((way) => (
                <option key={way} value={way}>
                  {t(way)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {numbers && <Numbers numbers={numbers} onChange={setChunking} />}
      </div>
    </Popover>
  )
}

function Numbers({ numbers, onChange }: { numbers: StaticChunking; onChange: (text: string) => void }) {
  const t = useTranslations('stores.chunking')
  const problem = chunkingProblem(numbers)
  const set = (change: Partial<StaticChunking>) => onChange(chunkingText({ ...numbers, ...change }))
  return (
    <div className="grid grid-cols-2 gap-3">
      <Field label={t('size')} error={problem === 'size' && t('size_problem', chunkLimits)}>
        {(control) => (
          <Input
            {...control}
            type="number"
            min={chunkLimits.least}
            max={chunkLimits.most}
            value={numbers.max_chunk_size_tokens}
            onChange={({ target }) => set({ max_chunk_size_tokens: wholeIn(target) })}
          />
        )}
      </Field>
      <Field label={t('overlap')} error={problem === 'overlap' && t('overlap_problem')}>
        {(control) => (
          <Input
            {...control}
            type="number"
            min={0}
            value={numbers.chunk_overlap_tokens}
            onChange={({ target }) => set({ chunk_overlap_tokens: wholeIn(target) })}
          />
        )}
      </Field>
    </div>
  )
}

/** More digits than make sense are left out. */
const MAX_TOKENS = 99_999
const wholeIn = ({ valueAsNumber }: HTMLInputElement) =>
  Math.min(MAX_TOKENS, Math.max(0, Math.trunc(valueAsNumber) || 0))
