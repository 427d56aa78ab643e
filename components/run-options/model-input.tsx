'use client'

import { useQuery } from '@tanstack/react-query'
import { useId, type ComponentProps } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { Input } from '@/components/ui/input'
import { modelsQuery } from '@/lib/client/queries'

interface ModelInputProps extends Omit<ComponentProps<'input'>, 'list' | 'onChange'> {
  readonly onModel: (model: string) => void
}

/** The name of a model, with those of the connection to choose from. */
export function ModelInput({ onModel, ...rest }: ModelInputProps) {
  const listId = useId()
  const models = useQuery(modelsQuery(useApi()))
  return (
    <>
      <Input
        {...rest}
        list={listId}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onModel(event.target.value)}
        className="font-mono"
      />
      <datalist id={listId}>
        {models.data?.data.map(({ id }) => (
          <option key={id} value={id} />
        ))}
      </datalist>
    </>
  )
}
