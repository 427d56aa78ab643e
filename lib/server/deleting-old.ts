const HOUR_MS = 3_600_000

/** At once and every hour, while nobody waits for it; what is returned ends that. */
export function deletingOld({ deleteOld }: { readonly deleteOld: () => Promise<void> }) {
  let underway = deleteOld()
  const timer = setInterval(() => {
    underway = underway.then(deleteOld)
  }, HOUR_MS)
  timer.unref()
  return () => {
    clearInterval(timer)
    return underway
  }
}
