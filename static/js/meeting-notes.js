// The notes while the meeting runs: what is on now is marked, and nothing else moves.
import { hear } from './bus.js';

class MeetingNotes extends HTMLElement {
  connectedCallback() {
    this.listeners = new AbortController()
    const { signal } = this.listeners
    hear('meeting-state', ({ state }) => this.mark(state), { signal })
    hear('meeting-lost', () => this.tellLost(true), { signal })
    hear('meeting-found', () => this.tellLost(false), { signal })
  }

  disconnectedCallback() {
    this.listeners.abort()
  }

  mark({ status, key }) {
    const [, item] = key.split('-')
    for (const row of this.querySelectorAll('[data-items]')) {
      row.toggleAttribute('data-now', status === 'running' && row.dataset.items.split(' ').includes(item))
    }
  }

  tellLost(isLost) {
    this.querySelector('.note__lost').hidden = !isLost
  }
}

customElements.define('meeting-notes', MeetingNotes)
