/** What comes in time; rejects when that is over. What was asked for goes on, and nobody waits for it. */
export async function within<T>(ms: number, coming: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`It took longer than ${ms} ms.`)), ms)
  })
  return Promise.race([coming, late]).finally(() => clearTimeout(timer))
}
