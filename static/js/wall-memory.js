// Keeps in the tab what is chosen for this room – size, light or dark, clock, talk – so that a reload loses nothing.
// The choices are attributes of <html>: every part of the wall, and the stylesheets, read them there.
import { inTab } from './storage.js';

const KEPT = ['data-color-scheme', 'data-zoom', 'data-clock', 'data-talk', 'data-letters', 'data-sound']

class WallMemory extends HTMLElement {
  connectedCallback() {
    const root = document.documentElement
    for (const name of KEPT) {
      const value = inTab.read(`storskjerm.${name}`)
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

  keep(name, value) {
    if (value === null) inTab.forget(`storskjerm.${name}`)
    else inTab.keep(`storskjerm.${name}`, value)
  }
}

customElements.define('wall-memory', WallMemory)
