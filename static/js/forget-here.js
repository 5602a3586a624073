// What this browser has kept of what was written in a meeting goes when the meeting is forgotten.
import { inBrowser } from './storage.js';

class ForgetHere extends HTMLElement {
  connectedCallback() {
    for (const name of inBrowser.names()) if (name.startsWith('notat ') && name.includes(this.dataset.path)) inBrowser.forget(name)
  }
}

customElements.define('forget-here', ForgetHere)
