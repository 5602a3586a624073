// The leader's screen before the meeting: becomes the real one when somebody starts it.
import { hear } from './bus.js';

class MeetingWaiting extends HTMLElement {
  connectedCallback() {
    this.listeners = new AbortController()
    const { signal } = this.listeners
    hear('meeting-state', ({ state }) => { if (state.status !== 'planned') location.reload() }, { signal })
    hear('meeting-lost', () => { this.querySelector('[data-lost]').hidden = false }, { signal })
    hear('meeting-found', () => { this.querySelector('[data-lost]').hidden = true }, { signal })
    hear('meeting-over', () => location.reload(), { signal })
  }

  disconnectedCallback() {
    this.listeners.abort()
  }
}

customElements.define('meeting-waiting', MeetingWaiting)
