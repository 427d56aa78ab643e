'use client'

import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { create } from 'zustand'

const useStore = create<{ count: number; add: () => void }>((set) => ({
  count: 0,
  add: () => set(({ count }) => ({ count: count + 1 })),
}))

/** The least that uses the libraries which every page of the playground uses. */
export function Counter() {
  const [client] = useState(() => new QueryClient())
  return (
    <QueryClientProvider client={client}>
      <Button />
    </QueryClientProvider>
  )
}

function Button() {
  const { count, add } = useStore()
  const { data = 0 } = useQuery({ queryKey: ['one'], queryFn: () => 1, enabled: count > 0 })
  return <button onClick={add}>{count + data}</button>
}
