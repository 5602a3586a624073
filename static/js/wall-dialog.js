// A dialog of the wall, opened and closed by the command it is named for.
import { hear } from './bus.js';

class WallDialog extends HTMLElement {
  connectedCallback() {
    this.listeners = new AbortController()
    const { signal } = this.listeners
    const dialog = this.querySelector('dialog')
    hear('wall-command', ({ name }) => {
      if (name !== this.dataset.command) return
      if (dialog.open) dialog.close()
      else {
        dialog.showModal()
        dialog.querySelector('[aria-current]')?.focus()
      }
    }, { signal })
    // A click beside it, or on where to go, closes it.
    dialog.addEventListener('click', event => {
      if (event.target === dialog || event.target.closest('a')) dialog.close()
    }, { signal })
  }

  disconnectedCallback() {
    this.listeners.abort()
  }
}

customElements.define('wall-dialog', WallDialog)
