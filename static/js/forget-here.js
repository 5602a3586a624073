// What this browser has kept of a meeting goes when it is forgotten: what was written and the way back to it. Only the way
// back where it is over, or the browser is put out (`data-is-over`): what is not sent yet is still somebody's.
import { inBrowser } from './storage.js';

class ForgetHere extends HTMLElement {
  connectedCallback() {
    const { path = location.pathname.split('/').slice(0, 3).join('/') } = this.dataset
    for (const name of inBrowser.names()) {
      const isNote = name.startsWith('notat ') && name.includes(path) && !('isOver' in this.dataset)
      if (isNote || (name === 'møte i gang' && inBrowser.read(name).includes(path))) inBrowser.forget(name)
    }
  }
}

customElements.define('forget-here', ForgetHere)
