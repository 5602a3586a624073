// Keeps in the tab what is chosen for this room – size, light or dark, clock, talk – so that a reload loses nothing.
// The choices are attributes of <html>: every part of the wall, and the stylesheets, read them there.
const KEPT = ['data-color-scheme', 'data-zoom', 'data-clock', 'data-talk', 'data-letters', 'data-sound']

class WallMemory extends HTMLElement {
  connectedCallback() {
    const root = document.documentElement
    for (const name of KEPT) {
      const value = this.storage?.getItem(`storskjerm.${name}`)
      if (value) root.setAttribute(name, value)
    }
    this.observer = new MutationObserver(changes => {
      for (const { attributeName } of changes) this.keep(attributeName, root.getAttribute(attributeName))
    })
    this.observer.observe(root, { attributeFilter: KEPT })
  }

  disconnectedCallback() {
    this.observer.disconnect()
  }

  // A browser may refuse storage altogether; the wall then works without memory.
  get storage() {
    try {
      return window.sessionStorage
    } catch {
      return null
    }
  }

  keep(name, value) {
    try {
      if (value === null) this.storage?.removeItem(`storskjerm.${name}`)
      else this.storage?.setItem(`storskjerm.${name}`, value)
    } catch {
      // Full, or refused: the choice holds until the next reload.
    }
  }
}

customElements.define('wall-memory', WallMemory)
