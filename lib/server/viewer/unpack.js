// Unpacks the script of a shared file and runs it: the policy of the document names its hash.
;(async () => {
  try {
    const packed = Uint8Array.from(atob(document.getElementById('viewer').textContent), (sign) => sign.charCodeAt(0))
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))
    const script = document.createElement('script')
    script.textContent = await new Response(stream).text()
    document.body.append(script)
  } catch {
    document.getElementById('cannot').hidden = false
  }
})()
