'use client'

import { useTranslations } from 'next-intl'
import { Field } from '@/components/ui/field'
import { ChevronDown } from '@/components/ui/icons'
import { Popover } from '@/components/ui/popover'
import { Select } from '@/components/ui/select'
import { uploadPurposes } from '@/components/uploads/upload-purposes'
import { keepDays, type FileUploads } from './use-file-uploads'

type Choices = Pick<FileUploads, 'purpose' | 'setPurpose' | 'days' | 'setDays'>

/** What uploads are for, and how long they are kept. */
export function UploadOptions({ purpose, setPurpose, days, setDays }: Choices) {
  const t = useTranslations('files.options')
  const said = [purpose || t('by_kind_short'), days && t('days_short', { days: Number(days) })].filter(Boolean)
  return (
    <Popover
      label={t('title')}
      className="px-2 text-row text-muted hover:bg-sunken hover:text-ink"
      trigger={
        <>
          {t('trigger', { said: said.join(' · ') })}
          <ChevronDown size={14} aria-hidden />
        </>
      }
    >
      <div className="flex w-80 max-w-full flex-col gap-3">
        <Field label={t('purpose.label')} hint={t('purpose.hint')}>
          {(control) => (
            <Select {...control} value={purpose} onChange={({ target }) => setPurpose(target.value)}>
              <option value="">{t('by_kind')}</option>
              {uploadPurposes.map((each) => (
                <option key={each} value={each}>
                  {t(`purpose.${each}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('keep.label')} hint={t('keep.hint')}>
          {(control) => (
            <Select {...control} value={days} onChange={({ target }) => setDays(target.value)}>
              <option value="">{t('keep.always')}</option>
              {keepDays.map((each) => (
                <option key={each} value={each}>
                  {t('keep.days', { days: each })}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
    </Popover>
  )
}
