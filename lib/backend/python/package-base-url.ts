/** Where Pyodide's own packages are, with a slash at its end; the version is that of package.json. */
export const packageBaseUrl = 'https://cdn.jsdelivr.net/pyodide/v314.0.7/full/'
