'use client'

import { useMutation, type DefaultError, type UseMutationOptions } from '@tanstack/react-query'
import { useRef } from 'react'

/**
 * Keeps something from being started again while it is in progress. State that is rendered comes too late for that: on
 * a busy page a button may be pressed twice before it is drawn anew.
 */
export function useOnce() {
  const isUnderway = useRef(false)
  return {
    /** Whether it may start. If so, it counts as in progress until `end` is called. */
    begin() {
      const may = !isUnderway.current
      isUnderway.current = true
      return may
    },
    end: () => void (isUnderway.current = false),
  }
}

/** A mutation that ignores calls while it is in progress. */
export function useOnceMutation<Data, Variables = void>(options: UseMutationOptions<Data, DefaultError, Variables>) {
  const { begin, end } = useOnce()
  const mutation = useMutation({
    ...options,
    onSettled: (...outcome) => {
      end()
      return options.onSettled?.(...outcome)
    },
  })
  const mutate: typeof mutation.mutate = (...asked) => {
    if (begin()) mutation.mutate(...asked)
  }
  return { ...mutation, mutate }
}
