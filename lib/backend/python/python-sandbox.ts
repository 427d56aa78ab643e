import type { PythonChild } from './python-child'

/** Something in which Python runs apart from everything else. */
export interface PythonSandbox {
  readonly name: 'pyodide' | 'bwrap'
  /** Whether it can be had here, found out by trying. */
  find(): Promise<SandboxFound>
  /** A process that waits for its first cell. It ends before that when nobody needs it any more. @throws SandboxLost */
  start(signal?: AbortSignal): Promise<PythonChild>
  /** Resolves when what makes starts quick is there. Never rejects. */
  prepared(): Promise<void>
}

export type SandboxFound =
  | {
      readonly ok: true
      /** What of the system's stands around it. */
      readonly wall: 'bwrap' | 'unshare' | 'none'
      readonly version: string
      /** Modules of `usualModules` that are there before anything is fetched. */
      readonly modules: readonly string[]
    }
  /** `mayPass` where a trial failed of something that may be over the next time: no time, no processes. */
  | { readonly ok: false; readonly message: string; readonly mayPass: boolean }
