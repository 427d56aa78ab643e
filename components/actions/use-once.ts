'use client'

import { useMutation, type DefaultError, type UseMutationOptions } from '@tanstack/react-query'
import { useRef } from 'react'

/**
 * Keeps something from being begun while it is underway. What is drawn tells that too late: on a busy page a button may
 * be pressed twice before it is drawn anew.
 */
export function useOnce() {
  const isUnderway = useRef(false)
  return {
    /** Whether it may begin; then it is underway until its end is told. */
    begin() {
      const may = !isUnderway.current
      isUnderway.current = true
      return may
    },
    end: () => void (isUnderway.current = false),
  }
}

/** A mutation that does nothing when it is asked for again before its end. */
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
