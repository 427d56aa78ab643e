'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useApi } from '@/components/connection/connection-context'
import { useEntries } from '@/components/lists/use-entries'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { vectorStoresQuery } from '@/lib/client/vector-store-queries'
import { useStoreName } from './store-name'

interface StoreSelectProps {
  readonly label: string
  readonly value: string
  readonly isFixed?: boolean
  readonly onChange?: (id: string) => void
}

/** Chooses among the newest stores that can be searched. */
export function StoreSelect({ label, value, isFixed = false, onChange }: StoreSelectProps) {
  const nameOf = useStoreName()
  const { data } = useInfiniteQuery(vectorStoresQuery(useApi()))
  const stores = useEntries(data).filter(({ status, id }) => status !== 'expired' || id === value)
  return (
    <Field label={label}>
      {(control) => (
        <Select
          {...control}
          className="w-full max-w-sm"
          disabled={isFixed}
          value={value}
          onChange={({ target }) => onChange?.(target.value)}
        >
          {!stores.some(({ id }) => id === value) && <option value={value}>{value}</option>}
          {stores.map((store) => (
            <option key={store.id} value={store.id}>
              {nameOf(store)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}
