'use client'

import { useTranslations } from 'next-intl'
import { Field } from '@/components/ui/field'
import { ChevronDown } from '@/components/ui/icons'
import { Input } from '@/components/ui/input'
import { Popover } from '@/components/ui/popover'
import { Select } from '@/components/ui/select'
import { chunkLimits } from '@/lib/protocol/limits'
import { chunkingProblem, chunkingText, numbersIn, usualChunking } from './chunking-text'
import type { StoreAdditions } from './use-store-additions'

/** How the files that are added next are cut into chunks. */
export function ChunkingOptions({ chunking, setChunking }: Pick<StoreAdditions, 'chunking' | 'setChunking'>) {
  const t = useTranslations('vector-stores.chunking')
  const numbers = numbersIn(chunking)
  const { max_chunk_size_tokens: size, chunk_overlap_tokens: overlap } = numbers ?? usualChunking
  const problem = numbers && chunkingProblem(numbers)
  const set = (change: Partial<typeof numbers>) =>
    setChunking(chunkingText({ max_chunk_size_tokens: size, chunk_overlap_tokens: overlap, ...change }))
  return (
    <Popover
      label={t('title')}
      className="px-2 text-row text-muted hover:bg-sunken hover:text-ink"
      trigger={
        <>
          {numbers && !problem ? t('trigger', { size, overlap }) : t('trigger_auto')}
          <ChevronDown size={14} aria-hidden />
        </>
      }
    >
      <div className="flex w-80 max-w-full flex-col gap-3">
        <Field label={t('how')} hint={t('hint')}>
          {(control) => (
            <Select
              {...control}
              value={numbers ? 'static' : 'auto'}
              onChange={({ target }) => setChunking(target.value === 'auto' ? '' : chunkingText(usualChunking))}
            >
              <option value="auto">{t('auto')}</option>
              <option value="static">{t('static')}</option>
            </Select>
          )}
        </Field>
        {numbers && (
          <div className="grid grid-cols-2 gap-3">
            <Field label={t('size')} error={problem === 'size' && t('size_problem', chunkLimits)}>
              {(control) => (
                <Input
                  {...control}
                  type="number"
                  min={chunkLimits.least}
                  max={chunkLimits.most}
                  value={size}
                  onChange={({ target }) => set({ max_chunk_size_tokens: Math.trunc(target.valueAsNumber) || 0 })}
                />
              )}
            </Field>
            <Field label={t('overlap')} error={problem === 'overlap' && t('overlap_problem')}>
              {(control) => (
                <Input
                  {...control}
                  type="number"
                  min={0}
                  value={overlap}
                  onChange={({ target }) => set({ chunk_overlap_tokens: Math.trunc(target.valueAsNumber) || 0 })}
                />
              )}
            </Field>
          </div>
        )}
      </div>
    </Popover>
  )
}
