/** A file in a text, as a data URL: its beginning is shown, and copying it copies all of it. */
export function DataUrl({ url }: { url: string }) {
  const start = url.slice(0, url.indexOf(',') + 1)
  return (
    <span
      role="img"
      aria-label={`${start}…`}
      title={`${start}…`}
      className="inline-block max-w-[min(100%,20rem)] truncate align-bottom font-mono text-[0.875em]"
    >
      {url}
    </span>
  )
}
