// What this browser has kept of what was written in a meeting goes when the meeting is forgotten.
import { inBrowser } from './storage.js';

class ForgetHere extends HTMLElement {
  connectedCallback() {
    const { path } = this.dataset
    for (const name of inBrowser.names()) {
      const isNote = name.startsWith('notat ') && name.includes(path)
      if (isNote || (name === 'møte i gang' && inBrowser.read(name).includes(path))) inBrowser.forget(name)
    }
  }
}

customElements.define('forget-here', ForgetHere)
