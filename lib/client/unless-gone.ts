import { isNotFound } from '@/lib/protocol/error'

/** Waits for a deletion; what is gone already counts as deleted. */
export async function unlessGone(deletion: Promise<unknown>): Promise<void> {
  try {
    await deletion
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}
