/** That of package.json. */
export const PYODIDE_VERSION = '314.0.7'

/** Where Pyodide's own packages are, with a slash at its end. */
export const packageBaseUrl = `https://cdn.jsdelivr.net/pyodide/v${PYODIDE_VERSION}/full/`
