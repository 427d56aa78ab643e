import { isNotFound } from '@/lib/protocol/error'
import type { Api } from './api'

/** Deletes a thread; one that is gone already counts as deleted. */
export async function removeThread(api: Api, id: string): Promise<void> {
  try {
    await api.threads.remove(id)
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}
