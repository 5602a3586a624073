// «Møtet er i gang: tilbake», on any page, for a browser that has a meeting in progress: drawn from what the wall or the
// leader's screen has written down here, with no word to the portal about it.
import { inBrowser } from './storage.js';

const KEPT = 'møte i gang'
const ADDRESS = /^\/mote\/[a-z0-9]{10}\//

class MeetingWay extends HTMLElement {
  connectedCallback() {
    const kept = parsed(inBrowser.read(KEPT))
    if (!kept || !ADDRESS.test(kept.address) || location.pathname.startsWith(kept.address.slice(0, 17))) return
    if (!(kept.until > Date.now())) return inBrowser.forget(KEPT)
    const link = this.querySelector('a')
    link.href = kept.address
    this.querySelector('.meeting-way__title').textContent = kept.title
    this.hidden = false
  }
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

customElements.define('meeting-way', MeetingWay)
