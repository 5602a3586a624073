// What a browser remembers for us, for a tab or from day to day. It may refuse, or be full: then nothing is there when it
// is asked for, and no script stops for it.
export const inTab = guarded(() => window.sessionStorage)
export const inBrowser = guarded(() => window.localStorage)

function guarded(open) {
  const attempt = (use, otherwise) => {
    try {
      return use(open())
    } catch {
      return otherwise
    }
  }
  return {
    names: () => attempt(storage => Object.keys(storage), []),
    read: name => attempt(storage => storage.getItem(name), null),
    keep: (name, text) => attempt(storage => storage.setItem(name, text)),
    forget: name => attempt(storage => storage.removeItem(name)),
  }
}
