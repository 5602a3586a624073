// The last picture of a meeting. Back is undoing here too: the meeting goes on, and so does the wall when others say so.
import { hear, tell } from './bus.js';
import { keepMeeting } from './meeting-kept.js';

class WallClosing extends HTMLElement {
  connectedCallback() {
    this.listeners = new AbortController()
    const { signal } = this.listeners
    hear('wall-back', () => this.resume(), { signal })
    hear('meeting-state', ({ state }) => this.follow(state), { signal })
    hear('meeting-lost', () => this.tellLost(true), { signal })
    hear('meeting-found', () => this.tellLost(false), { signal })
    keepMeeting(this)
  }

  disconnectedCallback() {
    this.listeners.abort()
  }

  resume() {
    tell('meeting-press', { do: 'resume' })
    return true
  }

  follow(state) {
    if (state.status !== 'ended') return location.assign(this.dataset.address)
    // Somebody has written it better meanwhile.
    const agreed = state.agreed.map(({ id, version }) => `${id}-${version}`).join(' ')
    if (agreed !== this.dataset.agreed) location.reload()
  }

  tellLost(isLost) {
    this.querySelector('.wall__lost').hidden = !isLost
  }
}

customElements.define('wall-closing', WallClosing)
