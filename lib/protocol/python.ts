/** What runs Python for the code interpreter of the built-in backend, or why nothing does. */
export type PythonState =
  | {
      readonly ok: true
      /** Pyodide, or the system's own Python. */
      readonly sandbox: 'pyodide' | 'bwrap'
      /** What of the system's stands around it. */
      readonly wall: 'bwrap' | 'unshare' | 'none'
      /** Of Python. */
      readonly version: string
      /** Which of the packages that code asks for most are there without a network, by the names of their modules. */
      readonly packages: readonly string[]
    }
  | { readonly ok: false; readonly sandbox: 'pyodide' | 'bwrap'; readonly message: string }
